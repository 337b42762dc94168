package dev.pagewarden.detectors.flow.state;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What tests have shown of numbers and truth values that are not known: what they are, or between
 * which bounds.
 */
final class Facts {
  /** Beyond so many tests passed, the oldest are forgotten. */
  private static final int MAX_VALUES = 64;

  /** Beyond so many symbols with ranges, those are forgotten that nothing holds any more. */
  private static final int MAX_RANGES = 16;

  private final Map<Sym, Integer> values;
  private final Map<Sym, Range> ranges;

  Facts() {
    this(Map.of(), Map.of());
  }

  private Facts(Map<Sym, Integer> values, Map<Sym, Range> ranges) {
    this.values = new LinkedHashMap<>(values);
    this.ranges = new LinkedHashMap<>(ranges);
  }

  Facts copy() {
    return new Facts(values, ranges);
  }

  int size() {
    return values.size() + ranges.size();
  }

  /** Returns what symbols turned out to be; not to be changed. */
  Map<Sym, Integer> values() {
    return values;
  }

  /** Returns between which bounds symbols are known to be; not to be changed. */
  Map<Sym, Range> ranges() {
    return ranges;
  }

  /** Returns what is known of a symbol that is not known itself. */
  Range range(Sym sym) {
    return ranges.getOrDefault(sym, Range.ALL);
  }

  /** Takes note that a symbol has a value. */
  void put(Sym sym, int value) {
    ranges.remove(sym);
    values.put(sym, value);
  }

  /** Takes note of all that is known of a symbol. */
  void put(Sym sym, Range range) {
    ranges.put(sym, range);
  }

  /** Returns whether nothing known stands against a symbol's having a value now. */
  boolean allow(Sym sym, int value) {
    boolean isForGood = sym.identity() instanceof About;
    return range(sym).allows(value)
        && (!sym.bool() || value == 0 || value == 1)
        && (!isForGood || values.getOrDefault(sym, value) == value);
  }

  /** Forgets a symbol, and what follows from it. */
  void forget(Sym sym) {
    Predicate<Sym> isGone = known -> known.equals(sym) || Derived.follows(known, sym);
    values.keySet().removeIf(isGone);
    ranges.keySet().removeIf(isGone);
  }

  /** Forgets between which bounds some symbols are. */
  void forgetRanges(Predicate<Sym> ofThese) {
    ranges.keySet().removeIf(ofThese);
  }

  /** Forgets what was asked of objects, or held by them. */
  void forgetAbout(Set<Obj> objects) {
    values.keySet().removeIf(sym -> isAboutAny(sym, objects));
    ranges.keySet().removeIf(sym -> isAboutAny(sym, objects));
  }

  private static boolean isAboutAny(Sym sym, Set<Obj> objects) {
    return sym.identity() instanceof About about && objects.stream().anyMatch(about::mentions)
        || sym.identity() instanceof Field field && objects.contains(field.obj())
        || sym.identity() instanceof Derived derived
            && derived.operands().stream()
                .anyMatch(operand -> operand instanceof Sym of && isAboutAny(of, objects));
  }

  /** Returns whether it has become too much to carry on. */
  boolean isTooMuch() {
    return values.size() > MAX_VALUES || ranges.size() > MAX_RANGES;
  }

  /**
   * Forgets, of what is too much, the oldest of what symbols are, and the ranges of those that
   * nothing holds.
   *
   * @param held gives the symbols that something holds
   */
  void forgetOldest(Supplier<Set<Sym>> held) {
    Iterator<Sym> oldest = values.keySet().iterator();
    for (int surplus = values.size() - MAX_VALUES; surplus > 0; surplus--) {
      oldest.next();
      oldest.remove();
    }
    if (ranges.size() > MAX_RANGES) {
      ranges.keySet().retainAll(held.get());
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Facts facts
        && values.equals(facts.values)
        && ranges.equals(facts.ranges);
  }

  @Override
  public int hashCode() {
    return values.hashCode() * 31 + ranges.hashCode();
  }
}
