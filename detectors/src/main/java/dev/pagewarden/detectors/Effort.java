package dev.pagewarden.detectors;

import edu.umd.cs.findbugs.SystemProperties;

/** How much work the user wants the analysis to do before it gives up. */
final class Effort {
  /** The system property: how many times the usual work. */
  static final String PROPERTY = "pagewarden.effort";

  private static final int USUAL = 1;
  private static final int MOST = 1000;

  private Effort() {}

  /** Returns what the user asks for, at least 1; the usual effort where that makes no sense. */
  static int read(Journal journal) {
    String value = SystemProperties.getProperty(PROPERTY);
    if (value == null) {
      return USUAL;
    }
    try {
      int effort = Integer.parseInt(value.strip());
      if (effort >= USUAL && effort <= MOST) {
        return effort;
      }
    } catch (NumberFormatException e) {
      // Told below, together with numbers that make no sense.
    }
    journal.mistake("-D%s=%s: not a number from 1 to %d".formatted(PROPERTY, value, MOST));
    return USUAL;
  }
}
