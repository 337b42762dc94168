package dev.pagewarden.detectors;

import dev.pagewarden.evidence.MatchGrade;
import dev.pagewarden.evidence.Outcome;
import dev.pagewarden.evidence.Verdict;
import dev.pagewarden.evidence.Watch;
import edu.umd.cs.findbugs.BugInstance;
import edu.umd.cs.findbugs.Priorities;
import java.util.List;
import java.util.Optional;

/**
 * What test runs saw at a finding's access, as SpotBugs shows it.
 *
 * @param outcome what they saw, or empty if there are no records
 */
record Observation(Optional<Outcome> outcome) {
  /** No test ran under the agent, or its records are elsewhere. */
  static final Observation NONE = new Observation(Optional.empty());

  static Observation of(Outcome outcome) {
    return new Observation(Optional.of(outcome));
  }

  /**
   * Returns the confidence. A site that ran clean keeps the normal one: the next lower is hidden by
   * SpotBugs' default threshold, and that no test brought an imported table is no proof that nobody
   * will.
   */
  int priority() {
    boolean seen =
        outcome
            .map(Outcome::verdict)
            .filter(v -> v == Verdict.CONFIRMED || v == Verdict.RUNTIME_ONLY)
            .isPresent();
    return seen ? Priorities.HIGH_PRIORITY : Priorities.NORMAL_PRIORITY;
  }

  /** Returns a sentence for the message, or an empty string if there are no records. */
  String sentence() {
    return outcome.map(seen -> "Test runs: " + seen.describe() + ".").orElse("");
  }

  /** Writes the details for tools. */
  void writeTo(BugInstance bug) {
    outcome.ifPresent(seen -> write(seen, bug));
  }

  private static void write(Outcome seen, BugInstance bug) {
    XmlProperties.set(bug, "verdict", seen.verdict().name());
    XmlProperties.set(bug, "watch", seen.watch().name());
    XmlProperties.set(
        bug, "match", Optional.ofNullable(seen.grade()).map(MatchGrade::name).orElse(null));
    XmlProperties.set(bug, "hits", Long.toString(seen.imported()));
    XmlProperties.set(bug, "otherRuns", Long.toString(seen.other()));
    XmlProperties.set(bug, "exact", Boolean.toString(seen.exact()));
    XmlProperties.set(bug, "exporters", joined(seen.exporters()));
    XmlProperties.set(bug, "buffers", joined(seen.buffers()));
    XmlProperties.set(bug, "tests", joined(seen.tests()));
    XmlProperties.set(bug, "reason", seen.reason());
    if (seen.watch() == Watch.OTHER_BUILD) {
      XmlProperties.set(bug, "otherBuild", "true");
    }
  }

  private static String joined(List<String> names) {
    return names.isEmpty() ? null : String.join(", ", names);
  }
}
