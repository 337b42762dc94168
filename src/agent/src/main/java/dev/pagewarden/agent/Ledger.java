package dev.pagewarden.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Knows which objects come from a lent table, and which tables an exporter has lent. */
final class Ledger {
  /** How many slots of an array that the importer made itself are looked at. */
  private static final int ARRAY_PROBES = 64;

  private final TableScramblers scramblers;
  private final WeakIdentityMap<Lease> leases = new WeakIdentityMap<>();
  private final WeakIdentityMap<List<Lease>> byParty = new WeakIdentityMap<>();
  private final WeakIdentityMap<Boolean> consenting = new WeakIdentityMap<>();
  private volatile boolean anyHandedOut;
  private volatile boolean entriesUnknown;

  Ledger(TableScramblers scramblers) {
    this.scramblers = scramblers;
  }

  /** Returns the lease of an imported value or of an array that holds one, else null. */
  Lease imported(Object value) {
    if (value == null || !anyHandedOut) {
      return null;
    }
    Lease lease = leases.get(value);
    if (lease != null) {
      return lease.isImported() ? lease : null;
    }
    return value instanceof Object[] array ? importedElement(array) : null;
  }

  /** Returns the lease of a table, imported or not, or null if it was never lent. */
  Lease lease(Object table) {
    return table == null ? null : leases.get(table);
  }

  /** Returns the lease of a table, a new one if it was never lent. */
  Lease leaseFor(Object table) {
    Lease known = leases.get(table);
    return known != null
        ? known
        : leases.putIfAbsent(table, new Lease(table, scramblers.forTable(table)));
  }

  /** Whether entries must be followed step by step, since they cannot be listed beforehand. */
  boolean mustFollowSteps() {
    return entriesUnknown;
  }

  /** Notes that a value comes from an imported one. */
  void derive(Object value, Lease from) {
    if (value == null) {
      return;
    }
    if (value instanceof Object[] array) {
      for (Object element : array) {
        if (element != null) {
          leases.put(element, from);
        }
      }
    } else if (value instanceof Optional<?> optional) {
      optional.ifPresent(content -> leases.put(content, from));
    } else if (value instanceof Iterable<?> content && isOfTheJre(value)) {
      for (Object element : content) {
        derive(element, from);
      }
    }
    leases.put(value, from);
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
    TableWalk walk = scramblers.walkOf(table);
    if (walk == null) {
      entriesUnknown = true;
      return;
    }
    walk.forEach(table, entry -> leases.put(entry, lease));
  }

  /** Notes that a lease's table is with the importer. */
  void handedOut(Lease lease, Object table) {
    anyHandedOut = true;
    deriveEntries(table, lease);
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
      Lease lease = array[i] == null ? null : leases.get(array[i]);
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
