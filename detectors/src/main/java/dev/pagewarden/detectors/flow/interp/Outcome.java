package dev.pagewarden.detectors.flow.interp;

import dev.pagewarden.detectors.flow.state.State;
import dev.pagewarden.detectors.flow.state.Value;

/**
 * One way in which a call or a method can end.
 *
 * @param state what is known then
 * @param result the value returned; {@link Value#TOP} for void; null if it ended by an exception
 * @param thrown the exception, or null if it returned
 */
record Outcome(State state, Value result, Value thrown) {
  static Outcome returned(State state, Value result) {
    return new Outcome(state, result, null);
  }

  static Outcome thrown(State state, Value exception) {
    return new Outcome(state, null, exception);
  }

  boolean isNormal() {
    return thrown == null;
  }
}
