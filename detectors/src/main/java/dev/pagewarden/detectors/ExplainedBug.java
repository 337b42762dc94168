package dev.pagewarden.detectors;

import edu.umd.cs.findbugs.BugInstance;
import edu.umd.cs.findbugs.Detector2;

/**
 * A bug whose message goes on after the pattern's own sentence: with the remedy for this accessor
 * and with what test runs saw.
 *
 * <p>Both would fit into string annotations, but those count in the instance hash, and a baseline
 * must not expire because another test ran or a remedy was reworded.
 */
final class ExplainedBug extends BugInstance {
  private static final long serialVersionUID = 1L;

  private final String explanation;

  /**
   * Creates a bug.
   *
   * @param detector who reports it
   * @param type the bug pattern
   * @param priority one of {@link edu.umd.cs.findbugs.Priorities}
   * @param explanation sentences that follow the pattern's message, the last one with its full stop
   */
  ExplainedBug(Detector2 detector, String type, int priority, String explanation) {
    super(detector, type, priority);
    this.explanation = explanation;
  }

  @Override
  public String getMessageWithoutPrefix() {
    return explained(super.getMessageWithoutPrefix());
  }

  @Override
  public String getMessage() {
    return explained(super.getMessage());
  }

  @Override
  public String getAbridgedMessage() {
    return explained(super.getAbridgedMessage());
  }

  private String explained(String message) {
    return explanation.isEmpty() ? message : message + ". " + explanation;
  }
}
