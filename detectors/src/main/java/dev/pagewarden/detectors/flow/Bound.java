package dev.pagewarden.detectors.flow;

/** The bounds that keep the analysis from looking further somewhere. */
public enum Bound {
  /** A method, or a call of library code, took more work than it is given. */
  WORK("too much work"),
  /** Calls led deeper than they are followed. */
  CALL_DEPTH("calls nested too deeply"),
  /** A method that calls itself was given ever new inputs. */
  RECURSION("recursion with ever new inputs"),
  /** A call can run more methods than it is followed to. */
  TARGETS("a call with too many targets"),
  /** A method would have to be run again for what fields hold once more often than it is. */
  ROUNDS("fields that hold ever more"),
  /** Whoever runs the analysis interrupted it. */
  INTERRUPTED("the analysis was interrupted");

  private final String description;

  Bound(String description) {
    this.description = description;
  }

  /** Returns what went beyond the bound, as a phrase for people. */
  public String description() {
    return description;
  }
}
