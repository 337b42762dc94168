package dev.pagewarden.detectors.flow.interp;

import dev.pagewarden.detectors.flow.state.Relation;
import org.objectweb.asm.Opcodes;

/** Arithmetic on constants. */
final class Numbers {
  private Numbers() {}

  /** Returns the result of an int operation, or null if it is none or not defined. */
  static Integer binary(int opcode, Integer a, Integer b) {
    if (a == null || b == null) {
      return null;
    }
    return switch (opcode) {
      case Opcodes.IADD -> a + b;
      case Opcodes.ISUB -> a - b;
      case Opcodes.IMUL -> a * b;
      case Opcodes.IDIV -> b == 0 ? null : a / b;
      case Opcodes.IREM -> b == 0 ? null : a % b;
      case Opcodes.IAND -> a & b;
      case Opcodes.IOR -> a | b;
      case Opcodes.IXOR -> a ^ b;
      case Opcodes.ISHL -> a << b;
      case Opcodes.ISHR -> a >> b;
      case Opcodes.IUSHR -> a >>> b;
      default -> null;
    };
  }

  /** Returns the result of a long operation, or null if it is none or not defined. */
  static Long binary(int opcode, Long a, Long b) {
    if (a == null || b == null) {
      return null;
    }
    return switch (opcode) {
      case Opcodes.LADD -> a + b;
      case Opcodes.LSUB -> a - b;
      case Opcodes.LMUL -> a * b;
      case Opcodes.LDIV -> b == 0 ? null : (Long) (a / b);
      case Opcodes.LREM -> b == 0 ? null : (Long) (a % b);
      case Opcodes.LAND -> a & b;
      case Opcodes.LOR -> a | b;
      case Opcodes.LXOR -> a ^ b;
      case Opcodes.LSHL -> a << b;
      case Opcodes.LSHR -> a >> b;
      case Opcodes.LUSHR -> a >>> b;
      default -> null;
    };
  }

  /** Returns what holds where a branch is taken that compares two ints, or one with zero. */
  static Relation relation(int opcode) {
    return switch (opcode) {
      case Opcodes.IFEQ, Opcodes.IF_ICMPEQ -> Relation.EQUAL;
      case Opcodes.IFNE, Opcodes.IF_ICMPNE -> Relation.OTHER;
      case Opcodes.IFLT, Opcodes.IF_ICMPLT -> Relation.LESS;
      case Opcodes.IFGE, Opcodes.IF_ICMPGE -> Relation.AT_LEAST;
      case Opcodes.IFGT, Opcodes.IF_ICMPGT -> Relation.MORE;
      case Opcodes.IFLE, Opcodes.IF_ICMPLE -> Relation.AT_MOST;
      default -> throw new IllegalArgumentException("not a comparison: " + opcode);
    };
  }
}
