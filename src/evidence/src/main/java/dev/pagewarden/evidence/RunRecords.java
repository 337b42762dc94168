package dev.pagewarden.evidence;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** What all runs together have seen. Immutable. */
public final class RunRecords {
  private final List<RunRecord.Header> runs;
  private final List<RunRecord.Note> notes;
  private final List<String> complaints;
  private final Map<String, List<SiteTally>> talliesByClass;
  private final Map<String, Set<String>> hashesByClass;
  private final Map<String, List<RunRecord.NotInstrumented>> failures;
  private final List<String> unwatched;
  private final int unfinished;
  private final long lost;

  private RunRecords(Builder builder) {
    runs = List.copyOf(builder.runs);
    notes = List.copyOf(builder.notes);
    complaints = List.copyOf(builder.complaints);
    talliesByClass = builder.tallies();
    hashesByClass = Map.copyOf(builder.hashesByClass);
    failures = Map.copyOf(builder.failures);
    unwatched = List.copyOf(builder.unwatched);
    unfinished = runs.size() - builder.ended;
    lost = builder.lost;
  }

  /** Returns records of no run. */
  public static RunRecords none() {
    return new Builder().build();
  }

  /** Returns the runs, one a JVM; empty if nothing ran under the agent. */
  public List<RunRecord.Header> runs() {
    return runs;
  }

  /** Returns what the agents wanted told, the same of several runs once. */
  public List<RunRecord.Note> notes() {
    return notes;
  }

  /** Returns what could not be used, each as {@code file:line: reason}. */
  public List<String> complaints() {
    return complaints;
  }

  /** Returns all sites that ran, ordered by class, method and position. */
  public List<SiteTally> tallies() {
    return talliesByClass.values().stream().flatMap(Collection::stream).toList();
  }

  /** Returns the sites that ran in a class (internal name), whatever build of it. */
  public List<SiteTally> tallies(String className) {
    return talliesByClass.getOrDefault(className, List.of());
  }

  /** Returns whether some run watched this build of the class; any build if the hash is null. */
  public boolean isInstrumented(String className, String classHash) {
    Set<String> hashes = hashesByClass.getOrDefault(className, Set.of());
    return classHash == null ? !hashes.isEmpty() : hashes.contains(classHash);
  }

  /**
   * Returns why a run could not watch the class, or null if none failed to.
   *
   * @param classHash the build of the class; null for any
   */
  public RunRecord.NotInstrumented failure(String className, String classHash) {
    for (RunRecord.NotInstrumented failure : failures.getOrDefault(className, List.of())) {
      if (classHash == null
          || failure.classHash() == null
          || failure.classHash().equals(classHash)) {
        return failure;
      }
    }
    return null;
  }

  /**
   * Returns why tests of the build ran without the agent, each a sentence that may be followed by
   * lines of XML that mend it; empty if all were watched, as far as is known.
   */
  public List<String> unwatched() {
    return unwatched;
  }

  /** Returns how many runs have no end: their JVMs were killed or are still running. */
  public int unfinished() {
    return unfinished;
  }

  /** Returns how many records the agents could not write, as on a full disk. */
  public long lost() {
    return lost;
  }

  /** Joins the records of one file after the other. */
  static final class Builder {
    private final List<RunRecord.Header> runs = new ArrayList<>();
    private final Set<String> unwatched = new LinkedHashSet<>();
    private final Set<String> runNames = new HashSet<>();
    private final Set<RunRecord.Note> notes = new LinkedHashSet<>();
    private final List<String> complaints = new ArrayList<>();
    private final Map<String, Set<String>> hashesByClass = new LinkedHashMap<>();
    private final Map<String, List<RunRecord.NotInstrumented>> failures = new LinkedHashMap<>();
    private final Map<AccessSite, TallyBuilder> tallies = new LinkedHashMap<>();
    private int ended;
    private long lost;

    void complain(String complaint) {
      complaints.add(complaint);
    }

    /** Notes why tests ran without the agent. */
    void miss(String reason) {
      unwatched.add(reason);
    }

    /** Returns how many runs have begun so far. */
    int size() {
      return runs.size();
    }

    /**
     * Begins the run that the following records are of.
     *
     * @return false if a file of that run has been read before, such as a copy
     */
    boolean begin(RunRecord.Header header) {
      if (!runNames.add(header.run())) {
        return false;
      }
      runs.add(header);
      return true;
    }

    void add(RunRecord record) {
      int run = runs.size();
      if (record instanceof RunRecord.Instrumented loaded) {
        hashesByClass
            .computeIfAbsent(loaded.className(), c -> new LinkedHashSet<>())
            .add(loaded.classHash() == null ? "" : loaded.classHash());
      } else if (record instanceof RunRecord.NotInstrumented loaded) {
        addFailure(loaded);
      } else if (record instanceof RunRecord.Access access) {
        tally(access.site()).add(run, access);
      } else if (record instanceof RunRecord.Reached reached) {
        tally(reached.site()).reached(run);
      } else if (record instanceof RunRecord.Count count) {
        tally(count.site()).add(run, count);
      } else if (record instanceof RunRecord.Note note) {
        notes.add(note);
      } else if (record instanceof RunRecord.End end) {
        ended++;
        lost += end.lost();
      }
    }

    RunRecords build() {
      return new RunRecords(this);
    }

    /** One of each build will do. */
    private void addFailure(RunRecord.NotInstrumented failure) {
      List<RunRecord.NotInstrumented> known =
          failures.computeIfAbsent(failure.className(), c -> new ArrayList<>(1));
      if (known.stream().noneMatch(f -> Objects.equals(f.classHash(), failure.classHash()))) {
        known.add(failure);
      }
    }

    private TallyBuilder tally(AccessSite site) {
      return tallies.computeIfAbsent(site, TallyBuilder::new);
    }

    private Map<String, List<SiteTally>> tallies() {
      Map<String, List<SiteTally>> byClass = new TreeMap<>();
      tallies.values().stream()
          .map(TallyBuilder::build)
          .sorted(SiteOrder.TALLIES)
          .forEach(
              tally ->
                  byClass
                      .computeIfAbsent(tally.site().callSite().className(), c -> new ArrayList<>())
                      .add(tally));
      return byClass;
    }
  }
}
