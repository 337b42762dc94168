package dev.pagewarden.detectors.flow.interp;

import java.util.Map;
import java.util.TreeMap;

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

  /** How many instructions are run in all. */
  static final long STEPS = 6_000_000;

  private final Map<String, Integer> hits = new TreeMap<>();
  private long steps;
  private long entryEnd;

  /** Thrown where an entry has run too long. */
  static final class Exhausted extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private Exhausted(String message) {
      super(message, null, false, false);
    }
  }

  /** Begins another entry. */
  void beginEntry() {
    entryEnd = steps + STEPS_PER_ENTRY;
  }

  /**
   * Counts an instruction.
   *
   * @throws Exhausted if the entry or the analysis has run too long
   */
  void step() {
    if (++steps > entryEnd) {
      hit("steps per entry");
      throw new Exhausted("steps per entry");
    }
    if (steps > STEPS) {
      hit("steps");
      throw new Exhausted("steps");
    }
    if ((steps & 0xfff) == 0 && Thread.currentThread().isInterrupted()) {
      throw new Exhausted("interrupted");
    }
  }

  /**
   * Counts work that is larger than an instruction: joining and renaming states.
   *
   * @throws Exhausted if the entry or the analysis has run too long
   */
  void spend(int work) {
    steps += work;
    step();
  }

  void hit(String bound) {
    hits.merge(bound, 1, Integer::sum);
  }

  Map<String, Integer> hits() {
    return hits;
  }
}
