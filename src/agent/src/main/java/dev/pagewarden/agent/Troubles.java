package dev.pagewarden.agent;

import java.io.PrintStream;
import java.util.HashSet;
import java.util.Set;

/** Says on standard error what the agent could not do, each thing once, never more than a few. */
final class Troubles {
  static final String PREFIX = "pagewarden: ";

  private static final int MOST = 20;

  private final PrintStream out;
  private final Set<String> told = new HashSet<>();

  /**
   * Creates a teller.
   *
   * @param out where to, or null to tell nobody
   */
  Troubles(PrintStream out) {
    this.out = out;
  }

  /** Reports a trouble in one line. */
  void report(String what) {
    if (out == null) {
      return;
    }
    synchronized (told) {
      if (told.size() > MOST || !told.add(what)) {
        return;
      }
      if (told.size() > MOST) {
        out.println(PREFIX + "further messages are left out");
        return;
      }
    }
    out.println(PREFIX + what);
  }

  /** Says what is no trouble. */
  void tell(String what) {
    if (out != null) {
      out.println(PREFIX + what);
    }
  }

  /** Reports what a probe or the transformer threw; the program goes on. */
  void report(String doing, Throwable thrown) {
    StackTraceElement[] trace = thrown.getStackTrace();
    report(doing + ": " + thrown + (trace.length == 0 ? "" : " at " + trace[0]));
  }
}
