package dev.pagewarden.detectors.flow.interp;

import static org.objectweb.asm.Opcodes.*;

import dev.pagewarden.detectors.flow.state.State;
import dev.pagewarden.detectors.flow.state.Sym;
import dev.pagewarden.detectors.flow.state.Value;

/**
 * Arithmetic: what is known of its results. Where an operand is not known, the result has a name
 * that tells how it was made, so that whoever works out the same gets the same.
 */
final class Arithmetic {
  private Arithmetic() {}

  /**
   * Executes an operation on two ints. Returns the state in which the next instruction follows, or
   * null.
   */
  static State ints(MethodRun run, Site site, int opcode, State state) {
    Value b = state.peek(0);
    Value a = state.peek(1);
    Sym open =
        isLogic(opcode) && Truths.isTruth(a) && Truths.isTruth(b) ? toPart(opcode, state) : null;
    if (open != null) {
      return Truths.apart(run, site, open, state, way -> ints(run, site, opcode, way));
    }
    state.pop();
    state.pop();
    Integer constant = Numbers.binary(opcode, a.intConstant(), b.intConstant());
    state.push(constant == null ? unknown(site, opcode, a, b, state) : Value.number(constant));
    return state;
  }

  private static boolean isLogic(int opcode) {
    return opcode == IAND || opcode == IOR || opcode == IXOR;
  }

  private static Sym toPart(int opcode, State state) {
    Value b = state.peek(0);
    Value a = state.peek(1);
    boolean isNegation = a.isNumber(1) || b.isNumber(1);
    return opcode == IXOR && isNegation
        ? a.symbol() != null ? a.symbol() : b.symbol()
        : Truths.toPart(state);
  }

  private static Value unknown(Site site, int opcode, Value a, Value b, State state) {
    Value known = a.intConstant() != null ? a : b;
    Sym open = (known == a ? b : a).symbol();
    Integer constant = known.intConstant();
    if (isLogic(opcode) && open != null && constant != null) {
      return open.bool() && Truths.isTruth(known)
          ? truth(opcode, open, constant)
          : bits(opcode, open, constant, state);
    }
    if (isLogic(opcode) && a.number() != null && a.number().equals(b.number())) {
      return opcode == IXOR ? Value.number(0) : a;
    }
    Value named = a.isNamed() && b.isNamed() ? named(opcode, a, b, state) : Value.TOP;
    return named == Value.TOP ? site.unknownNumber(state, false) : named;
  }

  /** Returns the result of an operation on two ints with names or values, if it has a name. */
  static Value named(int opcode, Value a, Value b, State state) {
    if (a.number().equals(b.number()) && opcode == ISUB) {
      return Value.number(0);
    }
    Sym computed = Sym.computed(opcode, a.number(), b.number(), Sym.Kind.INT);
    return computed == null ? Value.TOP : state.known(computed);
  }

  private static Value truth(int opcode, Sym open, int constant) {
    boolean decides = opcode == IAND ? constant == 0 : opcode == IOR && constant == 1;
    return decides ? Value.number(constant) : Value.number(open);
  }

  private static Value bits(int opcode, Sym open, int constant, State state) {
    Object bits =
        switch (opcode) {
          case IAND -> open.bits(constant, 0);
          case IOR -> open.bits(~constant, constant);
          default -> open.bits(-1, constant);
        };
    return bits instanceof Sym sym ? state.known(sym) : Value.number(bits);
  }

  /** Executes an operation on two longs. */
  static void longs(int opcode, State state) {
    Value b = state.pop();
    Value a = state.pop();
    boolean isShift = opcode == LSHL || opcode == LSHR || opcode == LUSHR;
    Long by = isShift && b.intConstant() != null ? Long.valueOf(b.intConstant()) : b.longConstant();
    Long constant = Numbers.binary(opcode, a.longConstant(), by);
    Sym computed =
        constant == null && a.isNamed() && b.isNamed()
            ? Sym.computed(opcode, a.number(), b.number(), Sym.Kind.WIDE)
            : null;
    state.push(
        constant != null
            ? Value.number(constant)
            : computed != null ? Value.number(computed) : Value.WIDE);
  }

  /** Makes an int of a long. */
  static void toInt(Site site, State state) {
    Value value = state.pop();
    Object made = value.symbol() == null ? null : value.symbol().narrowed();
    Long constant = value.longConstant();
    state.push(
        constant != null
            ? Value.number(constant.intValue())
            : made != null ? Value.number(made) : site.unknownNumber(state, false));
  }

  /** Makes a long of an int. */
  static void toLong(State state) {
    Value value = state.pop();
    Integer constant = value.intConstant();
    Sym sym = value.symbol();
    state.push(
        constant != null
            ? Value.number((long) constant)
            : sym != null ? Value.number(sym.widened()) : Value.WIDE);
  }

  /** Compares two longs or doubles. */
  static void compare(Site site, State state) {
    Value b = state.pop();
    Value a = state.pop();
    if (a.longConstant() != null && b.longConstant() != null) {
      state.push(Value.number(Long.compare(a.longConstant(), b.longConstant())));
      return;
    }
    boolean isNamed = a.symbol() != null && b.isNamed() || b.symbol() != null && a.isNamed();
    state.push(
        isNamed
            ? state.known(Sym.compared(a.number(), b.number()))
            : site.unknownNumber(state, false));
  }
}
