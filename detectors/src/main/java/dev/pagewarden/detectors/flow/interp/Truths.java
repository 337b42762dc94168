package dev.pagewarden.detectors.flow.interp;

import dev.pagewarden.detectors.flow.state.State;
import dev.pagewarden.detectors.flow.state.Sym;
import dev.pagewarden.detectors.flow.state.Value;
import java.util.function.UnaryOperator;

/** Operations on two truth values, of which each goes its own way. */
final class Truths {
  private Truths() {}

  /**
   * Returns the truth value to tell apart where the stack's two upper entries are two of which
   * neither is known; null where they are not.
   */
  static Sym toPart(State state) {
    Sym b = state.peek(0).symbol();
    Sym a = state.peek(1).symbol();
    return a != null && b != null && a.bool() && b.bool() && !a.equals(b) ? a : null;
  }

  /** Returns whether a value is a truth value, or a number that can be one. */
  static boolean isTruth(Value value) {
    return value.symbol() != null
        ? value.symbol().bool()
        : value.intConstant() != null && (value.intConstant() == 0 || value.intConstant() == 1);
  }

  /**
   * Does something once where a truth value is true, and once where it is false.
   *
   * @param action returns the state in which the next instruction follows, or null
   * @return null, as all that follows goes its way already
   */
  static State apart(MethodRun run, Site site, Sym open, State state, UnaryOperator<State> action) {
    for (int truth = 0; truth < 2; truth++) {
      State way = state.copy();
      State next = way.learn(open, truth) ? action.apply(way) : null;
      if (next != null) {
        run.arriveNext(site, next);
      }
    }
    return null;
  }
}
