package dev.pagewarden.agent;

/**
 * What probes pass: the number of a site or callee, and above it that of the name and descriptor it
 * is about, by which one is held against the other. Never 0.
 */
final class Keys {
  static final int TARGET_SHIFT = 32;
  static final int COUNTED_SHIFT = TARGET_SHIFT - 1;

  /** Set in an announcement that is counted already. */
  static final long COUNTED = 1L << COUNTED_SHIFT;

  private Keys() {}

  static long of(int target, int number) {
    return (target + 1L) << TARGET_SHIFT | number;
  }

  static int number(long key) {
    return (int) (key & COUNTED - 1);
  }

  static int target(long key) {
    return (int) (key >>> TARGET_SHIFT) - 1;
  }
}
