package dev.pagewarden.detectors.flow.state;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The identity of a symbol for what follows from other numbers: whoever works it out again gets the
 * same, so that tests of it agree.
 */
sealed interface Derived permits Bits, Compared, Computed, Widened {
  /** Returns the numbers that it follows from: constants and symbols. */
  List<Object> operands();

  /** Returns what follows likewise from other numbers. */
  Derived renamed(UnaryOperator<Object> numbers);

  /** Returns whether a number is a symbol for what follows from another. */
  static boolean follows(Object number, Sym from) {
    return number instanceof Sym sym
        && sym.identity() instanceof Derived derived
        && derived.operands().stream()
            .anyMatch(operand -> operand.equals(from) || follows(operand, from));
  }
}
