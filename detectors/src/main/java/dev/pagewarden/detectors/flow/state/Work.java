package dev.pagewarden.detectors.flow.state;

/**
 * A meter of work: it counts the slots, objects and fields that are looked at or copied, which is
 * what the analysis spends its time on.
 */
public final class Work {
  private long done;

  /** Counts. */
  void add(int units) {
    done += units;
  }

  /** Returns how much has been done. */
  public long done() {
    return done;
  }
}
