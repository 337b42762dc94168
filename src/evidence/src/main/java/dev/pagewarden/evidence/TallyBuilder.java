package dev.pagewarden.evidence;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Sums what runs say of one site; within a run, counts and first accesses tell the same twice. */
final class TallyBuilder {
  private static final class Run {
    private long accesses;
    private long reached;
    private long importedCount;
    private long otherCount;
    private boolean counted;
  }

  private final AccessSite site;
  private final Map<Integer, Run> runs = new HashMap<>();
  private final Set<CallSite> mappings = new LinkedHashSet<>();
  private final Set<String> exporters = new LinkedHashSet<>();
  private final Set<String> buffers = new LinkedHashSet<>();
  private final Set<String> tests = new LinkedHashSet<>();
  private String kind;

  TallyBuilder(AccessSite site) {
    this.site = site;
  }

  void add(int run, RunRecord.Access access) {
    run(run).accesses++;
    kind = access.kind();
    keep(mappings, access.mappedAt());
    keep(exporters, access.exporter());
    keep(buffers, access.buffer());
    keep(tests, access.test());
  }

  void reached(int run) {
    run(run).reached++;
  }

  void add(int run, RunRecord.Count count) {
    Run counts = run(run);
    counts.counted = true;
    counts.importedCount += count.imported();
    counts.otherCount += count.other();
  }

  SiteTally build() {
    long imported = 0;
    long other = 0;
    boolean exact = true;
    for (Run run : runs.values()) {
      imported += Math.max(run.importedCount, run.accesses);
      other += Math.max(run.otherCount, run.reached);
      exact &= run.counted;
    }
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

  private Run run(int run) {
    return runs.computeIfAbsent(run, r -> new Run());
  }

  private static <T> void keep(Set<T> values, T value) {
    if (value != null) {
      values.add(value);
    }
  }
}
