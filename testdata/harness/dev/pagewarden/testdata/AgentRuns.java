package dev.pagewarden.testdata;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The families' runs with nothing scrambled, each made once for all tests. */
final class AgentRuns {
  /** Every access happens and none ends its case: what the lines are compared with. */
  static final String STRATEGY = "record";

  private static final Map<String, AgentRun> RUNS = new ConcurrentHashMap<>();

  private AgentRuns() {}

  /** The run of a family. */
  static AgentRun recorded(String family) {
    return RUNS.computeIfAbsent(family, AgentRuns::run);
  }

  private static AgentRun run(String family) {
    try {
      return AgentRun.of(family, STRATEGY);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException("Cannot run " + family + " under the agent", e);
    }
  }
}
