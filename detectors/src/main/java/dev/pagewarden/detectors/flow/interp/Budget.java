package dev.pagewarden.detectors.flow.interp;

import dev.pagewarden.detectors.flow.Bound;
import dev.pagewarden.detectors.flow.Gap;
import dev.pagewarden.detectors.flow.code.Method;
import dev.pagewarden.detectors.flow.state.Work;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * The analysis' bounds, each with a name. Where one bites, the analysis looks no further there,
 * which can only make it report less, and counts.
 *
 * <p>Work is bounded for each method of the project: all that is done in it, on whatever inputs and
 * for whatever callers, and in the library code that it calls, but not in the project's methods
 * that it calls, which have bounds of their own. A unit is a slot, object or field looked at or
 * copied, some tens of nanoseconds; so a method of 100 instructions that is called from one place
 * can take about {@value #WORK_PER_METHOD} units, some seconds, at worst, and a program no more
 * than its methods together.
 */
final class Budget {
  /** How deep calls are followed, in methods. */
  static final int CALL_DEPTH = 1000;

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

  /** How many methods a call on an object from outside is followed to. */
  static final int TARGETS = 1000;

  /** How many ways of ending a method are kept apart. */
  static final int OUTCOMES = 8;

  /** How much work a method is given, in units. */
  static final long WORK_PER_METHOD = 3_000_000;

  /** How much more work it is given for each instruction, once and once more for each caller. */
  static final long WORK_PER_INSTRUCTION = 2_000;

  /**
   * How much work a call of library code is given in any case. Otherwise it is given half of what
   * is left for its caller, so that one that takes too much leaves something for what comes after
   * it.
   */
  static final long WORK_PER_LIBRARY_CALL = 30_000;

  /**
   * How much work a call of library code is given at most, some tens of milliseconds: what takes
   * more is machinery in which nothing is found either.
   */
  static final long MOST_WORK_PER_LIBRARY_CALL = 100_000;

  /** How often a library method is tried that takes too much work. */
  static final int LIBRARY_TRIES = 2;

  /**
   * How many objects, with what they hold, are kept of how methods ended: some 300 bytes each.
   * Beyond it they are forgotten and found out again, so that memory grows with the program's
   * declarations and not with all that was ever run.
   */
  static final long KEPT_OBJECTS = 300_000;

  private final Work work;
  private final ToIntFunction<Method> callers;
  private final int effort;
  private final Map<Method, Account> accounts = new HashMap<>();
  private final Map<Place, Integer> hits = new HashMap<>();
  private long seen;
  private int steps;

  private record Place(Bound bound, Method method) {}

  /** The work that is done in a method. */
  static final class Account {
    private long left;

    private Account(long left) {
      this.left = left;
    }
  }

  /** Thrown where a method or a call has run too long. */
  static final class Exhausted extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Account account;
    private final Bound bound;

    private Exhausted(Bound bound, Account account) {
      super(bound.description(), null, false, false);
      this.bound = bound;
      this.account = account;
    }

    /** Returns what was exhausted. */
    Bound bound() {
      return bound;
    }

    /** Returns whether it is this account that is empty. */
    boolean isOf(Account other) {
      return account == other;
    }
  }

  /**
   * Creates the bounds.
   *
   * @param work where the work that is done is counted
   * @param callers how many methods of the project may call one
   * @param effort at least 1: a method is given so many times the usual work
   */
  Budget(Work work, ToIntFunction<Method> callers, int effort) {
    this.work = work;
    this.callers = callers;
    this.effort = effort;
  }

  /** Returns the account of a method of the project. */
  Account accountOf(Method method) {
    return accounts.computeIfAbsent(method, this::open);
  }

  private Account open(Method method) {
    long instructions = method.body().instructions.length;
    long calls = 1L + callers.applyAsInt(method);
    return new Account(effort * (WORK_PER_METHOD + WORK_PER_INSTRUCTION * instructions * calls));
  }

  /** Begins a call of library code. Returns what is set aside meanwhile, for {@link #endCall}. */
  long beginCall(Account account) {
    long fair = Math.max(WORK_PER_LIBRARY_CALL, account.left / 2);
    long share = Math.min(account.left, Math.min(MOST_WORK_PER_LIBRARY_CALL * effort, fair));
    long aside = account.left - share;
    account.left = share;
    return aside;
  }

  /** Ends a call of library code, whichever way. */
  void endCall(Account account, long aside) {
    account.left += aside;
  }

  /**
   * Counts an instruction and the work done since the last one.
   *
   * @throws Exhausted if the method or the call has run too long
   */
  void step(Account account) {
    account.left -= 1 + work.done() - seen;
    seen = work.done();
    if (account.left < 0) {
      throw new Exhausted(Bound.WORK, account);
    }
    if ((++steps & 0xfff) == 0 && Thread.currentThread().isInterrupted()) {
      throw new Exhausted(Bound.INTERRUPTED, null);
    }
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
