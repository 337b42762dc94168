package dev.pagewarden.agent;

import dev.pagewarden.evidence.AccessSite;
import dev.pagewarden.evidence.CallSite;
import dev.pagewarden.evidence.RunRecord;
import java.nio.file.Path;
import java.util.Collection;

/** What a JVM saw, in one line. */
final class Summary {
  private Summary() {}

  /**
   * Returns the line, or null if there is nothing to say.
   *
   * @param counts how often sites ran
   * @param notInstrumented how many classes with sites got no probes
   * @param lost how many records could not be written
   * @param records where the records are
   */
  static String of(
      Collection<RunRecord.Count> counts, long notInstrumented, long lost, Path records) {
    if (counts.isEmpty() && notInstrumented == 0 && lost == 0) {
      return null;
    }
    StringBuilder line = new StringBuilder();
    long touching = 0;
    long touches = 0;
    AccessSite first = null;
    for (RunRecord.Count count : counts) {
      if (count.imported() > 0) {
        touching++;
        touches += count.imported();
        first = first == null ? count.site() : first;
      }
    }
    line.append(number(touching, "call site"));
    line.append(touching == 1 ? " reaches" : " reach").append(" for pages of imported tables");
    if (first != null) {
      line.append(", ").append(number(touches, "time")).append(" in all (");
      line.append(place(first.callSite())).append(' ').append(first.accessor());
      line.append(touching == 1 ? ")" : " and others)");
    }
    line.append("; ").append(number(counts.size() - touching, "call site")).append(" ran clean");
    if (notInstrumented > 0) {
      line.append("; ").append(number(notInstrumented, "class")).append(" not instrumented");
    }
    if (lost > 0) {
      line.append("; ").append(number(lost, "record")).append(" lost");
    }
    return line.append("; records: ").append(records).toString();
  }

  private static String place(CallSite at) {
    String method = at.className().replace('/', '.') + "." + at.methodName();
    return at.line() < 0 ? method : method + " line " + at.line();
  }

  private static String number(long count, String what) {
    String plural = what.endsWith("s") ? what + "es" : what + "s";
    return count + " " + (count == 1 ? what : plural);
  }
}
