package dev.pagewarden.agent;

/**
 * The bridge's switches. While nothing is imported, and no class is loaded that may call an
 * accessor without naming it, nobody need look at accesses.
 */
final class Switches {
  private final Bridge bridge;
  private final Troubles troubles;
  private int imported;
  private boolean alertForGood;
  private volatile boolean alert;
  private volatile boolean stepping;
  private volatile int quietTimes;

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
  synchronized void alertForGood() {
    alertForGood = true;
    setAlert(true);
  }

  /** One more table is imported. */
  synchronized void imported() {
    imported++;
    setAlert(true);
  }

  /** One table less is imported. */
  synchronized void returned() {
    imported--;
    if (imported == 0 && !alertForGood) {
      setAlert(false);
      quietTimes++;
    }
  }

  boolean isAlert() {
    return alert;
  }

  /** How often the alert has ended: what was begun in an earlier one was not told of its end. */
  int quietTimes() {
    return quietTimes;
  }

  /** From now on neutral steps are followed, too. */
  void followSteps() {
    if (!stepping) {
      stepping = true;
      set("stepping", true);
    }
  }

  private void setAlert(boolean on) {
    if (alert != on) {
      alert = on;
      set("alert", on);
    }
  }

  private void set(String field, boolean on) {
    if (bridge != null) {
      try {
        bridge.set(field, on);
      } catch (ReflectiveOperationException e) {
        troubles.report("at the switch " + field, e);
      }
    }
  }
}
