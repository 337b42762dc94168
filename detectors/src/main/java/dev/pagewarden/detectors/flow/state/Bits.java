package dev.pagewarden.detectors.flow.state;

/**
 * The identity of a symbol for some bits of another: whoever masks the same number again gets the
 * same, so that tests of flags agree.
 *
 * @param of the number that the bits are of
 * @param mask which bits
 */
public record Bits(Sym of, int mask) {
  /** Returns the symbol for the bits of a number that a mask leaves. */
  public static Sym of(Sym number, int mask) {
    Bits bits =
        number.identity() instanceof Bits masked
            ? new Bits(masked.of, masked.mask & mask)
            : new Bits(number, mask);
    return new Sym(bits, false, null);
  }

  /** Returns whether a symbol is one for bits of another. */
  static boolean isOf(Object number, Sym other) {
    return number instanceof Sym sym
        && sym.identity() instanceof Bits bits
        && bits.of.equals(other);
  }

  /** Returns whether the bits can have a value. */
  boolean allow(int value) {
    return (value & ~mask) == 0;
  }

  /** Returns the only value that is left when one is out of the question, null if several are. */
  Integer insteadOf(int value) {
    boolean isOne = Integer.bitCount(mask) == 1 && allow(value);
    return isOne ? Integer.valueOf(value ^ mask) : null;
  }
}
