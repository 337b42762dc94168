package dev.pagewarden.detectors;

import edu.umd.cs.findbugs.Priorities;
import java.util.Map;

/**
 * What test runs saw at a finding's access, ready to be written into a bug.
 *
 * @param priority SpotBugs' priority (confidence) that follows from it
 * @param sentence what was seen, with its full stop; empty if there are no records
 * @param properties further XML properties, without the common prefix
 */
record Observation(int priority, String sentence, Map<String, String> properties) {
  /** No test ran under the agent, or its records are elsewhere. */
  static final Observation NONE = new Observation(Priorities.NORMAL_PRIORITY, "", Map.of());
}
