package dev.pagewarden.agent;

import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Tells of links that serialization reads. It does so without any code of the class, but asks the
 * object before whether to write another in its place: the method that is put into the class tells
 * of the read, and answers no. A private method is none of its subclasses', and counts neither for
 * the serial form nor for its version.
 */
final class SerialLink {
  /** Name of the method, which serialization calls. */
  static final String METHOD = "writeReplace";

  private static final String DESCRIPTOR = "()Ljava/lang/Object;";

  private SerialLink() {}

  /** Writes the method. */
  static void write(ClassVisitor target, Callee link) {
    MethodVisitor code =
        target.visitMethod(
            Opcodes.ACC_PRIVATE | Opcodes.ACC_SYNTHETIC, METHOD, DESCRIPTOR, null, null);
    code.visitCode();
    code.visitVarInsn(Opcodes.ALOAD, 0);
    Probes.enter(code, link);
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitInsn(Opcodes.ARETURN);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }
}
