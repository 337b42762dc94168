package dev.pagewarden.agent;

import dev.pagewarden.evidence.CallSite;
import java.util.List;

/** Follows tables from the exporter to the importer and back. */
final class Loans {
  private final Ledger ledger;
  private final Buffers buffers;
  private final Callers callers;
  private final Recorder recorder;
  private final ExporterTurns turns;
  private volatile boolean cameLate;

  Loans(Ledger ledger, Buffers buffers, Callers callers, Recorder recorder) {
    this.ledger = ledger;
    this.buffers = buffers;
    this.callers = callers;
    this.recorder = recorder;
    this.turns = new ExporterTurns(ledger);
  }

  /** Notes that the program may have mapped tables before anybody could see it. */
  void comeLate() {
    cameLate = true;
  }

  /** A method that moves tables, or an exporter's callback, begins. */
  void begin(Frame frame, ThreadState state) {
    switch (frame.callee().kind()) {
      case UNMAP -> beginUnmap(frame, state);
      case EXPORTER_UNMAP -> {
        if (!isNested(frame, state)) {
          giveBackTo(frame);
        }
        turns.begin(frame);
      }
      case EXPORTER_MAP, EXPORTER_CALLBACK -> turns.begin(frame);
      default -> {}
    }
  }

  /** A method that moves tables, or an exporter's callback, ends. */
  void end(Frame frame, Object result, ThreadState state) {
    switch (frame.callee().kind()) {
      case MAP -> {
        if (result != null && ledger.isTable(result)) {
          endMap(frame, result, state);
        }
        endCallback(frame);
      }
      case EXPORTER_MAP -> {
        ExporterTurns.end(frame);
        if (result != null && ledger.isTable(result)) {
          endExporterMap(frame, result, state);
        }
      }
      case EXPORTER_UNMAP, EXPORTER_CALLBACK -> ExporterTurns.end(frame);
      case CONSENT -> {
        if (Boolean.TRUE.equals(result)) {
          consent(frame);
        }
      }
      default -> {}
    }
  }

  /** The exporter has made a table; its pages stay real until the mapping has succeeded. */
  private void endExporterMap(Frame frame, Object table, ThreadState state) {
    Lease lease = ledger.leaseFor(table);
    Object exporter = frame.receiver();
    if (isNested(frame, state)) {
      lease.addExporter(exporter);
    } else {
      if (lease.isOnLoan() && lease.isLentBy(exporter)) {
        tellShared(lease, exporter);
      }
      lease.lend(exporter, frame.firstArgument());
      ledger.file(frame.firstArgument(), lease);
    }
    ledger.file(exporter, lease);
  }

  /** Kernel rule: an exporter hands out a fresh table each time (dma_buf_ops.map_dma_buf). */
  private void tellShared(Lease lease, Object exporter) {
    CallSite first = lease.origin().mappedAt();
    recorder.note(
        "shared-table",
        exporter.getClass().getName()
            + " returned a table for a second live mapping; the first was made "
            + Places.at(first)
            + "; return a fresh table from each map");
  }

  /** The last step of a successful map: the importer gets the table, without its pages. */
  private void endMap(Frame frame, Object table, ThreadState state) {
    Frame around = state.moverBelow(frame);
    if (around != null && around.callee().kind() == Callee.Kind.MAP) {
      around.setInnerResult(table);
    }
    Lease lease = ledger.leaseFor(table);
    if (frame.innerResult() == table) {
      return;
    }
    if (!lease.isOnLoan() || lease.isCountedAtMap()) {
      lease.lendAtMap();
    }
    Object buffer = frame.receiver();
    Object attachment = frame.firstArgument();
    Site site = frame.site();
    if (hasConsent(frame, buffer, attachment)) {
      return;
    }
    if (lease.handOut(buffer, attachment, site == null ? null : site.callSite())) {
      lease.setBufferName(buffers.name(buffer));
      recorder.mapped(lease);
      ledger.handedOut(lease, table);
      ledger.file(buffer, lease);
      ledger.file(attachment, lease);
    }
  }

  /** The importer gets the table by a callback, for as long as that runs. */
  void handOutInside(Frame frame, Object table, ThreadState state) {
    if (table != null && ledger.isTable(table)) {
      endMap(frame, table, state);
      frame.setLease(ledger.lease(table));
    }
  }

  private void endCallback(Frame frame) {
    Lease lent = frame.lease();
    if (lent != null && lent.isCountedAtMap()) {
      giveBack(lent);
    }
  }

  private boolean hasConsent(Frame frame, Object buffer, Object attachment) {
    Site site = frame.site();
    return site != null && site.owner() == Site.Owner.CONSENTING
        || ledger.hasConsented(attachment)
        || ledger.hasConsented(buffer);
  }

  private void beginUnmap(Frame frame, ThreadState state) {
    Frame around = state.moverBelow(frame);
    for (Object operand : frame.operands()) {
      Lease lease = ledger.lease(operand);
      if (around == null && operand != null && ledger.isTable(operand)) {
        tellUnlessLent(operand, lease, frame.callee());
      }
      if (lease != null && lease.table() == operand) {
        frame.setLease(lease);
        boolean nested =
            around != null
                && around.callee().kind() == Callee.Kind.UNMAP
                && around.lease() == lease;
        if (lease.isCountedAtMap() && !nested) {
          giveBack(lease);
        }
        return;
      }
    }
  }

  /**
   * What nobody holds cannot be given back, unless it was mapped before the agent came. Not asked
   * where the API or an exporter unmaps: a map that fails cleans up a table that it has not handed
   * out.
   */
  private void tellUnlessLent(Object table, Lease lease, Callee unmap) {
    if (lease != null && lease.table() == table && lease.isOnLoan()) {
      return;
    }
    CallSite mappedAt = lease == null ? null : lease.origin().mappedAt();
    if (mappedAt == null && cameLate) {
      return;
    }
    recorder.note(
        "not-mapped",
        unmap.methodName()
            + " is called "
            + Places.at(callers.placeOf(unmap))
            + (mappedAt == null
                ? " with a table that no map has returned"
                : " with a table that is unmapped already; it was last mapped "
                    + Places.at(mappedAt))
            + "; unmap each table that a map returned once");
  }

  private void giveBackTo(Frame frame) {
    for (Object operand : frame.operands()) {
      Lease lease = ledger.lease(operand);
      if (lease != null && lease.table() == operand) {
        giveBack(lease);
        return;
      }
    }
  }

  private void giveBack(Lease lease) {
    List<Object> exporters = lease.exporters();
    String bufferName = lease.bufferName();
    boolean wasImported = lease.isImported();
    if (lease.giveBack()) {
      if (wasImported) {
        recorder.unmapped(lease.origin(), bufferName);
      }
      exporters.forEach(exporter -> ledger.unfile(exporter, lease));
      ledger.unfile(lease.buffer(), lease);
      ledger.unfile(lease.attachment(), lease);
    }
  }

  /** Both sides agree to pass pages: what is mapped already is theirs to read, too. */
  private void consent(Frame frame) {
    Object argument = frame.firstArgument();
    Object party = argument == null ? frame.receiver() : argument;
    if (party == null) {
      return;
    }
    ledger.consent(party);
    for (Lease lease : ledger.filed(party)) {
      lease.release();
    }
  }

  /** Whether an exporter's method was called by another exporter's of the same kind: a delegate. */
  private static boolean isNested(Frame frame, ThreadState state) {
    Frame around = state.moverBelow(frame);
    return around != null && around.callee().kind() == frame.callee().kind();
  }
}
