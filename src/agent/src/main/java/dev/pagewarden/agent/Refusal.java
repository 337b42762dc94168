package dev.pagewarden.agent;

import dev.pagewarden.evidence.CallSite;

/** Words for {@code onaccess=throw}, and for the traps of copies. */
final class Refusal {
  private Refusal() {}

  /** Returns what is thrown at a site: a type of the JRE, so that any class loader knows it. */
  static IllegalStateException of(Site site, Callee callee, Lease lease) {
    CallSite at = site.callSite();
    String exporter = lease.origin().exporter();
    String remedy = callee.member() == null ? null : callee.member().remedy();
    return new IllegalStateException(
        "pagewarden refuses "
            + site.accessor()
            + " on a table imported"
            + (exporter == null ? "" : " from " + exporter)
            + (lease.isImported() ? "" : " and unmapped since")
            + ", at "
            + at.className().replace('/', '.')
            + "."
            + at.methodName()
            + (at.line() < 0 ? "" : " line " + at.line())
            + (remedy == null ? "" : "; instead, " + remedy));
  }
}
