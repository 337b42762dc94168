package dev.pagewarden.detectors.flow.interp;

import dev.pagewarden.detectors.flow.state.State;
import dev.pagewarden.detectors.flow.state.StateJoin;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is known of how a method ends on one input.
 *
 * <p>Of methods that call each other, one is begun first, and those within see what is known of it
 * so far. What they come to is provisional: it holds as long as nothing more is known of what they
 * have seen, so that going round again runs only what can come out differently. When nothing more
 * comes of the first one, all of them are complete.
 */
final class Summary {
  private enum Stage {
    /** Not run yet, or stopped by a bound. */
    OPEN,
    RUNNING,
    PROVISIONAL,
    COMPLETE
  }

  private final State entry;
  private final Map<Summary, Integer> assumed = new HashMap<>();
  private final Set<Access> unreported = new LinkedHashSet<>();
  private final Set<String> reads = new LinkedHashSet<>();
  private Stage stage = Stage.OPEN;
  private List<Outcome> outcomes = List.of();
  private int version;
  private boolean used;
  private boolean lossy;
  private boolean metNull;

  /** Creates a summary of which nothing is known yet. */
  Summary(State entry) {
    this.entry = entry;
  }

  /** Returns what the method begins with; how that came there is as its first caller has it. */
  State entry() {
    return entry;
  }

  List<Outcome> outcomes() {
    return outcomes;
  }

  /** Returns the accesses in classes that nothing is reported for, for callers to report. */
  Set<Access> unreported() {
    return unreported;
  }

  /** Returns the fields from outside that outcomes depend on. */
  Set<String> reads() {
    return reads;
  }

  /** Returns whether library code was not followed to its end. */
  boolean isLossy() {
    return lossy;
  }

  void setLossy(boolean isLossy) {
    lossy = isLossy;
  }

  /** Returns whether all ways through the method end where null, and nothing else, is asked. */
  boolean endsAtNull() {
    return metNull && outcomes.isEmpty();
  }

  void setMetNull(boolean hasMetNull) {
    metNull = hasMetNull;
  }

  boolean isComplete() {
    return stage == Stage.COMPLETE;
  }

  boolean isRunning() {
    return stage == Stage.RUNNING;
  }

  /** Begins a run, of which nothing is known yet that it goes by. */
  void begin() {
    stage = Stage.RUNNING;
    assumed.clear();
  }

  /** Ends a run that a bound has stopped. */
  void abandon() {
    stage = Stage.OPEN;
  }

  /** Takes note that outcomes of this one go into another's, which may not be all of them yet. */
  void useIn(Summary other) {
    used = true;
    other.assumed.put(this, version);
  }

  /** Adds what a run has come to. Returns whether somebody has gone by less. */
  boolean add(List<Outcome> more, StateJoin join) {
    List<Outcome> all = new OutcomeSet(join, outcomes, more).outcomes();
    boolean changed = !all.equals(outcomes);
    outcomes = all;
    version += changed ? 1 : 0;
    boolean again = changed && used;
    used = false;
    return again;
  }

  /** Returns whether nothing more is known by now of what the outcomes were made from. */
  boolean isUpToDate() {
    return stage == Stage.COMPLETE
        || stage == Stage.PROVISIONAL && closure().stream().allMatch(Summary::sawLatest);
  }

  private boolean sawLatest() {
    return stage == Stage.RUNNING
        || stage != Stage.OPEN
            && assumed.entrySet().stream().allMatch(a -> a.getKey().version == a.getValue());
  }

  /** Ends the run: completes this one and those it was made from, if nothing else is open. */
  void end() {
    stage = Stage.PROVISIONAL;
    Set<Summary> together = closure();
    if (together.stream().noneMatch(Summary::isRunning)) {
      for (Summary summary : together) {
        reads.addAll(summary.reads);
      }
      for (Summary summary : together) {
        summary.complete(reads);
      }
    }
  }

  private void complete(Set<String> allReads) {
    stage = Stage.COMPLETE;
    reads.addAll(allReads);
    assumed.clear();
  }

  /** Returns this one and all that are not complete whose outcomes went into it. */
  private Set<Summary> closure() {
    Set<Summary> found = new LinkedHashSet<>(Set.of(this));
    Deque<Summary> open = new ArrayDeque<>(found);
    while (!open.isEmpty()) {
      for (Summary next : open.remove().assumed.keySet()) {
        if (next.stage != Stage.COMPLETE && found.add(next)) {
          open.add(next);
        }
      }
    }
    return found;
  }
}
