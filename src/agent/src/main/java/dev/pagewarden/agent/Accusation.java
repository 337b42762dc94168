package dev.pagewarden.agent;

import dev.pagewarden.evidence.CallSite;

/** Says in one sentence who reached for the pages of whose table, and what to do instead. */
final class Accusation {
  private Accusation() {}

  /**
   * Returns the sentence. Places look like those of a stack trace, which tools turn into links.
   *
   * @param site who
   * @param callee what was called
   * @param origin where the table came from
   */
  static String of(Site site, Callee callee, Origin origin) {
    String remedy = callee.member() == null ? null : callee.member().remedy();
    return place(site.callSite())
        + " uses "
        + site.accessor()
        + " of a table"
        + (origin.exporter() == null ? "" : " of " + origin.exporter())
        + " that was mapped "
        + (origin.mappedAt() == null ? "at an unknown place" : "at " + place(origin.mappedAt()))
        + (remedy == null ? "" : ". Instead, " + remedy);
  }

  private static String place(CallSite at) {
    String type = at.className();
    int start = type.lastIndexOf('/') + 1;
    int nested = type.indexOf('$', start + 1);
    String file = type.substring(start, nested < 0 ? type.length() : nested) + ".java";
    return type.replace('/', '.')
        + "."
        + at.methodName()
        + "("
        + file
        + (at.line() < 0 ? "" : ":" + at.line())
        + ")";
  }
}
