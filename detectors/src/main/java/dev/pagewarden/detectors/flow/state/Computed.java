package dev.pagewarden.detectors.flow.state;

import java.util.List;
import java.util.function.UnaryOperator;
import org.objectweb.asm.Opcodes;

/**
 * The result of an arithmetic instruction.
 *
 * @param opcode the instruction
 * @param a its first operand, a constant or symbol
 * @param b its second operand, a constant or symbol
 */
record Computed(int opcode, Object a, Object b) implements Derived {
  /** Returns the number to which a constant is added, or of which one is taken; null if none is. */
  Object shiftOf() {
    boolean isShift =
        b instanceof Integer && (opcode == Opcodes.IADD || opcode == Opcodes.ISUB)
            || b instanceof Long && (opcode == Opcodes.LADD || opcode == Opcodes.LSUB);
    return isShift ? a : null;
  }

  /** Returns what is added to {@link #shiftOf}. */
  long shift() {
    long constant = ((Number) b).longValue();
    return opcode == Opcodes.IADD || opcode == Opcodes.LADD ? constant : -constant;
  }

  @Override
  public List<Object> operands() {
    return List.of(a, b);
  }

  @Override
  public Derived renamed(UnaryOperator<Object> numbers) {
    return new Computed(opcode, numbers.apply(a), numbers.apply(b));
  }
}
