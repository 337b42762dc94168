package dev.pagewarden.agent;

import dev.pagewarden.evidence.CallSite;

/** Places in the program as users read them. */
final class Places {
  private Places() {}

  /**
   * Returns a phrase such as {@code at a.B.c(B.java:12)}: as in a stack trace, which tools turn
   * into links.
   *
   * @param site the place, or null if it is unknown
   */
  static String at(CallSite site) {
    return site == null ? "at an unknown place" : "at " + of(site);
  }

  /** Returns a place without the preposition. */
  static String of(CallSite site) {
    String type = site.className();
    int start = type.lastIndexOf('/') + 1;
    int nested = type.indexOf('$', start + 1);
    String file = type.substring(start, nested < 0 ? type.length() : nested) + ".java";
    return type.replace('/', '.')
        + "."
        + site.methodName()
        + "("
        + file
        + (site.line() < 0 ? "" : ":" + site.line())
        + ")";
  }
}
