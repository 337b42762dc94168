package dev.pagewarden.agent;

import dev.pagewarden.evidence.RecordWriter;
import dev.pagewarden.evidence.RunRecord;
import java.io.IOException;

/**
 * Puts on disk what the probes saw. The first access of a site is written before it returns, so
 * that a killed JVM loses nothing; how often it happened follows at the end of the JVM.
 */
final class Recorder {
  private final RecordWriter writer;
  private final Registry registry;
  private final Callers callers;
  private final Troubles troubles;
  private final long startNanos = System.nanoTime();

  Recorder(RecordWriter writer, Registry registry, Callers callers, Troubles troubles) {
    this.writer = writer;
    this.registry = registry;
    this.callers = callers;
    this.troubles = troubles;
  }

  /** A site touched an imported table. */
  void imported(Site site, Callee callee, Lease lease) {
    site.imported().increment();
    Origin origin = lease.origin();
    if (site.isNewOrigin(origin)) {
      write(
          new RunRecord.Access(
              site.accessSite(),
              callee.member().kind().name(),
              origin.mappedAt(),
              origin.exporter(),
              lease.bufferName(),
              Thread.currentThread().getName(),
              callers.test(),
              nanos()));
    }
  }

  /** A site ran on something that is not imported. */
  void reached(Site site) {
    site.reached().increment();
    if (site.isFirstReach()) {
      write(new RunRecord.Reached(site.accessSite(), nanos()));
    }
  }

  /** A class got its probes. */
  void instrumented(String className, String classHash, int sites) {
    write(new RunRecord.Instrumented(className, classHash, sites));
  }

  /** A class that holds sites got none. */
  void notInstrumented(String className, String classHash, String reason) {
    write(new RunRecord.NotInstrumented(className, classHash, reason));
  }

  /** Something else worth telling. */
  void note(String topic, String text) {
    write(new RunRecord.Note(topic, text));
  }

  /** Writes how often each site ran; called at the end of the JVM. */
  void finish() {
    for (Site site : registry.sites()) {
      long imported = site.imported().sum();
      long other = site.reached().sum();
      if (imported + other > 0) {
        write(new RunRecord.Count(site.accessSite(), imported, other));
      }
    }
  }

  private void write(RunRecord record) {
    if (!writer.write(record)) {
      IOException failure = writer.failure();
      troubles.report(
          "records cannot be written to " + writer.file() + " (" + failure.getMessage() + ")");
    }
  }

  private long nanos() {
    return System.nanoTime() - startNanos;
  }
}
