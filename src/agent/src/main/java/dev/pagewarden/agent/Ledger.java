package dev.pagewarden.agent;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Knows which objects come from a lent table, and which tables an exporter has lent. */
final class Ledger {
  /** How many slots of an array that the importer made itself are looked at. */
  private static final int ARRAY_PROBES = 64;

  private final TableScramblers scramblers;
  private final Marks marks;
  private final Switches switches;

  /** Marks of what was loaded before the agent, and of what the JRE makes. */
  private final WeakIdentityMap<Object> unmarkable = new WeakIdentityMap<>();

  /** Leases of the tables that importers get copies of, or null if they get none. */
  private final WeakIdentityMap<Lease> originals;

  private final WeakIdentityMap<Filed> byParty = new WeakIdentityMap<>();
  private final WeakIdentityMap<Boolean> consenting = new WeakIdentityMap<>();

  /**
   * Creates an empty ledger.
   *
   * @param scramblers know tables
   * @param marks put on what is lent
   * @param switches thrown where entries cannot be listed
   * @param copying whether importers get copies, so that the tables themselves carry no marks
   */
  Ledger(TableScramblers scramblers, Marks marks, Switches switches, boolean copying) {
    this.scramblers = scramblers;
    this.marks = marks;
    this.switches = switches;
    this.originals = copying ? new WeakIdentityMap<>() : null;
  }

  /**
   * Returns the lease of an imported value or of an array that holds one, else null. What comes
   * from a copy of a table has one even when that is not imported any more.
   */
  Lease watched(Object value) {
    Lease lease = lease(value);
    if (lease != null) {
      return lease.isWatched() ? lease : null;
    }
    return value instanceof Object[] array ? watchedElement(array) : null;
  }

  /** Returns the lease of a table or what comes from it, imported or not, or null. */
  Lease lease(Object value) {
    return value == null ? null : Wrapping.leaseOf(markOf(value));
  }

  /** Returns what a copy of a table stands for, or null if the value is none. */
  Wrapping wrapping(Object value) {
    return value != null && markOf(value) instanceof Wrapping wrapping ? wrapping : null;
  }

  /** Returns the lease under which an exporter lends the value, or null if none does. */
  Lease lent(Object value) {
    if (originals == null || value == null) {
      return lease(value);
    }
    return originals.get(value);
  }

  private Object markOf(Object value) {
    return marks.has(value.getClass()) ? marks.get(value) : unmarkable.get(value);
  }

  /** Returns the lease of a table, a new one if it was never lent. */
  synchronized Lease leaseFor(Object table) {
    Lease known = lent(table);
    if (known != null && known.table() == table) {
      return known;
    }
    Lease fresh = new Lease(table, scramblers.forTable(table), switches);
    if (originals == null) {
      mark(table, fresh);
    } else {
      originals.put(table, fresh);
    }
    return fresh;
  }

  /** Notes that a value comes from an imported one. */
  void derive(Object value, Lease from) {
    if (value == null) {
      return;
    }
    if (value instanceof Object[] array) {
      for (Object element : array) {
        if (element != null) {
          mark(element, from);
        }
      }
    } else if (value instanceof Optional<?> optional) {
      optional.ifPresent(content -> mark(content, from));
    } else if (value instanceof Iterable<?> content && isOfTheJre(value)) {
      for (Object element : content) {
        derive(element, from);
      }
    }
    mark(value, from);
  }

  private void mark(Object value, Object mark) {
    if (originals != null && mark instanceof Lease && wrapping(value) != null) {
      return; // a copy that was reached by way of its own entries
    }
    if (!marks.set(value, mark)) {
      unmarkable.put(value, mark);
    }
  }

  /** Notes that a value is a table that comes from an imported one, with all its entries. */
  void deriveTable(Object table, Lease from) {
    derive(table, from);
    if (table instanceof Object[] tables) {
      for (Object each : tables) {
        deriveTable(each, from);
      }
    } else if (table != null) {
      deriveEntries(table, from);
    }
  }

  boolean isTable(Object value) {
    return scramblers.isTable(value);
  }

  private void deriveEntries(Object table, Lease lease) {
    ChainMarker marker = scramblers.markerOf(table);
    TableWalk walk = scramblers.walkOf(table);
    if (marker != null) {
      marker.mark(table, lease);
    } else if (walk != null) {
      walk.forEach(table, entry -> mark(entry, lease));
    } else {
      switches.followSteps();
    }
  }

  /** Notes that a copy is with the importer. */
  void handedOut(Object copy, Wrapping wrapping) {
    mark(copy, wrapping);
    deriveEntries(copy, wrapping.lease());
  }

  /** Notes that a lease's table is with the importer. */
  void handedOut(Lease lease, Object table) {
    if (originals != null) {
      mark(table, lease);
    }
    if (!lease.hasMarked()) {
      deriveEntries(table, lease);
    }
  }

  /** Files a lease under an exporter, a buffer or an attachment. */
  void file(Object party, Lease lease) {
    if (party == null) {
      return;
    }
    Filed filed = byParty.get(party);
    if (filed == null) {
      filed = byParty.putIfAbsent(party, new Filed());
    }
    filed.add(lease);
  }

  /** Takes a lease that ended from the files. */
  void unfile(Object party, Lease lease) {
    Filed filed = party == null ? null : byParty.get(party);
    if (filed != null) {
      filed.remove(lease);
    }
  }

  /** Returns the leases filed under an exporter, a buffer or an attachment. */
  List<Lease> filed(Object party) {
    Filed filed = party == null ? null : byParty.get(party);
    return filed == null ? List.of() : filed.all();
  }

  /**
   * Whether a lease is filed under an exporter, a buffer or an attachment of which something holds.
   *
   * @param what asked until it is true; must not wait for anything
   */
  boolean isAnyFiled(Object party, Predicate<Lease> what) {
    Filed filed = party == null ? null : byParty.get(party);
    return filed != null && filed.isAny(what);
  }

  /** Notes that a buffer or attachment may pass pages. */
  void consent(Object party) {
    consenting.put(party, true);
  }

  boolean hasConsented(Object party) {
    return party != null && consenting.get(party) != null;
  }

  private Lease watchedElement(Object[] array) {
    int end = Math.min(array.length, ARRAY_PROBES);
    for (int i = 0; i < end; i++) {
      Lease lease = lease(array[i]);
      if (lease != null && lease.isWatched()) {
        return lease;
      }
    }
    return null;
  }

  private static boolean isOfTheJre(Object value) {
    return value.getClass().getClassLoader() == null;
  }
}
