package dev.pagewarden.detectors.flow.code;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Finds methods that can't throw once they run: of an object they read and write nothing but its
 * own fields, as getters and setters do, and they neither call nor make anything. The JVM's own
 * errors, as of a full stack, are left out.
 */
public final class SafeMethods {
  private final Map<Method, Boolean> known = new HashMap<>();

  /** Returns whether a method can't throw. */
  public boolean isSafe(Method method) {
    return known.computeIfAbsent(method, SafeMethods::find);
  }

  private static boolean find(Method method) {
    return !method.isStatic() && method.hasCode() && new Check(method.body()).holds();
  }

  /**
   * Goes through the instructions with a stack that tells which operands are {@code this}. Where
   * ways meet it begins anew: what is taken from an empty stack is anything.
   */
  private static final class Check {
    private final Body body;
    private final Deque<Boolean> isThis = new ArrayDeque<>();

    Check(Body body) {
      this.body = body;
    }

    boolean holds() {
      for (int i = 0; i < body.instructions.length; i++) {
        if (body.leader[i]) {
          isThis.clear();
        }
        if (!isSafe(body.instructions[i])) {
          return false;
        }
      }
      return true;
    }

    private boolean pop() {
      return !isThis.isEmpty() && isThis.pop();
    }

    /** Takes operands and pushes the result of an instruction, which is not {@code this}. */
    private boolean becomes(int operands) {
      takes(operands);
      isThis.push(false);
      return true;
    }

    /** Returns whether an instruction can't throw, and does to the stack what it does. */
    private boolean isSafe(AbstractInsnNode insn) {
      int opcode = insn.getOpcode();
      if (insn instanceof VarInsnNode variable) {
        return isSafe(variable);
      }
      if (insn instanceof JumpInsnNode) {
        return opcode != Opcodes.JSR && takes(operandsOf(opcode));
      }
      if (insn instanceof LdcInsnNode constant) {
        return (constant.cst instanceof Number || constant.cst instanceof String) && becomes(0);
      }
      if (insn instanceof IincInsnNode) {
        return true;
      }
      if (insn instanceof IntInsnNode) {
        return opcode != Opcodes.NEWARRAY && becomes(0);
      }
      return isSafe(opcode);
    }

    private boolean isSafe(VarInsnNode variable) {
      if (variable.getOpcode() <= Opcodes.ALOAD) {
        isThis.push(variable.getOpcode() == Opcodes.ALOAD && variable.var == 0);
        return true;
      }
      return variable.getOpcode() <= Opcodes.ASTORE && variable.var != 0 && takes(1);
    }

    private boolean isSafe(int opcode) {
      if (opcode > Opcodes.NOP && opcode <= Opcodes.DCONST_1) {
        return becomes(0);
      }
      if (opcode >= Opcodes.IADD && opcode <= Opcodes.LXOR) {
        return isSafeArithmetic(opcode);
      }
      if (opcode >= Opcodes.I2L && opcode <= Opcodes.I2S) {
        return becomes(1);
      }
      if (opcode >= Opcodes.LCMP && opcode <= Opcodes.DCMPG) {
        return becomes(2);
      }
      return switch (opcode) {
        case Opcodes.GETFIELD -> pop() && becomes(0);
        case Opcodes.PUTFIELD -> takes(1) && pop();
        case Opcodes.DUP -> duplicate();
        case Opcodes.POP -> takes(1);
        default -> opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN;
      };
    }

    private boolean isSafeArithmetic(int opcode) {
      boolean isDivision =
          opcode == Opcodes.IDIV
              || opcode == Opcodes.LDIV
              || opcode == Opcodes.IREM
              || opcode == Opcodes.LREM;
      boolean isNegation = opcode >= Opcodes.INEG && opcode <= Opcodes.DNEG;
      return !isDivision && becomes(isNegation ? 1 : 2);
    }

    private boolean takes(int operands) {
      for (int i = 0; i < operands; i++) {
        pop();
      }
      return true;
    }

    private boolean duplicate() {
      boolean top = pop();
      isThis.push(top);
      isThis.push(top);
      return true;
    }

    private static int operandsOf(int jump) {
      boolean comparesTwo = jump >= Opcodes.IF_ICMPEQ && jump <= Opcodes.IF_ACMPNE;
      return comparesTwo ? 2 : jump == Opcodes.GOTO ? 0 : 1;
    }
  }
}
