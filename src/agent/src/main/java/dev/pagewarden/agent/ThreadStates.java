package dev.pagewarden.agent;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The states of all threads, and the sums of what they counted. */
final class ThreadStates {
  private static final long[] BLANK = new long[Cells.FIRST_COUNT];

  private volatile long[][] slots = new long[Cells.SLOTS][];
  private final Deque<FixedCell> freeCells = new ArrayDeque<>();
  private final List<ThreadState> atFixedCells = new ArrayList<>();
  private final ThreadLocal<ThreadState> states =
      new ThreadLocal<>() {
        @Override
        protected ThreadState initialValue() {
          return create();
        }
      };

  private final ThreadState[] recent = new ThreadState[Cells.SLOTS];
  private final List<ThreadState> all = new ArrayList<>();
  private final Map<Long, ThreadState> byThreadId = new HashMap<>();
  private long[] ofThreadsThatEnded = new long[0];
  private int nextSweep = 64;

  /**
   * Files cells from now on where the bridge looks for them.
   *
   * @param slotsOfTheBridge by the low bits of threads' ids
   * @param fixedCells each for one thread at a time, and one that ended leaves it to another
   */
  synchronized void fileIn(long[][] slotsOfTheBridge, List<FixedCell> fixedCells) {
    Arrays.fill(slotsOfTheBridge, BLANK);
    slots = slotsOfTheBridge;
    for (FixedCell cell : fixedCells) {
      cell.vacate(Cells.LARGEST);
      freeCells.add(cell);
    }
  }

  /** Returns the state of this thread. */
  ThreadState current() {
    Thread thread = Thread.currentThread();
    int slot = (int) thread.getId() & Cells.SLOTS - 1;
    ThreadState state = recent[slot];
    if (state == null || !state.isOf(thread)) {
      state = states.get();
      recent[slot] = state;
    }
    return state;
  }

  /**
   * Returns the head of this thread's cell and lets the bridge find it; a blank one while the agent
   * works.
   */
  long[] head() {
    ThreadState state = states.get();
    if (state.isAgentAtWork()) {
      return BLANK;
    }
    file(state);
    return state.head();
  }

  /** Lets the bridge find the cell of a thread. */
  void file(ThreadState state) {
    if (state.fixedCell() == null) {
      slots[(int) state.threadId() & Cells.SLOTS - 1] = state.cell();
    }
  }

  /**
   * Returns what was counted so far: for each site its runs and its runs on imported tables, one
   * after the other by number. Exact for threads that have ended or that this one has waited for.
   */
  synchronized long[] totals() {
    long[] sum = ofThreadsThatEnded.clone();
    for (ThreadState state : all) {
      sum = plus(sum, state);
    }
    return sum;
  }

  private synchronized ThreadState create() {
    if (all.size() >= nextSweep) {
      sweep();
    }
    Thread thread = Thread.currentThread();
    ThreadState known = byThreadId.get(thread.getId());
    if (known != null && known.isOf(thread)) {
      return known; // the workers of newer JDKs' common pool clear their thread locals
    }
    ThreadState state = newState(thread);
    all.add(state);
    byThreadId.put(state.threadId(), state);
    return state;
  }

  /** Gives a thread a cell that the bridge keeps for one if one is free, else one of its own. */
  private ThreadState newState(Thread thread) {
    for (ThreadState state : List.copyOf(atFixedCells)) {
      if (state.isOver()) {
        all.remove(state);
        retire(state);
      }
    }
    if (freeCells.isEmpty() || !FixedCell.suits(thread.getId())) {
      return new ThreadState(thread, null);
    }
    ThreadState state = new ThreadState(thread, freeCells.remove());
    atFixedCells.add(state);
    return state;
  }

  private void sweep() {
    all.removeIf(
        state -> {
          boolean isOver = state.isOver();
          if (isOver) {
            retire(state);
          }
          return isOver;
        });
    nextSweep = 64 + 2 * all.size();
  }

  /** Keeps the counts of a thread that has ended. */
  private void retire(ThreadState state) {
    ofThreadsThatEnded = plus(ofThreadsThatEnded, state);
    byThreadId.remove(state.threadId(), state);
    if (atFixedCells.remove(state)) {
      state.fixedCell().vacate(state.used());
      freeCells.addFirst(state.fixedCell());
    }
  }

  private static long[] plus(long[] sum, ThreadState state) {
    long[] cell = state.cell();
    int counts = Math.min(cell.length, state.used()) - Cells.FIRST_COUNT;
    long[] result = sum.length < counts ? Arrays.copyOf(sum, counts) : sum;
    for (int i = 0; i < counts; i++) {
      result[i] += cell[Cells.FIRST_COUNT + i];
    }
    return result;
  }
}
