package dev.pagewarden.detectors.flow.state;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** What tests have shown of numbers and truth values that are not known: what they are, or not. */
final class Facts {
  /** Beyond so many tests passed, the oldest are forgotten. */
  private static final int MAX_VALUES = 64;

  /**
   * Beyond so many symbols with excluded values, those are forgotten that nothing holds any more.
   */
  private static final int MAX_EXCLUDED = 16;

  private final Map<Sym, Integer> values;
  private final Map<Sym, Set<Integer>> excluded;

  Facts() {
    this(Map.of(), Map.of());
  }

  private Facts(Map<Sym, Integer> values, Map<Sym, Set<Integer>> excluded) {
    this.values = new LinkedHashMap<>(values);
    this.excluded = new LinkedHashMap<>(excluded);
  }

  Facts copy() {
    return new Facts(values, excluded);
  }

  int size() {
    return values.size() + excluded.size();
  }

  /** Returns what symbols turned out to be; not to be changed. */
  Map<Sym, Integer> values() {
    return values;
  }

  /** Returns what symbols are known not to be; not to be changed. */
  Map<Sym, Set<Integer>> excluded() {
    return excluded;
  }

  /** Takes note that a symbol has a value. */
  void put(Sym sym, int value) {
    excluded.remove(sym);
    values.put(sym, value);
  }

  /** Takes note of all values that are known not to be a symbol's. */
  void putExcluded(Sym sym, Set<Integer> not) {
    excluded.put(sym, not);
  }

  /** Takes note that a symbol does not have a value. */
  void exclude(Sym sym, int value) {
    Set<Integer> more = new LinkedHashSet<>(excluded.getOrDefault(sym, Set.of()));
    more.add(value);
    excluded.put(sym, more);
  }

  /** Returns whether nothing known stands against a symbol's having a value now. */
  boolean allow(Sym sym, int value) {
    boolean isForGood = sym.identity() instanceof About;
    return !excluded.getOrDefault(sym, Set.of()).contains(value)
        && (!sym.bool() || value == 0 || value == 1)
        && (!(sym.identity() instanceof Bits bits) || bits.allow(value))
        && (!isForGood || values.getOrDefault(sym, value) == value);
  }

  /** Forgets a symbol, and what is known of its bits. */
  void forget(Sym sym) {
    values.keySet().removeIf(known -> known.equals(sym) || Bits.isOf(known, sym));
    excluded.keySet().removeIf(known -> known.equals(sym) || Bits.isOf(known, sym));
  }

  /** Forgets what was asked of objects. */
  void forgetAbout(Set<Obj> objects) {
    values.keySet().removeIf(sym -> isAboutAny(sym, objects));
    excluded.keySet().removeIf(sym -> isAboutAny(sym, objects));
  }

  private static boolean isAboutAny(Sym sym, Set<Obj> objects) {
    return sym.identity() instanceof About about && objects.stream().anyMatch(about::mentions);
  }

  /** Returns whether it has become too much to carry on. */
  boolean isTooMuch() {
    return values.size() > MAX_VALUES || excluded.size() > MAX_EXCLUDED;
  }

  /**
   * Forgets, of what is too much, the oldest of what symbols are, and what those are not that
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
    if (excluded.size() > MAX_EXCLUDED) {
      excluded.keySet().retainAll(held.get());
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Facts facts
        && values.equals(facts.values)
        && excluded.equals(facts.excluded);
  }

  @Override
  public int hashCode() {
    return values.hashCode() * 31 + excluded.hashCode();
  }
}
