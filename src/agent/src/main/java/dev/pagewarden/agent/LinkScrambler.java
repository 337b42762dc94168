package dev.pagewarden.agent;

import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Hides pages behind links of any kind, entry by entry: the bits of a {@code long} or {@code int}
 * are flipped, all but the low ones that mark chain links and the end; a reference is emptied, kept
 * aside, and put back. For tables that {@link ChainFlipper} cannot do.
 */
final class LinkScrambler implements TableScrambler {
  private record Kept(Object entry, Object page) {}

  private final TableWalk walk;
  private final String linkName;
  private final long mask;
  private final Instrumentation instrumentation;
  private final Troubles troubles;
  private final ClassValue<Link> links =
      new ClassValue<>() {
        @Override
        protected Link computeValue(Class<?> type) {
          try {
            return Link.of(type, linkName, instrumentation);
          } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e.getMessage(), e);
          }
        }
      };

  LinkScrambler(
      TableWalk walk,
      String linkName,
      long mask,
      Instrumentation instrumentation,
      Troubles troubles) {
    this.walk = walk;
    this.linkName = linkName;
    this.mask = mask;
    this.instrumentation = instrumentation;
    this.troubles = troubles;
  }

  /**
   * Checks that links of entries of a class can be hidden.
   *
   * @throws ReflectiveOperationException if not
   */
  void check(Class<?> entryType) throws ReflectiveOperationException {
    Link.of(entryType, linkName, instrumentation);
  }

  @Override
  public boolean isMarking() {
    return false;
  }

  @Override
  public Collection<Object> entries(Object table) {
    // Each once, though a table may list one twice: a link that is flipped twice shows its page.
    Set<Object> entries = Collections.newSetFromMap(new IdentityHashMap<>());
    try {
      walk.forEach(
          table,
          entry -> {
            // One that cannot be hidden must not leave others hidden.
            links.get(entry.getClass());
            entries.add(entry);
          });
      return entries;
    } catch (RuntimeException e) {
      troubles.report(
          "pages of a "
              + table.getClass().getName()
              + " cannot be hidden ("
              + (e.getMessage() == null ? e : e.getMessage())
              + "); accesses are recorded all the same");
      return null;
    }
  }

  @Override
  public Object hide(Object table, Collection<Object> entries, Lease mark) {
    if (entries == null) {
      return null;
    }
    List<Kept> kept = new ArrayList<>();
    for (Object entry : entries) {
      Link link = links.get(entry.getClass());
      if (link.isReference()) {
        kept.add(new Kept(entry, link.get(entry)));
        link.set(entry, null);
      } else {
        link.flip(entry, mask);
      }
    }
    return kept;
  }

  @Override
  public void show(Object table, Collection<Object> entries, Object hidden) {
    if (hidden == null) {
      return;
    }
    for (Object each : (List<?>) hidden) {
      Kept kept = (Kept) each;
      Link link = links.get(kept.entry.getClass());
      if (link.get(kept.entry) == null) {
        link.set(kept.entry, kept.page);
      }
    }
    if (entries != null) {
      for (Object entry : entries) {
        Link link = links.get(entry.getClass());
        if (!link.isReference()) {
          link.flip(entry, mask);
        }
      }
    }
  }
}
