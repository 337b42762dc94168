package dev.pagewarden.testdata;

import dev.pagewarden.maven.SpotBugsReport;

/**
 * Something that the analysis or a run has shown.
 *
 * @param pattern the finding's pattern
 * @param sourcePath the file relative to {@code testdata/}
 * @param line line number from 1
 */
record Seen(String pattern, String sourcePath, int line) {
  /** A finding of the analysis, where it is reported. */
  static Seen of(SpotBugsReport.Bug bug) {
    String className = bug.site().className();
    String directory = className.substring(0, className.lastIndexOf('/') + 1);
    return new Seen(bug.pattern(), directory + bug.sourceFile(), bug.site().line());
  }
}
