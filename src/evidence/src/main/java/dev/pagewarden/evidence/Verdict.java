package dev.pagewarden.evidence;

/** What the runs say of a finding. */
public enum Verdict {
  /** A run touched an imported table at the finding's site. */
  CONFIRMED("CONFIRMED"),
  /** Runs passed the site, never with an imported table. */
  REACHED_CLEAN("REACHED, CLEAN"),
  /** Runs could have seen the site, and none passed it. */
  NOT_REACHED("NOT REACHED"),
  /** A run loaded the site's class, but could not instrument it, and so would not have seen it. */
  NOT_INSTRUMENTED("NOT INSTRUMENTED"),
  /** No run could have seen the site, or not surely; {@link Watch} says why. */
  NOT_OBSERVED("NOT OBSERVED"),
  /** A run touched an imported table where there is no finding. */
  RUNTIME_ONLY("RUNTIME ONLY");

  private final String words;

  Verdict(String words) {
    this.words = words;
  }

  /** Returns the verdict as people read it. */
  public String words() {
    return words;
  }
}
