package dev.pagewarden.agent;

import dev.pagewarden.contract.Scramble;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Makes copies of tables that have all but their pages: the links of the copied entries are 0 or
 * null, marker bits kept. What lies between table and entries is copied with them ({@link
 * TableGraph}), all else is shared with the original, which is only read.
 */
final class TableCopier {
  private final TableScramblers scramblers;
  private final PartKinds kinds;
  private final Instrumentation instrumentation;
  private volatile RawObjects raw;
  private final ClassValue<ObjectLayout> layouts =
      new ClassValue<>() {
        @Override
        protected ObjectLayout computeValue(Class<?> type) {
          return ObjectLayout.of(type, raw());
        }
      };

  /**
   * Creates a copier.
   *
   * @param scramblers how to walk tables and where their links are
   * @param kinds what may be a part of a table
   * @param instrumentation of this JVM
   */
  TableCopier(TableScramblers scramblers, PartKinds kinds, Instrumentation instrumentation) {
    this.scramblers = scramblers;
    this.kinds = kinds;
    this.instrumentation = instrumentation;
  }

  /**
   * Returns a new copy of a table, or null if it has no entries and so nothing to hide, or is told
   * to be not as the contract says.
   *
   * @throws IllegalStateException if it cannot be copied; it says why
   */
  Object copy(Object table) {
    TableWalk walk = scramblers.walkOf(table);
    Scramble rule = scramblers.ruleOf(table);
    if (rule == null) {
      throw new IllegalStateException("the contract has no scramble rule for them");
    }
    List<Object> entries = walk == null ? List.of() : entries(walk, table);
    if (entries.isEmpty()) {
      return null;
    }
    RawObjects objects = raw();
    List<Object> parts =
        new TableParts(kinds, layouts::get, objects, scramblers::isTable).of(table, entries);
    PartCopies copies = new PartCopies(parts, objects, layouts::get, kinds);
    for (Object entry : entries) {
      write(link(entry, rule), entry, copies.of(entry), ~rule.mask());
    }
    copies.rehash();
    Object copy = copies.of(table);
    requireTwin(entries, entries(walk, copy), copies);
    // Whoever gets to see the copy sees it whole, as if a constructor had ended.
    VarHandle.releaseFence();
    return copy;
  }

  /** Gives a copy the pages of its original, as far as their entries correspond. */
  void reveal(Object table, Object copy) {
    TableWalk walk = scramblers.walkOf(table);
    Scramble rule = scramblers.ruleOf(table);
    Iterator<Object> hidden = entries(walk, copy).iterator();
    for (Object entry : entries(walk, table)) {
      if (!hidden.hasNext()) {
        return;
      }
      write(link(entry, rule), entry, hidden.next(), -1L);
    }
  }

  /** Gives a copied entry those bits of a link, and the reference only if it is all of them. */
  private void write(ObjectLayout.Slot link, Object entry, Object copied, long bits) {
    RawObjects objects = raw();
    if (link.isReference()) {
      objects.put(copied, link.offset(), bits == -1L ? objects.get(entry, link.offset()) : null);
    } else {
      int size = RawObjects.size(link.type());
      objects.putBits(copied, link.offset(), size, objects.bits(entry, link.offset(), size) & bits);
    }
  }

  private ObjectLayout.Slot link(Object entry, Scramble rule) {
    ObjectLayout.Slot link = layouts.get(entry.getClass()).named(rule.linkField());
    if (link == null
        || link.type() != long.class && link.type() != int.class && !link.isReference()) {
      throw new IllegalStateException(
          entry.getClass().getName() + "." + rule.linkField() + " is no long, int or reference");
    }
    return link;
  }

  private static List<Object> entries(TableWalk walk, Object table) {
    List<Object> entries = new ArrayList<>();
    walk.forEach(table, entries::add);
    return entries;
  }

  /** An importer must not get at the original by way of the copy. */
  private static void requireTwin(List<Object> entries, List<Object> copied, PartCopies copies) {
    boolean isTwin = entries.size() == copied.size();
    for (int i = 0; isTwin && i < entries.size(); i++) {
      isTwin = copies.of(entries.get(i)) == copied.get(i);
    }
    if (!isTwin) {
      throw new IllegalStateException("the entries of a copy would not be those of the original's");
    }
  }

  private RawObjects raw() {
    RawObjects opened = raw;
    return opened == null ? open() : opened;
  }

  private synchronized RawObjects open() {
    if (raw == null) {
      raw = RawObjects.open(instrumentation);
    }
    return raw;
  }
}
