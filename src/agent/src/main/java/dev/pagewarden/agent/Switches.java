package dev.pagewarden.agent;

/** The bridge's switches; each is thrown once, when the agent first has reason to. */
final class Switches {
  private final Bridge bridge;
  private final Troubles troubles;
  private volatile boolean alert;
  private volatile boolean stepping;

  /**
   * Creates the switches.
   *
   * @param bridge whose they are, or null if nothing runs
   * @param troubles told if a switch cannot be thrown
   */
  Switches(Bridge bridge, Troubles troubles) {
    this.bridge = bridge;
    this.troubles = troubles;
  }

  /** From now on calls are announced and accesses are looked at. */
  void alert() {
    if (!alert) {
      alert = true;
      set("alert");
    }
  }

  boolean isAlert() {
    return alert;
  }

  /** From now on neutral steps are followed, too. */
  void followSteps() {
    if (!stepping) {
      stepping = true;
      set("stepping");
    }
  }

  private void set(String field) {
    if (bridge != null) {
      try {
        bridge.set(field, true);
      } catch (ReflectiveOperationException e) {
        troubles.report("at the switch " + field, e);
      }
    }
  }
}
