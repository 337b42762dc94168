package dev.pagewarden.detectors.flow;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the analysis found.
 *
 * @param findings in order of class, method and bytecode index of where they are reported
 * @param unreadable classes whose class file could not be read, with the reason
 * @param gaps where bounds kept the analysis from looking further, in order of class, method and
 *     bound; empty if it saw everything
 * @param failures methods, as class in internal form, dot and name, from which on a defect of ours
 *     kept the analysis from looking, with what was thrown; empty but for defects
 */
public record FlowResult(
    List<Finding> findings,
    Map<String, String> unreadable,
    List<Gap> gaps,
    SortedMap<String, RuntimeException> failures) {
  /** Returns how often each bound kept the analysis from looking further. */
  public Map<Bound, Integer> budgetsHit() {
    Map<Bound, Integer> hits = new TreeMap<>();
    gaps.forEach(gap -> hits.merge(gap.bound(), gap.times(), Integer::sum));
    return hits;
  }
}
