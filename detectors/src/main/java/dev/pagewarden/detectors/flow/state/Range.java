package dev.pagewarden.detectors.flow.state;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What tests have shown of a number.
 *
 * @param min the least that it can be
 * @param max the most that it can be
 * @param not what it is not, although it lies between them
 * @param mask the bits that are known
 * @param bits what these are
 */
record Range(long min, long max, Set<Long> not, int mask, int bits) {
  /** Nothing is known. */
  static final Range ALL = new Range(Long.MIN_VALUE, Long.MAX_VALUE, Set.of(), 0, 0);

  /** A truth value. */
  static final Range TRUTHS = new Range(0, 1, Set.of(), 0, 0);

  /** Beyond so many values that a number is not, further ones are not noted. */
  private static final int MAX_NOT = 64;

  static Range of(long value) {
    return new Range(value, value, Set.of(), 0, 0);
  }

  /** Returns whether nothing stands against a value. */
  boolean allows(long value) {
    return min <= value
        && value <= max
        && !not.contains(value)
        && (mask == 0 || ((int) value & mask) == bits);
  }

  /** Returns the only value that is left, null if several are. */
  Long only() {
    return min == max ? Long.valueOf(min) : null;
  }

  /** Returns what is left where the number stands in a relation to a constant; null if nothing. */
  Range with(Relation relation, long constant) {
    return switch (relation) {
      case EQUAL -> allows(constant) ? new Range(constant, constant, Set.of(), mask, bits) : null;
      case OTHER -> without(constant);
      case LESS -> constant == Long.MIN_VALUE ? null : between(min, Math.min(max, constant - 1));
      case AT_LEAST -> between(Math.max(min, constant), max);
      case MORE -> constant == Long.MAX_VALUE ? null : between(Math.max(min, constant + 1), max);
      case AT_MOST -> between(min, Math.min(max, constant));
    };
  }

  private Range without(long value) {
    if (!allows(value) || not.size() >= MAX_NOT) {
      return this;
    }
    Set<Long> more = new LinkedHashSet<>(not);
    more.add(value);
    return new Range(min, max, more, mask, bits).between(min, max);
  }

  /** Narrows it to given bounds, and further to the first value at each end that is allowed. */
  private Range between(long from, long to) {
    long low = from;
    while (low <= to && not.contains(low)) {
      low++;
    }
    long high = to;
    while (high >= low && not.contains(high)) {
      high--;
    }
    if (low > high || low == high && !allows(low)) {
      return null;
    }
    Set<Long> inside = new LinkedHashSet<>(not);
    long least = low;
    long most = high;
    inside.removeIf(value -> value < least || value > most);
    return new Range(low, high, inside, mask, bits);
  }

  /** Returns what is left where some bits are known; null if nothing. */
  Range withBits(int more, int values) {
    if (((bits ^ values) & mask & more) != 0) {
      return null;
    }
    Range known = new Range(min, max, not, mask | more, bits | values & more);
    return min == max && !known.allows(min) ? null : known;
  }

  /** Returns what both say; null if that is nothing. */
  Range meet(Range other) {
    Range met = with(Relation.AT_LEAST, other.min);
    met = met == null ? null : met.with(Relation.AT_MOST, other.max);
    for (long value : other.not) {
      met = met == null ? null : met.without(value);
    }
    return met == null ? null : met.withBits(other.mask, other.bits);
  }

  /** Returns what holds where one of them does. */
  Range join(Range other) {
    Set<Long> neither = new LinkedHashSet<>(not);
    neither.addAll(other.not);
    neither.removeIf(value -> allows(value) || other.allows(value));
    int agreed = knownMask() & other.knownMask() & ~(knownBits() ^ other.knownBits());
    return new Range(
        Math.min(min, other.min), Math.max(max, other.max), neither, agreed, knownBits() & agreed);
  }

  private boolean isInt() {
    return min == max && min == (int) min;
  }

  private int knownMask() {
    return isInt() ? -1 : mask;
  }

  private int knownBits() {
    return isInt() ? (int) min : bits;
  }

  /** Returns it without the bounds that another one has moved, so that loops come to an end. */
  Range widened(Range next) {
    return new Range(
        next.min < min ? Long.MIN_VALUE : next.min,
        next.max > max ? Long.MAX_VALUE : next.max,
        next.not,
        next.mask,
        next.bits);
  }

  /** Returns whether whatever the other one allows is allowed by this one. */
  boolean covers(Range other) {
    boolean coversBits =
        (mask & ~other.knownMask()) == 0 && ((bits ^ other.knownBits()) & mask) == 0;
    return min <= other.min
        && other.max <= max
        && coversBits
        && not.stream().noneMatch(other::allows);
  }
}
