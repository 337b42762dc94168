package dev.pagewarden.evidence;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Sums what runs say of one site; within a run, counts and first accesses tell the same twice. */
final class TallyBuilder {
  private static final int NO_RUN = -1;

  private final AccessSite site;
  private final Set<Long> accessTimes = new HashSet<>();
  private final Set<CallSite> mappings = new LinkedHashSet<>();
  private final Set<String> exporters = new LinkedHashSet<>();
  private final Set<String> buffers = new LinkedHashSet<>();
  private final Set<String> tests = new LinkedHashSet<>();
  private String kind;
  private long imported;
  private long other;
  private boolean exact = true;
  private int run = NO_RUN;
  private boolean reached;
  private boolean counted;
  private long importedCount;
  private long otherCount;

  TallyBuilder(AccessSite site) {
    this.site = site;
  }

  void add(int ofRun, RunRecord.Access access) {
    begin(ofRun);
    // The time tells a line that stands twice, since its file had to be made anew.
    accessTimes.add(access.nanos());
    kind = access.kind();
    keep(mappings, access.mappedAt());
    keep(exporters, access.exporter());
    keep(buffers, access.buffer());
    keep(tests, access.actor().test());
  }

  void reached(int ofRun) {
    begin(ofRun);
    reached = true;
  }

  void add(int ofRun, RunRecord.Count count) {
    begin(ofRun);
    counted = true;
    importedCount = Math.max(importedCount, count.imported());
    otherCount = Math.max(otherCount, count.other());
  }

  /** Runs follow one another, so one at a time has to be kept. */
  private void begin(int ofRun) {
    if (run != ofRun) {
      sumUp();
      run = ofRun;
    }
  }

  private void sumUp() {
    if (run == NO_RUN) {
      return;
    }
    imported += Math.max(importedCount, accessTimes.size());
    other += Math.max(otherCount, reached ? 1 : 0);
    exact &= counted;
    accessTimes.clear();
    reached = false;
    counted = false;
    importedCount = 0;
    otherCount = 0;
  }

  SiteTally build() {
    sumUp();
    run = NO_RUN;
    return new SiteTally(
        site,
        kind,
        imported,
        other,
        exact,
        List.copyOf(mappings),
        List.copyOf(exporters),
        List.copyOf(buffers),
        List.copyOf(tests));
  }

  private static <T> void keep(Set<T> values, T value) {
    if (value != null) {
      values.add(value);
    }
  }
}
