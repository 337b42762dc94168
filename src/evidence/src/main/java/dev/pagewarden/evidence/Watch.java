package dev.pagewarden.evidence;

/** How well the runs could see a site. */
public enum Watch {
  /** The class, in the finding's build, was instrumented. */
  INSTRUMENTED("its class was watched"),
  /** Only another build of the class was instrumented; sites are matched by line. */
  OTHER_BUILD("another build of its class was watched"),
  /** As {@link #OTHER_BUILD}, and the line holds several sites of which not all ran alike. */
  AMBIGUOUS("another build of its class was watched, and its line holds several accesses"),
  /** The class was loaded, but not instrumented. */
  NOT_INSTRUMENTED("its class could not be watched"),
  /** The class was not loaded in any run. */
  NEVER_LOADED("its class was never loaded"),
  /** Records were lost, as on a full disk. */
  RECORDS_LOST("records of the run were lost"),
  /** Some tests of the build ran without the agent. */
  UNWATCHED_TESTS("tests ran without the agent"),
  /** Nothing ran under the agent. */
  NO_RUN("nothing ran under the agent");

  private final String words;

  Watch(String words) {
    this.words = words;
  }

  /** Returns a phrase that says it. */
  public String words() {
    return words;
  }
}
