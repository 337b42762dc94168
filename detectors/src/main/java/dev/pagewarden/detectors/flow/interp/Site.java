package dev.pagewarden.detectors.flow.interp;

import dev.pagewarden.detectors.flow.Location;
import dev.pagewarden.detectors.flow.state.Chain;

/**
 * An instruction of a method under analysis.
 *
 * @param frame the method
 * @param index the instruction
 */
record Site(Frame frame, int index) {
  /** So many things of different kinds can be made by one instruction. */
  private static final int PLACES = 64;

  Location location() {
    return frame.method().location(index);
  }

  /** Returns the identity of what the instruction makes. */
  Chain made() {
    return made(0);
  }

  /** Returns the identity of one of several things that the instruction makes. */
  Chain made(int place) {
    return Chain.at(frame.method(), index * PLACES + place);
  }

  /** Returns the number under which calls from here name what their callees make. */
  int call() {
    return index * PLACES + PLACES - 1;
  }
}
