package dev.pagewarden.agent;

/**
 * Decides whom an access is put down to: the importer whose call it is, and not the API's own code
 * that is at work for somebody.
 */
final class Attribution {
  private final Switches switches;
  private final Callers callers;

  Attribution(Switches switches, Callers callers) {
    this.switches = switches;
    this.callers = callers;
  }

  /** Whether this run of a site in the API's package is an importer's. */
  boolean isImporters(Site site) {
    return site.isJudgementDue() ? site.judged(callers.isImporters(site)) : site.lastJudgement();
  }

  /** Returns the site that an access is to be put down to, or null if it is nobody's. */
  Site userOf(Callee callee, Site announced, boolean imported, ThreadState state) {
    Frame around = state.top(switches.quietTimes());
    boolean insideAccess = around != null && !around.callee().kind().isExporters();
    if (announced == null) {
      return insideAccess ? null : callers.find(callee, imported);
    }
    if (!announced.owner().isAnswerable()) {
      return imported && !insideAccess && announced.isSerializing()
          ? callers.findBeyondApi(callee)
          : null;
    }
    if (insideAccess && announced.isInPackageOf(around.callee().className())) {
      // A helper of the API at work on behalf of the access around it.
      return null;
    }
    if (!imported && announced.owner() == Site.Owner.BESIDE_API) {
      return isImporters(announced) ? announced : null;
    }
    return callers.confirm(announced, callee);
  }
}
