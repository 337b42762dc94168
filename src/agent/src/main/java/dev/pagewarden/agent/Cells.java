package dev.pagewarden.agent;

/**
 * The layout of a thread's cell, an array that only its thread writes:
 *
 * <pre>
 *   owner | pending | depth | runs of site 0 | imported runs of site 0 | runs of site 1 | ...
 * </pre>
 *
 * The {@link FixedCell}s have their owners and their heads apart.
 */
final class Cells {
  /** How many cells are found without asking; a power of two. */
  static final int SLOTS = 256;

  /** Id of the thread, or -1 where the cell must not be found: the agent is at work. */
  static final int OWNER = 0;

  /** Key of the site whose call comes next, or 0. */
  static final int PENDING = 1;

  /** How many probed methods run that must be told of their ends. */
  static final int DEPTH = 2;

  /** Where the counts begin, two a site. */
  static final int FIRST_COUNT = 3;

  /** How many sites a thread counts for itself. */
  static final int MOST_SITES = 8192;

  /** Length of a cell that never has to grow. */
  static final int LARGEST = FIRST_COUNT + 2 * MOST_SITES;

  /**
   * Where the owner of the first fixed cell stands: all threads read it, so with nothing close by.
   */
  static final int FIRST_OWNER = 32;

  /** Where the owner of the second fixed cell stands. */
  static final int SECOND_OWNER = 64;

  /** Length of the array that holds the owners of the fixed cells. */
  static final int OWNERS = 96;

  /** Length of a fixed cell's head: no two threads may write close to each other. */
  static final int FIXED_HEAD = 32;

  private Cells() {}
}
