package dev.pagewarden.detectors.flow.interp;

import dev.pagewarden.detectors.flow.state.Obj;
import dev.pagewarden.detectors.flow.state.State;
import dev.pagewarden.detectors.flow.state.Value;
import java.util.HashMap;
import java.util.Map;

/**
 * One way through a model.
 *
 * @param state what is known on it
 * @param names what names were bound to
 * @param value the value of the expression evaluated last
 */
record Strand(State state, Map<String, Value> names, Value value) {
  /**
   * What an empty container's elements are: no function is called with it, nothing is stored of it.
   */
  static final Value NOTHING = Value.NULL.copy();

  Strand with(Value other) {
    return new Strand(state, names, other);
  }

  Strand in(State other, Value result) {
    return new Strand(other, names, result);
  }

  Strand named(String name, Value bound) {
    Map<String, Value> more = new HashMap<>(names);
    more.put(name, bound);
    return new Strand(state, more, value);
  }

  /** Returns the way after an object got another name. */
  Strand renamed(Obj from, Obj to) {
    Map<String, Value> renamed = new HashMap<>();
    names.forEach((name, bound) -> renamed.put(name, bound.renamed(from, to)));
    return new Strand(state, renamed, value.renamed(from, to));
  }

  /** Returns what can be either, where {@link #NOTHING} adds nothing. */
  static Value either(Value a, Value b) {
    return a == NOTHING ? b : b == NOTHING ? a : a.join(b);
  }

  /** Returns whether a value is one that a model can't do anything with. */
  static boolean isNone(Value value) {
    return value == NOTHING || value == Value.TOP;
  }
}
