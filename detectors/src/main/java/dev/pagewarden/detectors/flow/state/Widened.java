package dev.pagewarden.detectors.flow.state;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The long of the same value as an int.
 *
 * @param of the int, a constant or symbol
 */
record Widened(Object of) implements Derived {
  @Override
  public List<Object> operands() {
    return List.of(of);
  }

  @Override
  public Derived renamed(UnaryOperator<Object> numbers) {
    return new Widened(numbers.apply(of));
  }
}
