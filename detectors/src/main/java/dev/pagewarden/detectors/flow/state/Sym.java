package dev.pagewarden.detectors.flow.state;

import org.objectweb.asm.Type;

/**
 * An unknown number or truth value that has a name, so that two tests of it agree.
 *
 * @param identity where it comes from
 * @param kind what it is
 * @param consentOf the buffer for which a true value is the exporter's consent, or null
 */
public record Sym(Object identity, Kind kind, Obj consentOf) {
  /** What a symbol can stand for. */
  public enum Kind {
    /** A truth value. */
    BOOLEAN,
    /** An int-like number. */
    INT,
    /** A long or double. */
    WIDE
  }

  /** Creates a symbol for a truth value or an int-like number. */
  public Sym(Object identity, boolean isBoolean, Obj consentOf) {
    this(identity, isBoolean ? Kind.BOOLEAN : Kind.INT, consentOf);
  }

  /** Returns what the symbols for values of a primitive type are. */
  public static Kind kindOf(Type type) {
    return type.getSize() == 2
        ? Kind.WIDE
        : type.getSort() == Type.BOOLEAN ? Kind.BOOLEAN : Kind.INT;
  }

  /** Returns whether it is a truth value. */
  public boolean bool() {
    return kind == Kind.BOOLEAN;
  }

  /** Returns the number made of some bits of this one: a constant or symbol. */
  public Object bits(int mask, int inverted) {
    return Bits.of(this, mask, inverted);
  }

  /** Returns the symbol for how two numbers compare, of which one at least is a symbol. */
  public static Sym compared(Object a, Object b) {
    return new Sym(new Compared(a, b), Kind.INT, null);
  }

  /**
   * Returns the symbol for the result of an arithmetic instruction, null if its operands are
   * results of others already, of which loops would make ever longer ones.
   */
  public static Sym computed(int opcode, Object a, Object b, Kind kind) {
    return isComputed(a) || isComputed(b) ? null : new Sym(new Computed(opcode, a, b), kind, null);
  }

  /** Returns the int of which this long was made, a constant or symbol; null if of none. */
  public Object narrowed() {
    return identity instanceof Widened widened ? widened.of() : null;
  }

  /** Returns the symbol for the long of the same value as this int. */
  public Sym widened() {
    return new Sym(new Widened(this), Kind.WIDE, null);
  }

  private static boolean isComputed(Object number) {
    return number instanceof Sym sym
        && sym.identity instanceof Derived derived
        && (derived instanceof Computed || derived.operands().stream().anyMatch(Sym::isComputed));
  }
}
