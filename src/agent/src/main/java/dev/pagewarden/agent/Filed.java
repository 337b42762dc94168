package dev.pagewarden.agent;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The leases filed under one exporter, buffer or attachment. Those whose tables the program has
 * dropped are looked for only when there are twice as many as were left the last time: a program
 * may never unmap.
 */
final class Filed {
  private static final int FEW = 16;

  private final Set<Lease> leases = new LinkedHashSet<>();
  private int nextSweep = FEW;

  synchronized void add(Lease lease) {
    if (leases.add(lease) && leases.size() >= nextSweep) {
      leases.removeIf(each -> each.table() == null);
      nextSweep = FEW + 2 * leases.size();
    }
  }

  synchronized void remove(Lease lease) {
    leases.remove(lease);
  }

  synchronized List<Lease> all() {
    leases.removeIf(each -> each.table() == null);
    return List.copyOf(leases);
  }

  synchronized boolean isAny(Predicate<Lease> what) {
    return leases.stream().anyMatch(what);
  }
}
