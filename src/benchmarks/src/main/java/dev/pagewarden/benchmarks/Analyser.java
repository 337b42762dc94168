package dev.pagewarden.benchmarks;

import java.io.IOException;
import java.util.Set;

/** A tool that can be taught the rule, in a process of its own. */
interface Analyser {
  /** What a tool reported. */
  record Result(String tool, Set<String> lines, JavaRun run) {}

  /**
   * Analyses the cases.
   *
   * @return the lines reported, as {@code flow/Case.java:12}
   */
  Result analyse() throws IOException, InterruptedException;
}
