package dev.pagewarden.detectors.flow.state;

import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Some bits of another number, and some that are constant: what masks leave, set, clear and invert.
 *
 * @param of the number that the bits are of
 * @param mask which bits
 * @param inverted which of them are inverted, and which of the others are set
 */
record Bits(Sym of, int mask, int inverted) implements Derived {
  /** Returns the number made of some bits of another, inverted or not: a constant or symbol. */
  static Object of(Sym number, int mask, int inverted) {
    if (number.identity() instanceof Bits some) {
      return of(some.of, some.mask & mask, some.inverted & mask ^ inverted);
    }
    if (mask == 0) {
      return inverted;
    }
    boolean isItself = mask == -1 && inverted == 0;
    return isItself ? number : new Sym(new Bits(number, mask, inverted), Sym.Kind.INT, null);
  }

  @Override
  public List<Object> operands() {
    return List.of(of);
  }

  @Override
  public Derived renamed(UnaryOperator<Object> numbers) {
    return numbers.apply(of) instanceof Sym sym ? new Bits(sym, mask, inverted) : this;
  }

  /** Returns the same bits, none of them inverted. */
  Sym plain() {
    return new Sym(new Bits(of, mask, 0), Sym.Kind.INT, null);
  }

  /** Returns whether the bits can have a value. */
  boolean allow(long value) {
    return value == (int) value && (((int) value ^ inverted) & ~mask) == 0;
  }

  /** Returns what the bits are where that is known of the number, or null. */
  Integer in(Range range) {
    Long only = range.only();
    if (only != null) {
      return only.intValue() & mask ^ inverted;
    }
    return (mask & ~range.mask()) == 0 ? Integer.valueOf(range.bits() & mask ^ inverted) : null;
  }

  /**
   * Returns what a number is if it is bits of a symbol that are known where that is in a range; the
   * number itself if it is not.
   */
  static Object knownIn(Object number, Sym sym, Range range) {
    boolean isOf =
        number instanceof Sym some && some.identity() instanceof Bits bits && bits.of.equals(sym);
    Integer known = isOf ? ((Bits) ((Sym) number).identity()).in(range) : null;
    return known == null ? number : known;
  }

  /** Returns what is known of the bits where something is of the number. */
  Range range(Range known) {
    Integer constant = in(known);
    if (constant != null) {
      return Range.of(constant);
    }
    int certain = ~mask | known.mask();
    return new Range(
        Long.MIN_VALUE,
        Long.MAX_VALUE,
        Set.of(),
        certain,
        (known.bits() & mask ^ inverted) & certain);
  }

  /** Returns the only value left to the bits where one is out of the question, or null. */
  Integer insteadOf(int value, Range range) {
    int open = mask & ~range.mask();
    boolean isOne = Integer.bitCount(open) == 1;
    boolean differsInOpen = ((value ^ inverted ^ range.bits()) & mask & range.mask()) == 0;
    return isOne && differsInOpen ? Integer.valueOf(value ^ open) : null;
  }
}
