package dev.pagewarden.agent;

import java.util.List;

/** Follows tables from the exporter to the importer and back. */
final class Loans {
  private final Ledger ledger;
  private final Buffers buffers;
  private final LoanNotes notes;
  private final Recorder recorder;
  private final ExporterTurns turns;
  private final TableCopies copies;

  /**
   * Creates one that has seen no table yet.
   *
   * @param ledger knows what is lent
   * @param buffers tell their names
   * @param notes told of tables that are lent or given back twice
   * @param recorder told of mappings
   * @param copies what importers get, or null if they get the exporters' tables
   */
  Loans(Ledger ledger, Buffers buffers, LoanNotes notes, Recorder recorder, TableCopies copies) {
    this.copies = copies;
    this.ledger = ledger;
    this.buffers = buffers;
    this.notes = notes;
    this.recorder = recorder;
    this.turns = new ExporterTurns(ledger);
  }

  /** Notes that the program may have mapped tables before anybody could see it. */
  void comeLate() {
    notes.comeLate();
  }

  /** A method that moves tables, or an exporter's callback, begins. */
  void begin(Frame frame, ThreadState state) {
    switch (frame.callee().kind()) {
      case UNMAP -> {
        if (copies != null) {
          copies.takeBack(frame);
        }
        beginUnmap(frame, state);
      }
      case EXPORTER_UNMAP -> {
        if (copies != null) {
          copies.takeBackForExporter(frame);
        }
        // First: another mapping of the table may hide its pages as soon as this one is over.
        turns.begin(frame);
        if (!isNested(frame, state)) {
          giveBackTo(frame);
        }
      }
      case EXPORTER_MAP, EXPORTER_CALLBACK -> turns.begin(frame);
      default -> {}
    }
  }

  /**
   * A method that moves tables, or an exporter's callback, ends.
   *
   * @return what is to be its result
   */
  Object end(Frame frame, Object result, ThreadState state) {
    Object given = result;
    switch (frame.callee().kind()) {
      case MAP -> {
        if (result != null && ledger.isTable(result)) {
          given = endMap(frame, result, state);
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
    return given;
  }

  /** The exporter has made a table; its pages stay real until the mapping has succeeded. */
  private void endExporterMap(Frame frame, Object table, ThreadState state) {
    Lease lease = ledger.leaseFor(table);
    Object exporter = frame.receiver();
    if (isNested(frame, state)) {
      lease.addExporter(exporter);
      ledger.file(exporter, lease);
    } else {
      if (lease.isOnLoan() && lease.isLentBy(exporter)) {
        notes.tellShared(lease, exporter);
      }
      // At once: who gives back the last loan meanwhile takes it from the files.
      synchronized (lease) {
        lease.lend(exporter, frame.firstArgument());
        ledger.file(frame.firstArgument(), lease);
        ledger.file(exporter, lease);
      }
      Frame around = state.moverBelow(frame);
      if (around != null) {
        around.setFreshLoan(true);
      }
    }
  }

  /**
   * The last step of a successful map: the importer gets the table, without its pages.
   *
   * @return the table, or its copy
   */
  private Object endMap(Frame frame, Object table, ThreadState state) {
    Frame around = state.moverBelow(frame);
    Object given = table;
    if (copies == null || !copies.isPassedOn(frame, table)) {
      boolean agreed = frame.innerResult() != table && !lend(frame, table);
      if (copies != null && copies.isInside(frame, around)) {
        around.setFreshLoan(frame.hasFreshLoan());
      } else if (copies != null) {
        given = copies.handOut(frame, table, agreed);
      }
    }
    if (around != null && around.callee().kind() == Callee.Kind.MAP) {
      around.setInnerResult(given);
    }
    return given;
  }

  /** Returns whether the importer gets the table without consent to its pages. */
  private boolean lend(Frame frame, Object table) {
    Lease lease = ledger.leaseFor(table);
    if (!lease.isOnLoan() || lease.isCountedAtMap()) {
      lease.lendAtMap();
    }
    Object buffer = frame.receiver();
    Object attachment = frame.firstArgument();
    Site site = frame.site();
    if (hasConsent(frame, buffer, attachment)) {
      return false;
    }
    if (lease.handOut(buffer, attachment, site == null ? null : site.callSite())) {
      lease.setBufferName(buffers.name(buffer));
      recorder.mapped(lease);
      if (copies == null) {
        ledger.handedOut(lease, table);
      }
      ledger.file(buffer, lease);
      ledger.file(attachment, lease);
    }
    return true;
  }

  /**
   * The importer gets the table by a callback, for as long as that runs.
   *
   * @return what it gets
   */
  Object handOutInside(Frame frame, Object table, ThreadState state) {
    if (table == null || !ledger.isTable(table)) {
      return table;
    }
    Object given = endMap(frame, table, state);
    frame.setLease(ledger.lent(table));
    return given;
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
      Object table = copies == null ? operand : copies.original(operand);
      Lease lease = ledger.lent(table);
      if (around == null && table != null && ledger.isTable(table)) {
        notes.tellUnlessLent(table, lease, frame.callee());
      }
      if (lease != null && lease.table() == table) {
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

  private void giveBackTo(Frame frame) {
    for (Object operand : frame.operands()) {
      Lease lease = ledger.lent(operand);
      if (lease != null && lease.table() == operand) {
        giveBack(lease);
        if (copies != null) {
          copies.forget(operand, frame.firstArgument());
        }
        return;
      }
    }
  }

  private void giveBack(Lease lease) {
    List<Object> exporters = lease.exporters();
    String bufferName = lease.bufferName();
    boolean wasImported = lease.isImported();
    if (lease.giveBack()) {
      if (copies != null) {
        copies.forget(lease.table());
      }
      if (wasImported) {
        recorder.unmapped(lease.origin(), bufferName);
      }
      synchronized (lease) {
        if (!lease.isOnLoan()) {
          exporters.forEach(exporter -> ledger.unfile(exporter, lease));
          ledger.unfile(lease.buffer(), lease);
          ledger.unfile(lease.attachment(), lease);
        }
      }
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
      if (copies != null) {
        copies.reveal(lease);
      }
    }
  }

  /** Whether an exporter's method was called by another exporter's of the same kind: a delegate. */
  private static boolean isNested(Frame frame, ThreadState state) {
    Frame around = state.moverBelow(frame);
    return around != null && around.callee().kind() == frame.callee().kind();
  }
}
