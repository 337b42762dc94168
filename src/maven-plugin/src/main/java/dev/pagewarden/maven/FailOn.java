package dev.pagewarden.maven;

import dev.pagewarden.evidence.ReportedFinding;
import dev.pagewarden.evidence.Verdict;

/** Which findings fail the build in {@code confirm}. */
enum FailOn {
  /** None: SpotBugs' own check is there for that. */
  NEVER,
  /** Those that a run has shown. */
  CONFIRMED,
  /** All. */
  ANY;

  boolean isFailedBy(ReportedFinding finding) {
    return this == ANY || this == CONFIRMED && isShown(finding);
  }

  /** Whether a run has shown the fault. */
  static boolean isShown(ReportedFinding finding) {
    Verdict verdict = finding.outcome().verdict();
    return verdict == Verdict.CONFIRMED || verdict == Verdict.RUNTIME_ONLY;
  }
}
