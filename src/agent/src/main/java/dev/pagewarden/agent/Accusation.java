package dev.pagewarden.agent;

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
    return Places.of(site.callSite())
        + " uses "
        + site.accessor()
        + " of a table"
        + (origin.exporter() == null ? "" : " of " + origin.exporter())
        + " that was mapped "
        + Places.at(origin.mappedAt())
        + (remedy == null ? "" : ". Instead, " + remedy);
  }
}
