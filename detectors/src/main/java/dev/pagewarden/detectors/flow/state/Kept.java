package dev.pagewarden.detectors.flow.state;

/**
 * The identity of an object that an instruction made before the one it made last, where nothing but
 * one element of a container holds it: those that a loop fills an array with stay apart.
 *
 * @param identity the identity of the one it made last
 * @param holder the container
 * @param element the element, as a field of the container
 */
record Kept(Object identity, Obj holder, String element) {
  /** Containers in containers are told apart this deep. */
  private static final int MAX_DEPTH = 3;

  /** Returns whether the container's own name is short enough to name others by. */
  static boolean canNameBy(Obj holder) {
    int depth = 1;
    for (Obj at = holder; at.identity() instanceof Kept kept; at = kept.holder()) {
      depth++;
    }
    return depth < MAX_DEPTH;
  }
}
