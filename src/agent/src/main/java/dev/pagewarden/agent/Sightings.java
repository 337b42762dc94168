package dev.pagewarden.agent;

import java.util.Arrays;

/**
 * With tables of which origin, and in which tests, a site has been seen at work. Asked at each
 * access, so it takes no lock and forgets what comes after the first few.
 */
final class Sightings {
  /** How many origins and tests are told for one site. */
  static final int MOST = 32;

  private static final Sighting[] NONE = {};

  private record Sighting(Origin origin, RunningTest test) {
    boolean is(Origin other, RunningTest otherTest) {
      return test == otherTest && (origin == other || origin.equals(other));
    }
  }

  private volatile Sighting last;
  private volatile Sighting[] seen = NONE;

  /** Whether none like it has been added; false, too, once there have been too many. */
  boolean isNew(Origin origin, RunningTest test) {
    Sighting latest = last;
    if (latest != null && latest.is(origin, test)) {
      return false;
    }
    Sighting[] known = seen;
    for (Sighting each : known) {
      if (each.is(origin, test)) {
        last = each;
        return false;
      }
    }
    if (known.length == MOST) {
      last = new Sighting(origin, test);
      return false;
    }
    return true;
  }

  /**
   * Adds one, once it is on record: before, another thread that sees the same must not take it for
   * told.
   */
  synchronized void add(Origin origin, RunningTest test) {
    if (isNew(origin, test)) {
      Sighting sighting = new Sighting(origin, test);
      Sighting[] grown = Arrays.copyOf(seen, seen.length + 1);
      grown[seen.length] = sighting;
      seen = grown;
      last = sighting;
    }
  }

  /** Forgets all, so that the next access is new. */
  synchronized void clear() {
    seen = NONE;
    last = null;
  }
}
