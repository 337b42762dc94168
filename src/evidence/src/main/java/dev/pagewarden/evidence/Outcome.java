package dev.pagewarden.evidence;

import java.util.List;

/**
 * What the runs say of one finding.
 *
 * @param verdict the verdict
 * @param watch how well the runs could see the site
 * @param grade how surely the records are of the finding's site, or null if none are
 * @param imported how often the site ran on an imported table
 * @param other how often it ran on anything else
 * @param exact whether the counts are whole, not the least that can be true
 * @param exporters class names of the exporters whose tables it touched
 * @param buffers names of the buffers
 * @param tests the tests in which it touched them
 * @param reason why the class could not be watched, or null
 */
public record Outcome(
    Verdict verdict,
    Watch watch,
    MatchGrade grade,
    long imported,
    long other,
    boolean exact,
    List<String> exporters,
    List<String> buffers,
    List<String> tests,
    String reason) {

  static Outcome unseen(Verdict verdict, Watch watch, String reason) {
    return new Outcome(verdict, watch, null, 0, 0, true, List.of(), List.of(), List.of(), reason);
  }

  /**
   * Returns the verdict with what stands behind it, in one phrase: {@code CONFIRMED (3 times, by
   * SystemHeap, in FrameTest.copies)}.
   */
  public String describe() {
    return OutcomePhrase.of(this);
  }
}
