package dev.pagewarden.agent;

import java.util.Arrays;

/**
 * A cell that the bridge keeps for one thread, which compiled code knows by its address.
 *
 * @param owners holds the thread's id, as {@link Cells#OWNER} does elsewhere
 * @param at where in {@code owners}
 * @param head what other cells begin with
 * @param counts where it counts; as long as a cell may get
 */
record FixedCell(int[] owners, int at, long[] head, long[] counts) {
  /** Returns whether a thread with such an id can have it. */
  static boolean suits(long threadId) {
    return threadId == (int) threadId;
  }

  void setOwner(long threadId) {
    owners[at] = (int) threadId;
  }

  /**
   * Clears it for another thread.
   *
   * @param used how much of the counts was written to
   */
  void vacate(int used) {
    setOwner(0);
    Arrays.fill(head, 0);
    Arrays.fill(counts, 0, used, 0);
  }
}
