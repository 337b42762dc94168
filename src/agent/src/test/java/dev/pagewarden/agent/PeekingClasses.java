package dev.pagewarden.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Makes the classes that {@code sample.app.Peeker} runs through. */
final class PeekingClasses {
  private static final String ENTRY = "sample/api/Scatterlist";
  private static final String NOTE = "java/util/function/IntConsumer";

  private PeekingClasses() {}

  /**
   * Writes {@code gen/C0.class} and so on, each with so many accesses, one a line from line 1.
   *
   * @return the class path for the program
   */
  static String write(Path directory, int classes, int sites) throws IOException {
    Files.createDirectories(directory.resolve("gen"));
    for (int c = 0; c < classes; c++) {
      String name = "gen/C" + c;
      Files.write(directory.resolve(name + ".class"), classFile(name, sites));
    }
    return System.getProperty("sample.classes") + java.io.File.pathSeparator + directory;
  }

  private static byte[] classFile(String name, int sites) {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, name, null, "java/lang/Object", null);
    MethodVisitor code =
        writer.visitMethod(
            Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC,
            "run",
            "(L" + ENTRY + ";L" + NOTE + ";)V",
            null,
            null);
    code.visitCode();
    for (int line = 1; line <= sites; line++) {
      Label start = new Label();
      code.visitLabel(start);
      code.visitLineNumber(line, start);
      code.visitVarInsn(Opcodes.ALOAD, 0);
      code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, ENTRY, "physicalAddress", "()J", false);
      code.visitInsn(Opcodes.POP2);
      code.visitVarInsn(Opcodes.ALOAD, 1);
      code.visitLdcInsn(line);
      code.visitMethodInsn(Opcodes.INVOKEINTERFACE, NOTE, "accept", "(I)V", true);
    }
    code.visitInsn(Opcodes.RETURN);
    code.visitMaxs(0, 0);
    return writer.toByteArray();
  }
}
