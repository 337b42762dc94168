package dev.pagewarden.agent;

import dev.pagewarden.evidence.AccessSite;
import dev.pagewarden.evidence.RunRecord;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * Puts on disk what the probes saw. The first access of a site is written before it returns, so
 * that a killed JVM loses nothing; how often it happened follows at the end of the JVM.
 */
final class Recorder {
  private static final int MOST_NOTES = 100;

  private final Consumer<RunRecord> sink;
  private final Registry registry;
  private final ThreadStates states;
  private final Callers callers;
  private final RunningTests tests;
  private final Flight flight;
  private final Set<String> notes = ConcurrentHashMap.newKeySet();
  private final LongAdder notInstrumented = new LongAdder();
  private final long startNanos = System.nanoTime();

  /**
   * Creates a recorder.
   *
   * @param sink takes the records
   * @param registry knows all sites
   * @param states know how often they ran
   * @param callers asked for the test where nobody tells
   * @param tests which test runs
   * @param toFlightRecorder whether events go to Java Flight Recorder, too
   */
  Recorder(
      Consumer<RunRecord> sink,
      Registry registry,
      ThreadStates states,
      Callers callers,
      RunningTests tests,
      boolean toFlightRecorder) {
    this.sink = sink;
    this.registry = registry;
    this.states = states;
    this.callers = callers;
    this.tests = tests;
    this.flight = new Flight(toFlightRecorder, this::counts);
  }

  /** An importer has got a table. */
  void mapped(Lease lease) {
    RunningTest test = tests.current();
    lease.setMappedIn(test);
    flight.mapped(lease, test);
    if (lease.isScrambled()) {
      scrambled(lease);
    }
  }

  /** The pages of a table that an importer got are hidden: in the table, or by a copy. */
  void scrambled(Lease lease) {
    flight.scrambled(lease, tests.current());
  }

  /**
   * An importer's table is the exporter's again.
   *
   * @param origin where the table came from
   * @param buffer name of the buffer, or null
   */
  void unmapped(Origin origin, String buffer) {
    flight.unmapped(origin, buffer, tests.current());
  }

  /** Whether the like of an access of a site is on record, and nobody else is to be told. */
  boolean isKnown(Site site, Lease lease) {
    RunningTest test = tests.current(lease.mappedIn());
    return !(test != null && tests.areFailing()) && !site.sightings().isNew(lease.origin(), test);
  }

  /** A site touched an imported table. */
  void imported(Site site, Callee callee, Lease lease) {
    Origin origin = lease.origin();
    RunningTest test = tests.current(lease.mappedIn());
    if (test != null && tests.areFailing() && !test.hasFault(site)) {
      test.addFault(site, Accusation.of(site, callee, origin));
    }
    if (site.sightings().isNew(origin, test)) {
      sink.accept(
          new RunRecord.Access(
              site.accessSite(),
              callee.member().kind().name(),
              origin.mappedAt(),
              origin.exporter(),
              lease.bufferName(),
              actor(test),
              nanos()));
      site.sightings().add(origin, test);
    }
    flight.accessed(site, callee, lease, test);
  }

  private RunRecord.Actor actor(RunningTest test) {
    String thread = threadName(Thread.currentThread());
    if (test != null) {
      return new RunRecord.Actor(thread, test.name(), test.id());
    }
    return new RunRecord.Actor(thread, tests.areTold() ? null : callers.test(), null);
  }

  /** Virtual threads seldom have a name, but all have a number. */
  static String threadName(Thread thread) {
    String name = thread.getName();
    if (!name.isEmpty()) {
      return name;
    }
    String text = thread.toString();
    int end = text.indexOf(']');
    return end < 0 ? text : text.substring(0, end + 1);
  }

  /** A site ran on something that is not imported. */
  void reached(Site site) {
    if (!site.isReachTold()) {
      sink.accept(new RunRecord.Reached(site.accessSite(), nanos()));
      site.setReachTold();
    }
  }

  /** A class got its probes. */
  void instrumented(String className, String classHash, int sites) {
    sink.accept(new RunRecord.Instrumented(className, classHash, sites));
  }

  /** A class that holds sites got none. */
  void notInstrumented(String className, String classHash, String reason) {
    notInstrumented.increment();
    sink.accept(new RunRecord.NotInstrumented(className, classHash, reason));
  }

  /** How many classes got no probes, though they hold sites. */
  long notInstrumented() {
    return notInstrumented.sum();
  }

  /** Something else worth telling; the same is told once. */
  void note(String topic, String text) {
    if (notes.size() < MOST_NOTES && notes.add(text)) {
      sink.accept(new RunRecord.Note(topic, text));
    }
  }

  /**
   * Returns how often each site ran that ran at all, one count a place, though several numbers may
   * stand for it.
   */
  Map<AccessSite, RunRecord.Count> counts() {
    Map<AccessSite, RunRecord.Count> counts = new LinkedHashMap<>();
    long[] totals = states.totals();
    for (Site site : registry.sites()) {
      long runs = site.runs(totals);
      if (runs > 0) {
        long imported = site.importedRuns(totals);
        // A run that is going on may be counted as imported before it is counted at all.
        long other = Math.max(0, runs - imported);
        counts.merge(
            site.accessSite(),
            new RunRecord.Count(site.accessSite(), imported, other),
            (a, b) ->
                new RunRecord.Count(a.site(), a.imported() + b.imported(), a.other() + b.other()));
      }
    }
    return counts;
  }

  /** Returns the time since the agent's start, in nanoseconds. */
  long nanos() {
    return System.nanoTime() - startNanos;
  }
}
