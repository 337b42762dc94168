package dev.pagewarden.benchmarks.agent;

import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** A program that loads as many classes as it is told to, none of which speaks of dma-buf. */
public final class ManyClasses {
  private static final int METHODS = 12;

  private ManyClasses() {}

  /**
   * Loads the classes.
   *
   * @param arguments how many
   */
  public static void main(String[] arguments) {
    int count = Integer.parseInt(arguments[0]);
    Loader loader = new Loader();
    for (int i = 0; i < count; i++) {
      byte[] classFile = classFile("generated/p" + i % 100 + "/Type" + i);
      loader.define(classFile);
    }
  }

  private static byte[] classFile(String name) {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, name, null, "java/lang/Object", null);
    for (int i = 0; i < METHODS; i++) {
      writer.visitField(Opcodes.ACC_PRIVATE, "field" + i, "Ljava/util/List;", null, null);
      MethodVisitor code =
          writer.visitMethod(
              Opcodes.ACC_PUBLIC,
              "method" + i,
              "(ILjava/lang/String;)Ljava/util/List;",
              null,
              null);
      code.visitCode();
      code.visitVarInsn(Opcodes.ALOAD, 0);
      code.visitLdcInsn("text " + i + " of " + name);
      code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, "java/lang/String", "length", "()I", false);
      code.visitInsn(Opcodes.POP);
      code.visitFieldInsn(Opcodes.GETFIELD, name, "field" + i, "Ljava/util/List;");
      code.visitInsn(Opcodes.ARETURN);
      code.visitMaxs(0, 0);
      code.visitEnd();
    }
    writer.visitEnd();
    return writer.toByteArray();
  }

  private static final class Loader extends ClassLoader {
    void define(byte[] classFile) {
      resolveClass(defineClass(null, classFile, 0, classFile.length));
    }
  }
}
