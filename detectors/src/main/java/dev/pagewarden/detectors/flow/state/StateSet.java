package dev.pagewarden.detectors.flow.state;

import java.util.ArrayList;
import java.util.List;

/**
 * The states in which an instruction can be reached.
 *
 * <p>A few are kept apart whatever they say, so that conditions that depend on each other are seen
 * to; but not for the bounds of numbers alone. Beyond that, states are joined that agree on where
 * imported values are; and beyond its capacity, whatever they say.
 */
public final class StateSet {
  /** So many states are kept apart without need. */
  private static final int FREE_STATES = 5;

  /** No more states than this are kept apart where ways meet. */
  private static final int MAX_STATES = 16;

  /** After so many arrivals states are joined at once, to come to an end. */
  private static final int PATIENCE = 200;

  private final StateJoin join;
  private final int capacity;
  private final List<State> states = new ArrayList<>();
  private final List<Object> signatures = new ArrayList<>();
  private int arrivals;

  /** Creates an empty set. */
  public StateSet(StateJoin join) {
    this(join, MAX_STATES);
  }

  /** Creates an empty set that keeps so many states apart and no more. */
  public StateSet(StateJoin join, int capacity) {
    this.join = join;
    this.capacity = capacity;
  }

  /** Adds a state. Returns the state to go on with, or null if nothing new is known. */
  public State add(State state) {
    arrivals++;
    join.beginAnew(state);
    for (State known : states) {
      if (join.covers(known, state)) {
        return null;
      }
    }
    for (int i = 0; i < states.size(); i++) {
      if (join.differInRanges(states.get(i), state)) {
        return joinTo(i, state);
      }
    }
    if (states.size() < FREE_STATES && arrivals < PATIENCE) {
      return append(state, null);
    }
    Object signature = arrivals < PATIENCE ? Signature.of(state) : null;
    int similar = signature == null ? 0 : similarTo(signature);
    if (similar < 0 && states.size() < capacity) {
      return append(state, signature);
    }
    return joinTo(Math.max(similar, 0), state);
  }

  private State joinTo(int target, State state) {
    State joined = join.join(states.get(target), state);
    states.set(target, joined);
    signatures.set(target, null);
    return joined;
  }

  private State append(State state, Object signature) {
    states.add(state);
    signatures.add(signature);
    return state;
  }

  private int similarTo(Object signature) {
    for (int i = 0; i < states.size(); i++) {
      if (signatures.get(i) == null) {
        signatures.set(i, Signature.of(states.get(i)));
      }
      if (signatures.get(i).equals(signature)) {
        return i;
      }
    }
    return -1;
  }

  /** Returns the states, in the order in which they came. */
  public List<State> states() {
    return states;
  }
}
