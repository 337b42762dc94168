package dev.pagewarden.agent;

import dev.pagewarden.evidence.CallSite;

/** Tells on those who lend a table twice, and on those who give back what they do not hold. */
final class LoanNotes {
  private final Callers callers;
  private final Recorder recorder;
  private volatile boolean cameLate;

  LoanNotes(Callers callers, Recorder recorder) {
    this.callers = callers;
    this.recorder = recorder;
  }

  /** Notes that the program may have mapped tables before anybody could see it. */
  void comeLate() {
    cameLate = true;
  }

  /** Kernel rule: an exporter hands out a fresh table each time (dma_buf_ops.map_dma_buf). */
  void tellShared(Lease lease, Object exporter) {
    CallSite first = lease.origin().mappedAt();
    recorder.note(
        "shared-table",
        exporter.getClass().getName()
            + " returned a table for a second live mapping; the first was made "
            + Places.at(first)
            + "; return a fresh table from each map");
  }

  /**
   * What nobody holds cannot be given back, unless it was mapped before the agent came. Not asked
   * where the API or an exporter unmaps: a map that fails cleans up a table that it has not handed
   * out.
   */
  void tellUnlessLent(Object table, Lease lease, Callee unmap) {
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
}
