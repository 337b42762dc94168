package dev.pagewarden.agent;

import java.util.ArrayList;
import java.util.List;

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
    List<Lease> lent = ledger.filed(frame.receiver());
    if (lent.isEmpty()) {
      return;
    }
    List<Lease> suspended = concernedOf(lent, frame.operands());
    suspended.forEach(Lease::suspend);
    frame.setSuspended(suspended);
  }

  private static List<Lease> concernedOf(List<Lease> lent, Object[] operands) {
    List<Lease> concerned = new ArrayList<>(1);
    boolean parties = false;
    for (Lease lease : lent) {
      Object table = lease.table();
      if (isAmong(table, operands)) {
        return List.of(lease);
      }
      if (isAmong(lease.buffer(), operands) || isAmong(lease.attachment(), operands)) {
        concerned.add(lease);
      } else {
        parties |= isOfTheKindsIn(lease, operands);
      }
    }
    return concerned.isEmpty() && !parties ? lent : concerned;
  }

  /** The exporter's method ends; an importer's pages are hidden again. */
  static void end(Frame frame) {
    frame.suspended().forEach(Lease::resume);
  }

  /** Whether the call names an object; the receiver, which comes first, is the exporter. */
  private static boolean isAmong(Object object, Object[] operands) {
    for (int i = 1; i < operands.length; i++) {
      if (object != null && operands[i] == object) {
        return true;
      }
    }
    return false;
  }

  /** Whether the call names a buffer or an attachment, but another one than the lease's. */
  private static boolean isOfTheKindsIn(Lease lease, Object[] operands) {
    Object buffer = lease.buffer();
    Object attachment = lease.attachment();
    for (int i = 1; i < operands.length; i++) {
      Object operand = operands[i];
      if (operand != null
          && (buffer != null && operand.getClass() == buffer.getClass()
              || attachment != null && operand.getClass() == attachment.getClass())) {
        return true;
      }
    }
    return false;
  }
}
