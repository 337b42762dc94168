package dev.pagewarden.detectors.flow.state;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The states in which an instruction can be reached.
 *
 * <p>A few are kept apart whatever they say, so that conditions that depend on each other are seen
 * to; but not for the bounds of numbers alone. So are those of a loop that goes round without a
 * choice, as one that counts to a constant does. Beyond that, states are joined that agree on where
 * imported values are; and beyond its capacity, whatever they say.
 */
public final class StateSet {
  /** So many states are kept apart without need. */
  private static final int FREE_STATES = 5;

  /** So many rounds of a loop without a choice are kept apart besides. */
  private static final int ROUNDS = 24;

  /** No more states than this are kept apart where ways meet. */
  private static final int MAX_STATES = 16;

  /** After so many arrivals states are joined at once, to come to an end. */
  private static final int PATIENCE = 200;

  private final StateJoin join;
  private final int capacity;
  private final List<State> states = new ArrayList<>();
  private final List<Object> signatures = new ArrayList<>();
  private final Set<Object> tracks = new HashSet<>();
  private int arrivals;
  private int rounds;

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
    return add(state, null);
  }

  /**
   * Adds a state.
   *
   * @param track the same as that of an earlier state if this one is what surely comes of that; or
   *     null
   * @return the state to go on with, or null if nothing new is known
   */
  public State add(State state, Object track) {
    arrivals++;
    boolean isNextRound = track != null && !tracks.add(track);
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
    if (isNextRound && rounds < ROUNDS) {
      rounds++;
      return append(state, null);
    }
    if (states.size() - rounds < FREE_STATES && arrivals < PATIENCE) {
      return append(state, null);
    }
    Object signature = arrivals < PATIENCE ? Signature.of(state) : null;
    int similar = signature == null ? 0 : similarTo(signature);
    if (similar < 0 && states.size() - rounds < capacity) {
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
