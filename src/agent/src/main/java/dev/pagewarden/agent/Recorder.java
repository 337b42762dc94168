package dev.pagewarden.agent;

import dev.pagewarden.evidence.AccessSite;
import dev.pagewarden.evidence.RunRecord;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Puts on disk what the probes saw. The first access of a site is written before it returns, so
 * that a killed JVM loses nothing; how often it happened follows at the end of the JVM.
 */
final class Recorder {
  private static final int MOST_NOTES = 100;

  private final Consumer<RunRecord> sink;
  private final Registry registry;
  private final Callers callers;
  private final Set<String> notes = ConcurrentHashMap.newKeySet();
  private final long startNanos = System.nanoTime();

  Recorder(Consumer<RunRecord> sink, Registry registry, Callers callers) {
    this.sink = sink;
    this.registry = registry;
    this.callers = callers;
  }

  /** A site touched an imported table. */
  void imported(Site site, Callee callee, Lease lease) {
    site.imported().increment();
    Origin origin = lease.origin();
    if (site.isNewOrigin(origin)) {
      sink.accept(
          new RunRecord.Access(
              site.accessSite(),
              callee.member().kind().name(),
              origin.mappedAt(),
              origin.exporter(),
              lease.bufferName(),
              new RunRecord.Actor(Thread.currentThread().getName(), callers.test(), null),
              nanos()));
    }
  }

  /** A site ran on something that is not imported. */
  void reached(Site site) {
    site.reached().increment();
    if (site.isFirstReach()) {
      sink.accept(new RunRecord.Reached(site.accessSite(), nanos()));
    }
  }

  /** A class got its probes. */
  void instrumented(String className, String classHash, int sites) {
    sink.accept(new RunRecord.Instrumented(className, classHash, sites));
  }

  /** A class that holds sites got none. */
  void notInstrumented(String className, String classHash, String reason) {
    sink.accept(new RunRecord.NotInstrumented(className, classHash, reason));
  }

  /** Something else worth telling; the same is told once. */
  void note(String topic, String text) {
    if (!notes.add(text) || notes.size() > MOST_NOTES) {
      return;
    }
    sink.accept(new RunRecord.Note(topic, text));
  }

  /** Writes how often each site ran; called at the end of the JVM. */
  void finish() {
    counts().values().forEach(sink);
  }

  /** One count a place, though several numbers may stand for it. */
  private Map<AccessSite, RunRecord.Count> counts() {
    Map<AccessSite, RunRecord.Count> counts = new LinkedHashMap<>();
    for (Site site : registry.sites()) {
      long imported = site.imported().sum();
      long other = site.reached().sum();
      if (imported + other > 0) {
        counts.merge(
            site.accessSite(),
            new RunRecord.Count(site.accessSite(), imported, other),
            (a, b) ->
                new RunRecord.Count(a.site(), a.imported() + b.imported(), a.other() + b.other()));
      }
    }
    return counts;
  }

  private long nanos() {
    return System.nanoTime() - startNanos;
  }
}
