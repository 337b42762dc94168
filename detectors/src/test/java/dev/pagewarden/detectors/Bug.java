package dev.pagewarden.detectors;

import java.util.List;
import java.util.Map;

/**
 * A bug as SpotBugs' XML report shows it.
 *
 * @param type the pattern
 * @param className the primary class
 * @param method name and descriptor of the primary method, or the empty string
 * @param priority 1 is high
 * @param rank 1 is the scariest
 * @param hash the instance hash
 * @param message the long message
 * @param lines the source lines, primary one first
 * @param properties by name
 */
record Bug(
    String type,
    String className,
    String method,
    int priority,
    int rank,
    String hash,
    String message,
    List<Line> lines,
    Map<String, String> properties) {

  /**
   * A source line.
   *
   * @param role what happens there, or the empty string of the primary line
   * @param at file and line, as {@code Importer.java:12}
   */
  record Line(String role, String at) {
    @Override
    public String toString() {
      return (role + " " + at).strip();
    }
  }

  /** Returns where it is, as {@code shop.Importer.run(I)V:12}. */
  String where() {
    String at = lines.get(0).at();
    return className + "." + method + at.substring(at.indexOf(':'));
  }
}
