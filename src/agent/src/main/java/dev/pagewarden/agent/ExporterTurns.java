package dev.pagewarden.agent;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The times in which a table is the exporter's, though an importer holds it: while a method of the
 * exporter runs that names the table or, if it names none, its buffer or its attachment.
 */
final class ExporterTurns {
  private final Ledger ledger;

  ExporterTurns(Ledger ledger) {
    this.ledger = ledger;
  }

  /** While an exporter's method runs, it sees the pages of the tables that the call is about. */
  void begin(Frame frame) {
    if (frame.firstArgument() == null) {
      // A question about the exporter, such as whether it caches, not about a buffer.
      return;
    }
    List<Lease> concerned = concernedOf(frame.receiver(), frame.operands());
    concerned.forEach(Lease::suspend);
    frame.setSuspended(concerned);
  }

  private List<Lease> concernedOf(Object exporter, Object[] operands) {
    // The receiver, which comes first, is the exporter.
    List<Object> named = Arrays.asList(operands).subList(1, operands.length);
    for (Object table : named) {
      Lease own = ledger.lent(table);
      if (own != null && own.table() == table && own.isLentBy(exporter)) {
        return List.of(own);
      }
    }
    Set<Lease> byParties = new LinkedHashSet<>();
    named.forEach(party -> byParties.addAll(ledger.filed(party)));
    byParties.removeIf(lease -> !lease.isLentBy(exporter));
    if (byParties.isEmpty() && !ledger.isAnyFiled(exporter, lease -> isOfTheKinds(lease, named))) {
      return ledger.filed(exporter);
    }
    return List.copyOf(byParties);
  }

  /** The exporter's method ends; an importer's pages are hidden again. */
  static void end(Frame frame) {
    frame.suspended().forEach(Lease::resume);
  }

  /** Whether the call names a buffer or an attachment, but another one than the lease's. */
  private static boolean isOfTheKinds(Lease lease, List<Object> named) {
    Object buffer = lease.buffer();
    Object attachment = lease.attachment();
    for (Object each : named) {
      if (each != null
          && (buffer != null && each.getClass() == buffer.getClass()
              || attachment != null && each.getClass() == attachment.getClass())) {
        return true;
      }
    }
    return false;
  }
}
