package dev.pagewarden.agent;

import java.util.function.IntConsumer;
import java.util.function.ObjIntConsumer;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * The class through which probed code reaches the agent: {@code java.lang.$Pagewarden}, defined
 * into {@code java.base} at start.
 *
 * <p>Probed code must find it from any class loader and any module, and must not see a class of the
 * agent. So it lives in {@code java.lang}, which every loader delegates, and holds nothing but
 * three functions of JRE types. Nothing is appended to the bootstrap class path, which would print
 * a warning on every start.
 */
final class Bridge {
  static final String INTERNAL_NAME = "java/lang/$Pagewarden";
  static final String BINARY_NAME = "java.lang.$Pagewarden";

  /** {@code site(int)}: the call that follows is the one with this number. */
  static final String SITE = "site";

  /** {@code enter(Object, int)}: a probed method begins; its operand and its number. */
  static final String ENTER = "enter";

  /** {@code leave(Object, int)}: a probed method ends; its result, or null, and its number. */
  static final String LEAVE = "leave";

  static final String SITE_DESCRIPTOR = "(I)V";
  static final String RECEIVER_SITE_DESCRIPTOR = "(Ljava/lang/Object;I)V";
  static final String ENTER_DESCRIPTOR = "(Ljava/lang/Object;I)V";

  private static final String INT_CONSUMER = "java/util/function/IntConsumer";
  private static final String OBJ_INT_CONSUMER = "java/util/function/ObjIntConsumer";

  private Bridge() {}

  /** Returns whether some version of the agent has already defined the class in this JVM. */
  static boolean isDefined() {
    try {
      Class.forName(BINARY_NAME, false, null);
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  /** Points the three functions of the defined class at the agent. */
  static void connect(
      Class<?> bridge, IntConsumer site, ObjIntConsumer<Object> enter, ObjIntConsumer<Object> leave)
      throws ReflectiveOperationException {
    bridge.getField(SITE).set(null, site);
    bridge.getField(ENTER).set(null, enter);
    bridge.getField(LEAVE).set(null, leave);
  }

  /** Returns the class file of the bridge. */
  static byte[] classFile() {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    writer.visit(
        Opcodes.V11,
        Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL | Opcodes.ACC_SYNTHETIC,
        INTERNAL_NAME,
        null,
        "java/lang/Object",
        null);
    field(writer, SITE, INT_CONSUMER);
    field(writer, ENTER, OBJ_INT_CONSUMER);
    field(writer, LEAVE, OBJ_INT_CONSUMER);
    site(writer);
    receiverSite(writer);
    forward(writer, ENTER);
    forward(writer, LEAVE);
    writer.visitEnd();
    return writer.toByteArray();
  }

  private static void field(ClassWriter writer, String name, String type) {
    writer.visitField(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, name, "L" + type + ";", null, null);
  }

  private static MethodVisitor method(ClassWriter writer, String name, String descriptor) {
    MethodVisitor code =
        writer.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, name, descriptor, null, null);
    code.visitCode();
    return code;
  }

  private static void end(MethodVisitor code) {
    code.visitInsn(Opcodes.RETURN);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  private static void site(ClassWriter writer) {
    MethodVisitor code = method(writer, SITE, SITE_DESCRIPTOR);
    code.visitFieldInsn(Opcodes.GETSTATIC, INTERNAL_NAME, SITE, "L" + INT_CONSUMER + ";");
    code.visitVarInsn(Opcodes.ILOAD, 0);
    code.visitMethodInsn(Opcodes.INVOKEINTERFACE, INT_CONSUMER, "accept", "(I)V", true);
    end(code);
  }

  /** As {@code site(int)}, but nothing is announced for a null receiver: that call won't arrive. */
  private static void receiverSite(ClassWriter writer) {
    MethodVisitor code = method(writer, SITE, RECEIVER_SITE_DESCRIPTOR);
    Label none = new Label();
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitJumpInsn(Opcodes.IFNULL, none);
    code.visitVarInsn(Opcodes.ILOAD, 1);
    code.visitMethodInsn(Opcodes.INVOKESTATIC, INTERNAL_NAME, SITE, SITE_DESCRIPTOR, false);
    code.visitLabel(none);
    code.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
    end(code);
  }

  private static void forward(ClassWriter writer, String name) {
    MethodVisitor code = method(writer, name, ENTER_DESCRIPTOR);
    code.visitFieldInsn(Opcodes.GETSTATIC, INTERNAL_NAME, name, "L" + OBJ_INT_CONSUMER + ";");
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitVarInsn(Opcodes.ILOAD, 1);
    code.visitMethodInsn(
        Opcodes.INVOKEINTERFACE, OBJ_INT_CONSUMER, "accept", "(Ljava/lang/Object;I)V", true);
    end(code);
  }
}
