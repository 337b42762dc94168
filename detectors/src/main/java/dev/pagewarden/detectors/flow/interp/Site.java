package dev.pagewarden.detectors.flow.interp;

import dev.pagewarden.detectors.flow.Location;
import dev.pagewarden.detectors.flow.state.Chain;
import dev.pagewarden.detectors.flow.state.Memory;
import dev.pagewarden.detectors.flow.state.Obj;
import dev.pagewarden.detectors.flow.state.State;
import dev.pagewarden.detectors.flow.state.StateJoin;
import dev.pagewarden.detectors.flow.state.Sym;
import dev.pagewarden.detectors.flow.state.Value;

/**
 * An instruction of a method under analysis.
 *
 * @param frame the method
 * @param index the instruction
 * @param step tells apart what a model of the library does for the instruction, one thing after the
 *     other and one within the other; 0 for what the instruction does itself
 */
record Site(Frame frame, int index, int step) {
  /** So many things of different kinds can be made by one instruction. */
  private static final int PLACES = 64;

  /** More than any method has instructions, times {@link #PLACES}. */
  private static final int STEP = PLACES << 16;

  Site(Frame frame, int index) {
    this(frame, index, 0);
  }

  /** Returns the site for one of the calls that a model makes. */
  Site step(int number) {
    return new Site(frame, index, step * 31 + number);
  }

  /** Returns what joins states where ways meet at the instruction. */
  StateJoin join(Memory memory) {
    return new StateJoin(memory, frame.method(), index);
  }

  Location location() {
    return frame.method().location(index);
  }

  /** Returns the identity of what the instruction makes. */
  Chain made() {
    return made(0);
  }

  /** Returns the identity of one of several things that the instruction makes. */
  Chain made(int place) {
    Chain made = Chain.at(frame.method(), index * PLACES + place);
    return step == 0 ? made : made.calledFrom(frame.method(), -step);
  }

  /** Returns a number made here that nothing is known of, not even from when it was made before. */
  Value unknownNumber(State state, boolean isBoolean) {
    return unknown(state, new Sym(made(), isBoolean, null));
  }

  /** Returns a long or double likewise. */
  Value unknownWide(State state) {
    return unknown(state, new Sym(made(), Sym.Kind.WIDE, null));
  }

  /** Returns a truth value likewise, which is the consent of who owns what it asked of if true. */
  Value unknownConsent(State state, Obj asked) {
    return unknown(state, new Sym(made(), true, asked));
  }

  private static Value unknown(State state, Sym sym) {
    state.forget(sym);
    return Value.number(sym);
  }

  /** Returns the number under which calls from here name what their callees make. */
  int call() {
    return index * PLACES + PLACES - 1 - step * STEP;
  }
}
