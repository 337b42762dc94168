package dev.pagewarden.detectors.flow.interp;

import dev.pagewarden.detectors.flow.code.Method;
import dev.pagewarden.detectors.flow.state.State;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The summaries that are kept, by method and entry. Where it becomes too much, those that nobody
 * has asked for in a while are forgotten: all of what they tell can be found out again.
 */
final class SummaryStore {
  private Map<Key, Summary> recent = new HashMap<>();
  private Map<Key, Summary> earlier = new HashMap<>();
  private long kept;

  private record Key(Method method, State entry) {}

  /** Returns the summary of a method on an entry, one that is not begun if none is known. */
  Summary of(Method method, State entry) {
    Key key = new Key(method, entry);
    Summary known = recent.get(key);
    if (known == null) {
      known = earlier.remove(key);
      if (known == null) {
        known = new Summary(entry);
      }
      recent.put(key, known);
      grow(entry, known);
    }
    return known;
  }

  /** Takes note that a summary has outcomes now. */
  void filled(Summary summary) {
    kept += objects(summary);
    makeRoom();
  }

  private void grow(State entry, Summary summary) {
    kept += entry.heap().size() + objects(summary);
    makeRoom();
  }

  private static long objects(Summary summary) {
    return summary.outcomes().stream().mapToLong(outcome -> outcome.state().heap().size()).sum();
  }

  private void makeRoom() {
    if (kept < Budget.KEPT_OBJECTS / 2) {
      return;
    }
    Map<Key, Summary> carriedOn = new HashMap<>();
    for (Map<Key, Summary> each : List.of(earlier, recent)) {
      each.forEach(
          (key, summary) -> {
            if (!summary.isComplete()) {
              carriedOn.put(key, summary); // others go by it while it is open
            }
          });
    }
    earlier = recent;
    recent = carriedOn;
    kept = 0;
  }

  /** Forgets what depends on fields that hold more now. */
  void forget(Set<String> changedFields) {
    for (Map<Key, Summary> each : List.of(earlier, recent)) {
      each.values().removeIf(summary -> !Collections.disjoint(summary.reads(), changedFields));
    }
  }
}
