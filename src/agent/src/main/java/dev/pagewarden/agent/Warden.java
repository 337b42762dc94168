package dev.pagewarden.agent;

import java.util.List;

/**
 * What the probes report to. Hands on to {@link Accesses} what touches tables and to {@link Loans}
 * what moves them.
 *
 * <p>A probe before a call counts it and announces its site; the probe at the beginning of the
 * called method takes it and looks whether the operand is imported. An access that nobody announced
 * came by reflection, a method handle or code without probes, and is traced by {@link Callers}.
 *
 * <p>No probe ever throws into the program, but for the refusal that {@code onaccess=throw} asks
 * for, and that copies of tables answer with.
 */
final class Warden {
  private final Registry registry;
  private final ThreadStates states;
  private final Switches switches;
  private final Loans loans;
  private final Accesses accesses;
  private final Attribution attribution;
  private final Recorder recorder;
  private final Troubles troubles;

  Warden(
      Registry registry,
      ThreadStates states,
      Switches switches,
      Loans loans,
      Accesses accesses,
      Attribution attribution,
      Recorder recorder,
      Troubles troubles) {
    this.registry = registry;
    this.states = states;
    this.switches = switches;
    this.loans = loans;
    this.accesses = accesses;
    this.attribution = attribution;
    this.recorder = recorder;
    this.troubles = troubles;
  }

  /** The program ran before the agent came. */
  void comeLate() {
    loans.comeLate();
  }

  /** Files the cells of threads where the bridge looks for them. */
  void fileCellsIn(long[][] slots, List<FixedCell> fixedCells) {
    states.fileIn(slots, fixedCells);
  }

  /** Returns the head of this thread's cell for the bridge. */
  long[] head() {
    return states.head();
  }

  /** The next call on this thread is the one of this site, which the bridge could not count. */
  void slowPass(long key) {
    ThreadState state = states.current();
    if (state.isAgentAtWork()) {
      return;
    }
    states.file(state);
    state.setAgentAtWork(true);
    try {
      Site site = registry.site(Keys.number(key));
      state.ran(site);
      if (!switches.isAlert()) {
        recorder.reached(site);
      }
    } catch (Throwable e) {
      troubles.report("at a site", e);
    } finally {
      state.setAgentAtWork(false);
    }
    announce(state, key);
  }

  /** The next call on this thread is the one of this site, which may be the API's own. */
  void judge(long key) {
    ThreadState state = states.current();
    if (state.isAgentAtWork()) {
      return;
    }
    if (!switches.isAlert()) {
      state.setAgentAtWork(true);
      try {
        Site site = registry.site(Keys.number(key));
        if (attribution.isImporters(site)) {
          state.ran(site);
          recorder.reached(site);
        }
      } catch (Throwable e) {
        troubles.report("at a site", e);
      } finally {
        state.setAgentAtWork(false);
      }
    }
    announce(state, key);
  }

  private void announce(ThreadState state, long key) {
    if (switches.isAlert()) {
      state.announce(key);
    }
  }

  /** An access begins on an operand that carries a mark, or none. */
  void touchMarked(Object mark, long key) {
    Lease lease = Wrapping.leaseOf(mark);
    boolean watched = lease != null && lease.isWatched();
    if (!watched || !accesses.isRecordedAgain(lease, key, states.current())) {
      enter(watched ? lease : null, null, key);
    }
  }

  /**
   * A probed method begins.
   *
   * @param operand what the method works on; for some kinds receiver and arguments in an array
   * @throws IllegalStateException if the access is refused
   */
  void touch(Object operand, long key) {
    enter(null, operand, key);
  }

  /**
   * A field may be read by a handle.
   *
   * @param pair the handle or reflected field, and the object
   */
  void peek(Object pair, long key) {
    ThreadState state = states.current();
    if (state.isAgentAtWork()) {
      return;
    }
    IllegalStateException refusal = null;
    state.setAgentAtWork(true);
    try {
      refusal = accesses.peek((Object[]) pair, registry.site(Keys.number(key)), state);
    } catch (Throwable e) {
      troubles.report("at the read of a field", e);
    } finally {
      state.setAgentAtWork(false);
    }
    if (refusal != null) {
      throw refusal;
    }
  }

  private void enter(Lease known, Object operand, long key) {
    ThreadState state = states.current();
    if (state.isAgentAtWork()) {
      return;
    }
    Callee callee = registry.callee(Keys.number(key));
    IllegalStateException refusal = null;
    state.setAgentAtWork(true);
    try {
      refusal = begin(callee, known, operand, state);
    } catch (Throwable e) {
      troubles.report("at the beginning of " + callee.className() + "." + callee.methodName(), e);
    } finally {
      state.setAgentAtWork(false);
    }
    if (refusal != null) {
      throw refusal;
    }
  }

  /**
   * A method that maps is about to give the table to a callback.
   *
   * @param held an array with the table, for what is given in its place
   */
  void handOut(Object held, long key) {
    ThreadState state = states.current();
    if (state.isAgentAtWork()) {
      return;
    }
    Callee callee = registry.callee(Keys.number(key));
    Object[] table = (Object[]) held;
    state.setAgentAtWork(true);
    try {
      Frame frame = state.find(callee);
      if (frame != null) {
        table[0] = loans.handOutInside(frame, table[0], state);
      }
    } catch (Throwable e) {
      troubles.report("at the callback of " + callee.methodName(), e);
    } finally {
      state.setAgentAtWork(false);
    }
  }

  /**
   * A method that maps ends.
   *
   * @param held an array with its result, for what is returned in its place
   */
  void lend(Object held, long key) {
    Object[] table = (Object[]) held;
    table[0] = finish(table[0], key);
  }

  /** A probed method ends; the result is null if it threw or has none. */
  void end(Object result, long key) {
    finish(result, key);
  }

  /** Returns what is to be the result of a method that ends. */
  private Object finish(Object result, long key) {
    ThreadState state = states.current();
    if (state.isAgentAtWork()) {
      return result;
    }
    Callee callee = registry.callee(Keys.number(key));
    state.setAgentAtWork(true);
    try {
      Frame frame = state.find(callee);
      if (frame != null) {
        try {
          return end(frame, result, state);
        } finally {
          state.pop();
        }
      }
    } catch (Throwable e) {
      troubles.report("at the end of " + callee.className() + "." + callee.methodName(), e);
    } finally {
      state.setAgentAtWork(false);
    }
    return result;
  }

  private IllegalStateException begin(
      Callee callee, Lease known, Object operand, ThreadState state) {
    if (!callee.kind().takesAll()) {
      return accesses.begin(callee, known, operand, state);
    }
    long announced = state.take(callee.target());
    Frame frame = state.push(callee, switches.quietTimes());
    frame.setSite(announced == 0 ? null : registry.site(Keys.number(announced)));
    frame.setOperands((Object[]) operand);
    loans.begin(frame, state);
    return null;
  }

  private Object end(Frame frame, Object result, ThreadState state) {
    Callee callee = frame.callee();
    if (callee.kind().takesAll()) {
      return loans.end(frame, result, state);
    }
    accesses.end(callee, result, frame.lease());
    return result;
  }
}
