package dev.pagewarden.agent;

import dev.pagewarden.evidence.AccessSite;
import dev.pagewarden.evidence.RunRecord;
import java.util.Map;
import java.util.function.Supplier;
import jdk.jfr.FlightRecorder;

/**
 * Passes what happens on to Java Flight Recorder, once somebody has started that. Until then, and
 * on JVMs that have none, no class of it is loaded but the one that is asked, and that only when
 * the first table is mapped.
 */
final class Flight {
  /** After how many accesses of a site only its count goes on. */
  private static final int MOST_ACCESSES = 1_000;

  private final Supplier<Map<AccessSite, RunRecord.Count>> counts;
  private final boolean wanted;
  private volatile FlightEvents events;

  /**
   * Creates it, grounded.
   *
   * @param wanted whether the options let events go to Flight Recorder
   * @param counts how often sites ran, asked at the end of each chunk of a recording
   */
  Flight(boolean wanted, Supplier<Map<AccessSite, RunRecord.Count>> counts) {
    this.wanted = wanted && ModuleLayer.boot().findModule("jdk.jfr").isPresent();
    this.counts = counts;
  }

  /** An importer has got a table. */
  void mapped(Lease lease, RunningTest test) {
    FlightEvents recording = recording();
    if (recording != null) {
      recording.mapped(lease, test);
    }
  }

  /** The pages of a table that an importer got are hidden. */
  void scrambled(Lease lease, RunningTest test) {
    FlightEvents recording = events;
    if (recording != null) {
      recording.scrambled(lease, test);
    }
  }

  /** An importer's table is the exporter's again. */
  void unmapped(Origin origin, String buffer, RunningTest test) {
    FlightEvents recording = events;
    if (recording != null) {
      recording.unmapped(origin, buffer, test);
    }
  }

  /** A site touched an imported table. */
  void accessed(Site site, Callee callee, Lease lease, RunningTest test) {
    FlightEvents recording = events;
    if (recording != null && site.nextFlight() <= MOST_ACCESSES) {
      recording.accessed(site, callee, lease, test);
    }
  }

  private FlightEvents recording() {
    FlightEvents recording = events;
    if (recording == null && wanted && FlightRecorder.isInitialized()) {
      synchronized (this) {
        if (events == null) {
          events = new FlightEvents(counts);
        }
        recording = events;
      }
    }
    return recording;
  }
}
