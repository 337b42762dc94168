package dev.pagewarden.testdata;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the comment at the end of a source line says about that line.
 *
 * <pre>
 *   // expect: PATTERN          the analysis finds it, a run confirms it
 *   // expect: PATTERN x2       so many findings of one pattern
 *   // expect: PATTERN in library   found here, where the library is called that makes the access
 *   // missed: PATTERN reason   a fault that a run shows and the analysis is known not to find
 *   // false alarm: PATTERN reason   a finding without a fault
 *   // unrun: reason            beside the others: no run comes here
 * </pre>
 *
 * @param kind what is said
 * @param pattern the pattern of the finding in question; empty for {@link Kind#UNRUN}
 * @param count number of findings, at least 1
 * @param inLibrary whether the access itself lies in the library
 */
record Expectation(Kind kind, String pattern, int count, boolean inLibrary) {
  private static final String IN_LIBRARY = "in library";

  private static final String KINDS = "(expect|missed|false alarm|unrun):";
  private static final Pattern COMMENT =
      Pattern.compile("//\\s*" + KINDS + "\\s*(.*?)\\s*(?=//\\s*" + KINDS + "|$)");
  private static final Pattern CLAIM =
      Pattern.compile("(DMABUF_[A-Z_]+)(?: x(\\d+))?(?: (\\S.*))?");

  enum Kind {
    EXPECT,
    MISSED,
    FALSE_ALARM,
    UNRUN;

    private String comment() {
      return name().toLowerCase(Locale.ROOT).replace("_", " ");
    }

    private static Kind of(String comment) {
      return valueOf(comment.toUpperCase(Locale.ROOT).replace(' ', '_'));
    }
  }

  /**
   * Reads the comments of a source line.
   *
   * @throws IllegalArgumentException if one is not of the form above
   */
  static List<Expectation> on(String sourceLine) {
    List<Expectation> expectations = new ArrayList<>();
    Matcher comment = COMMENT.matcher(sourceLine);
    while (comment.find()) {
      expectations.add(read(Kind.of(comment.group(1)), comment.group(2)));
    }
    return expectations;
  }

  /** Whether a run that comes to the line leaves a record of it. */
  boolean isRecorded() {
    return (kind == Kind.EXPECT && !inLibrary) || kind == Kind.MISSED;
  }

  private static Expectation read(Kind kind, String text) {
    if (kind == Kind.UNRUN) {
      return new Expectation(kind, "", 1, false);
    }
    Matcher claim = CLAIM.matcher(text);
    if (!claim.matches() || !isComplete(kind, claim.group(3))) {
      throw new IllegalArgumentException(
          kind == Kind.EXPECT
              ? "wanted: // expect: DMABUF_..., with x2 behind it for two"
              : "wanted: // " + kind.comment() + ": DMABUF_... and why");
    }
    int count = claim.group(2) == null ? 1 : Integer.parseInt(claim.group(2));
    return new Expectation(kind, claim.group(1), count, IN_LIBRARY.equals(claim.group(3)));
  }

  /** A finding that is missed or false wants a reason; one that is expected has none. */
  private static boolean isComplete(Kind kind, String rest) {
    return kind == Kind.EXPECT ? rest == null || rest.equals(IN_LIBRARY) : rest != null;
  }
}
