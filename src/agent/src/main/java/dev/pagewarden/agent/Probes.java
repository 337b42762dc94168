package dev.pagewarden.agent;

import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** The instructions that call the {@link Bridge}. */
final class Probes {
  /** The field in which an object carries the lease of the table that it comes from. */
  static final String MARK = "pagewarden$lease";

  static final String MARK_DESCRIPTOR = "Ljava/lang/Object;";

  private static final String KEY = "(J)V";
  private static final String OBJECT_AND_KEY = "(Ljava/lang/Object;J)V";

  private Probes() {}

  /** Announces a site. Operand stack: unchanged. */
  static void announce(MethodVisitor code, Site site) {
    code.visitLdcInsn(site.key());
    call(code, announcement(site), KEY);
  }

  /** Announces a site unless the object on the stack is null. Operand stack: ..., object. */
  static void announceUnlessNull(MethodVisitor code, Site site) {
    code.visitInsn(Opcodes.DUP);
    code.visitLdcInsn(site.key());
    call(code, announcement(site), OBJECT_AND_KEY);
  }

  /** Announces the site of a call that maps. Operand stack: unchanged. */
  static void announceMapping(MethodVisitor code, Site site) {
    code.visitLdcInsn(site.key());
    call(code, "map", KEY);
  }

  /**
   * Tells of a read by a handle. Operand stack: ..., handle, object, value (if any).
   *
   * @param arguments what the call takes: the object, and the value
   */
  static void peek(MethodVisitor code, Site site, Type[] arguments) {
    if (arguments.length == 1) {
      code.visitInsn(Opcodes.DUP2);
    } else if (arguments[1].getSize() == 1) {
      code.visitInsn(Opcodes.DUP_X2);
      code.visitInsn(Opcodes.POP);
      code.visitInsn(Opcodes.DUP2_X1);
    } else {
      code.visitInsn(Opcodes.DUP2_X2);
      code.visitInsn(Opcodes.POP2);
      code.visitInsn(Opcodes.DUP2_X2);
    }
    code.visitLdcInsn(site.key());
    call(code, "peek", "(Ljava/lang/Object;Ljava/lang/Object;J)V");
  }

  /** Tells that a table is about to be given to a callback. Operand stack: ..., table. */
  static void handOut(MethodVisitor code, Callee callee) {
    code.visitInsn(Opcodes.DUP);
    exchange(code, callee, "handOut");
    code.visitInsn(Opcodes.POP);
  }

  /**
   * Likewise, and gives the callback what takes the table's place. Operand stack: ..., table ->
   * ..., other.
   */
  static void handOutOther(MethodVisitor code, Callee callee, Type type) {
    exchange(code, callee, "handOut");
    cast(code, type);
  }

  /**
   * Reports that a method that maps ends, and returns what takes the table's place. Operand stack:
   * ..., table -> ..., other.
   */
  static void lendOther(MethodVisitor code, Callee callee, Type type) {
    exchange(code, callee, "lend");
    cast(code, type);
  }

  /** Operand stack: ..., Object -> ..., object of the type. */
  static void cast(MethodVisitor code, Type type) {
    if (!type.getInternalName().equals("java/lang/Object")) {
      code.visitTypeInsn(Opcodes.CHECKCAST, type.getInternalName());
    }
  }

  private static void exchange(MethodVisitor code, Callee callee, String what) {
    code.visitLdcInsn(callee.key());
    call(code, what, "(Ljava/lang/Object;J)Ljava/lang/Object;");
  }

  private static String announcement(Site site) {
    return switch (site.owner()) {
      case IMPORTER -> "pass";
      case BESIDE_API -> "judge";
      case API, CONSENTING, EXEMPT -> "tell";
    };
  }

  /** Reports that a callee begins. Operand stack: ..., operand -> ... */
  static void enter(MethodVisitor code, Callee callee) {
    report(
        code,
        callee,
        callee.kind().isAccess() ? "touch" : callee.kind().isStep() ? "step" : "begin");
  }

  /**
   * Reports that an access on an object begins whose class has a field for marks. Operand stack:
   * ..., object -> ...
   */
  static void enterMarked(MethodVisitor code, Callee callee, String owner) {
    code.visitFieldInsn(Opcodes.GETFIELD, owner, MARK, MARK_DESCRIPTOR);
    report(code, callee, "touchMarked");
  }

  /** Reports that a callee ends. Operand stack: ..., result -> ... */
  static void leave(MethodVisitor code, Callee callee) {
    report(
        code,
        callee,
        callee.kind().isAccess() ? "untouch" : callee.kind().isStep() ? "stepped" : "end");
  }

  private static void report(MethodVisitor code, Callee callee, String what) {
    code.visitLdcInsn(callee.key());
    call(code, what, OBJECT_AND_KEY);
  }

  static void push(MethodVisitor code, int value) {
    if (value >= -1 && value <= 5) {
      code.visitInsn(Opcodes.ICONST_0 + value);
    } else if (value >= Byte.MIN_VALUE && value <= Byte.MAX_VALUE) {
      code.visitIntInsn(Opcodes.BIPUSH, value);
    } else {
      code.visitIntInsn(Opcodes.SIPUSH, value);
    }
  }

  private static void call(MethodVisitor code, String name, String descriptor) {
    code.visitMethodInsn(Opcodes.INVOKESTATIC, Bridge.INTERNAL_NAME, name, descriptor, false);
  }
}
