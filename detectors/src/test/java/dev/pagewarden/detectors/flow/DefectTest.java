package dev.pagewarden.detectors.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** What an exception in the midst of the analysis leaves of it. */
class DefectTest {
  private static final String MAP =
      "(Ldev/pagewarden/dmabuf/DmaBufAttachment;Ldev/pagewarden/dmabuf/DmaDirection;)"
          + "Ldev/pagewarden/dmabuf/SgTable;";
  private static final String PAGES = "()[Ldev/pagewarden/dmabuf/Page;";
  private static final String ARGUMENTS =
      "(Ldev/pagewarden/dmabuf/DmaBuf;Ldev/pagewarden/dmabuf/DmaBufAttachment;"
          + "Ldev/pagewarden/dmabuf/DmaDirection;)V";

  private final Set<String> asked = new HashSet<>();

  @Test
  void a_failure_costs_no_more_than_the_findings_behind_the_method_that_led_to_it() {
    FlowResult result =
        new FlowAnalysis(this::classFile).analyze(List.of("app/Importer"), List.of());
    assertEquals(
        List.of("peeks"), result.findings().stream().map(f -> f.at().site().methodName()).toList());
    assertEquals(Set.of("app/Importer.fails"), result.failures().keySet());
    assertEquals("no such luck", result.failures().get("app/Importer.fails").getMessage());
  }

  private byte[] classFile(String name) {
    switch (name) {
      case "app/Importer":
        ClassWriter importer = classNamed(name);
        method(importer, "fails", "lib/Helper");
        method(importer, "peeks", null);
        return importer.toByteArray();
      case "lib/Helper":
        ClassWriter helper = classNamed(name);
        method(helper, "run", "lib/Defect");
        return helper.toByteArray();
      case "lib/Defect":
        if (asked.add(name)) {
          return null; // when dependencies are looked through, before any method is run
        }
        throw new IllegalStateException("no such luck");
      default:
        return new DirectorySource().classFile(name);
    }
  }

  private static ClassWriter classNamed(String name) {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, name, null, "java/lang/Object", null);
    return writer;
  }

  /**
   * Adds a method that maps its arguments, and gives the table to a helper or looks at its pages.
   */
  private static void method(ClassWriter writer, String name, String helper) {
    MethodVisitor code =
        writer.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, name, ARGUMENTS, null, null);
    code.visitCode();
    for (int argument = 0; argument < 3; argument++) {
      code.visitVarInsn(Opcodes.ALOAD, argument);
    }
    code.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL, "dev/pagewarden/dmabuf/DmaBuf", "mapAttachment", MAP, false);
    if (helper != null) {
      code.visitVarInsn(Opcodes.ASTORE, 3);
      for (int argument = 0; argument < 3; argument++) {
        code.visitVarInsn(Opcodes.ALOAD, argument);
      }
      code.visitMethodInsn(Opcodes.INVOKESTATIC, helper, "run", ARGUMENTS, false);
    } else {
      code.visitMethodInsn(
          Opcodes.INVOKEVIRTUAL, "dev/pagewarden/dmabuf/SgTable", "pages", PAGES, false);
      code.visitInsn(Opcodes.POP);
    }
    code.visitInsn(Opcodes.RETURN);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }
}
