package dev.pagewarden.agent;

import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** The instructions that call the {@link Bridge}. */
final class Probes {
  private Probes() {}

  /** Announces a site. Operand stack: unchanged. */
  static void announce(MethodVisitor code, Site site) {
    push(code, site.id());
    call(code, Bridge.SITE, Bridge.SITE_DESCRIPTOR);
  }

  /** Announces a site unless the object on the stack is null. Operand stack: ..., object. */
  static void announceUnlessNull(MethodVisitor code, Site site) {
    code.visitInsn(Opcodes.DUP);
    push(code, site.id());
    call(code, Bridge.SITE, Bridge.RECEIVER_SITE_DESCRIPTOR);
  }

  /** Reports that a callee begins. Operand stack: ..., operand -> ... */
  static void enter(MethodVisitor code, Callee callee) {
    push(code, callee.id());
    call(code, Bridge.ENTER, Bridge.ENTER_DESCRIPTOR);
  }

  /** Reports that a callee ends. Operand stack: ..., result -> ... */
  static void leave(MethodVisitor code, Callee callee) {
    push(code, callee.id());
    call(code, Bridge.LEAVE, Bridge.ENTER_DESCRIPTOR);
  }

  static void push(MethodVisitor code, int value) {
    if (value >= -1 && value <= 5) {
      code.visitInsn(Opcodes.ICONST_0 + value);
    } else if (value >= Byte.MIN_VALUE && value <= Byte.MAX_VALUE) {
      code.visitIntInsn(Opcodes.BIPUSH, value);
    } else if (value >= Short.MIN_VALUE && value <= Short.MAX_VALUE) {
      code.visitIntInsn(Opcodes.SIPUSH, value);
    } else {
      code.visitLdcInsn(value);
    }
  }

  private static void call(MethodVisitor code, String name, String descriptor) {
    code.visitMethodInsn(Opcodes.INVOKESTATIC, Bridge.INTERNAL_NAME, name, descriptor, false);
  }
}
