package dev.pagewarden.detectors.flow.interp;

import dev.pagewarden.detectors.flow.Bound;
import dev.pagewarden.detectors.flow.Gap;
import dev.pagewarden.detectors.flow.code.Method;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The analysis' bounds, each with a name. Where one bites, the analysis looks no further there,
 * which can only make it report less, and counts.
 */
final class Budget {
  /** How deep calls are followed, in methods. */
  static final int CALL_DEPTH = 150;

  /**
   * How deep calls within the JDK are followed where no model says what a method does, in methods.
   */
  static final int LIBRARY_DEPTH = 8;

  /** How deep models of the library may call each other and the project, in models. */
  static final int MODEL_DEPTH = 60;

  /** How often a method may be under analysis at once before its inputs are generalised. */
  static final int RECURSION = 2;

  /** How often a method may be under analysis at once. */
  static final int RECURSION_DEPTH = 6;

  /** How many classes a call on an object from outside is followed to. */
  static final int TARGETS = 24;

  /** How many ways of ending a method are kept apart. */
  static final int OUTCOMES = 8;

  /** How many instructions are run for one entry, counted once for each state they are run in. */
  static final long STEPS_PER_ENTRY = 300_000;

  /**
   * How many instructions a call is given in any case. Otherwise it is given half of what is left
   * for its caller, so that one that takes too much leaves something for what comes after it.
   */
  static final long STEPS_PER_CALL = 10_000;

  /** How many instructions are run in all. */
  static final long STEPS = 6_000_000;

  private final Map<Place, Integer> hits = new HashMap<>();
  private long steps;
  private long end;

  private record Place(Bound bound, Method method) {}

  /** Thrown where an entry or a call has run too long. */
  static final class Exhausted extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Bound bound;

    private Exhausted(Bound bound) {
      super(bound.description(), null, false, false);
      this.bound = bound;
    }

    /** Returns what was exhausted. */
    Bound bound() {
      return bound;
    }
  }

  /** Begins another entry. */
  void beginEntry() {
    end = steps + STEPS_PER_ENTRY;
  }

  /** Begins a call. Returns where its caller's work ends, for {@link #endCall}. */
  long beginCall() {
    long outer = end;
    end = Math.min(outer, steps + Math.max(STEPS_PER_CALL, (outer - steps) / 2));
    return outer;
  }

  /** Ends a call, whichever way. */
  void endCall(long outer) {
    end = outer;
  }

  /** Returns whether a call that was stopped leaves its caller anything to go on with. */
  boolean endsCallOnly(Exhausted stop, long outer) {
    return stop.bound() == Bound.WORK && steps < Math.min(outer, STEPS);
  }

  /**
   * Counts an instruction.
   *
   * @throws Exhausted if the call, the entry or the analysis has run too long
   */
  void step() {
    if (++steps > end || steps > STEPS) {
      throw new Exhausted(Bound.WORK);
    }
    if ((steps & 0xfff) == 0 && Thread.currentThread().isInterrupted()) {
      throw new Exhausted(Bound.INTERRUPTED);
    }
  }

  /**
   * Counts work that is larger than an instruction: joining and renaming states.
   *
   * @throws Exhausted if the call, the entry or the analysis has run too long
   */
  void spend(int work) {
    steps += work;
    step();
  }

  /** Takes note that a bound kept the analysis from looking further in a method. */
  void hit(Bound bound, Method method) {
    hits.merge(new Place(bound, method), 1, Integer::sum);
  }

  /** Returns where the analysis has not looked further, in order of class, method and bound. */
  List<Gap> gaps() {
    return hits.entrySet().stream()
        .sorted(
            Comparator.comparing(
                    (Map.Entry<Place, Integer> hit) -> hit.getKey().method().toString())
                .thenComparing(hit -> hit.getKey().bound()))
        .map(
            hit ->
                new Gap(hit.getKey().bound(), hit.getKey().method().location(-1), hit.getValue()))
        .toList();
  }
}
