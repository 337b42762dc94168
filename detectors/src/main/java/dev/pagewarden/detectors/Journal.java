package dev.pagewarden.detectors;

import edu.umd.cs.findbugs.BugReporter;

/** Where the detectors say what went wrong, one line each, without ending the analysis. */
final class Journal {
  private final BugReporter reporter;

  Journal(BugReporter reporter) {
    this.reporter = reporter;
  }

  /**
   * Tells of a mistake that the project can mend and that leaves the analysis short of what was
   * asked for. It becomes an error of the report, so a build that fails on errors fails.
   */
  void mistake(String line) {
    reporter.logError("Pagewarden: " + line);
  }

  /** Tells of something that is not the project's to mend, and fails nothing. */
  void note(String line) {
    // Not System.out, which can be where SpotBugs writes its report.
    System.err.println("[pagewarden] " + line);
  }

  /** Tells of a failure of our own, with its stack trace. */
  void failure(String line, Throwable cause) {
    reporter.logError("Pagewarden: " + line, cause);
  }
}
