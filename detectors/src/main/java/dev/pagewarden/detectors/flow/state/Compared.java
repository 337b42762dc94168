package dev.pagewarden.detectors.flow.state;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Which of two numbers is the larger one: negative if the second is, 0 if they are the same.
 *
 * @param a a constant or symbol
 * @param b a constant or symbol
 */
record Compared(Object a, Object b) implements Derived {
  @Override
  public List<Object> operands() {
    return List.of(a, b);
  }

  @Override
  public Derived renamed(UnaryOperator<Object> numbers) {
    return new Compared(numbers.apply(a), numbers.apply(b));
  }

  Compared swapped() {
    return new Compared(b, a);
  }
}
