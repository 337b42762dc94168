package dev.pagewarden.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Knows which objects come from a lent table, and which tables an exporter has lent. */
final class Ledger {
  /** How many slots of an array that the importer made itself are looked at. */
  private static final int ARRAY_PROBES = 64;

  private final TableScramblers scramblers;
  private final Marks marks;
  private final Switches switches;
  private final WeakIdentityMap<Lease> leases = new WeakIdentityMap<>();
  private final WeakIdentityMap<List<Lease>> byParty = new WeakIdentityMap<>();
  private final WeakIdentityMap<Boolean> consenting = new WeakIdentityMap<>();

  Ledger(TableScramblers scramblers, Marks marks, Switches switches) {
    this.scramblers = scramblers;
    this.marks = marks;
    this.switches = switches;
  }

  /** Returns the lease of an imported value or of an array that holds one, else null. */
  Lease imported(Object value) {
    Lease lease = lease(value);
    if (lease != null) {
      return lease.isImported() ? lease : null;
    }
    return value instanceof Object[] array ? importedElement(array) : null;
  }

  /** Returns the lease of a table or what comes from it, imported or not, or null. */
  Lease lease(Object value) {
    if (value == null) {
      return null;
    }
    return marks.has(value.getClass()) ? marks.get(value) : leases.get(value);
  }

  /** Returns the lease of a table, a new one if it was never lent. */
  synchronized Lease leaseFor(Object table) {
    Lease known = lease(table);
    if (known != null && known.table() == table) {
      return known;
    }
    Lease fresh = new Lease(table, scramblers.forTable(table), switches);
    mark(table, fresh);
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

  private void mark(Object value, Lease lease) {
    if (!marks.set(value, lease)) {
      leases.put(value, lease);
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

  /** Notes that a lease's table is with the importer. */
  void handedOut(Lease lease, Object table) {
    if (!lease.hasMarked()) {
      deriveEntries(table, lease);
    }
  }

  /** Files a lease under an exporter, a buffer or an attachment. */
  void file(Object party, Lease lease) {
    if (party == null) {
      return;
    }
    List<Lease> list = byParty.get(party);
    if (list == null) {
      list = byParty.putIfAbsent(party, new ArrayList<>(1));
    }
    synchronized (list) {
      list.removeIf(filed -> filed.table() == null);
      if (!list.contains(lease)) {
        list.add(lease);
      }
    }
  }

  /** Takes a lease that ended from the files. */
  void unfile(Object party, Lease lease) {
    List<Lease> list = party == null ? null : byParty.get(party);
    if (list != null) {
      synchronized (list) {
        list.remove(lease);
      }
    }
  }

  /** Returns the leases filed under an exporter, a buffer or an attachment. */
  List<Lease> filed(Object party) {
    List<Lease> list = party == null ? null : byParty.get(party);
    if (list == null) {
      return List.of();
    }
    synchronized (list) {
      return List.copyOf(list);
    }
  }

  /** Notes that a buffer or attachment may pass pages. */
  void consent(Object party) {
    consenting.put(party, true);
  }

  boolean hasConsented(Object party) {
    return party != null && consenting.get(party) != null;
  }

  private Lease importedElement(Object[] array) {
    int end = Math.min(array.length, ARRAY_PROBES);
    for (int i = 0; i < end; i++) {
      Lease lease = lease(array[i]);
      if (lease != null && lease.isImported()) {
        return lease;
      }
    }
    return null;
  }

  private static boolean isOfTheJre(Object value) {
    return value.getClass().getClassLoader() == null;
  }
}
