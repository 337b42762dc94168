package dev.pagewarden.testdata;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pagewarden.testdata.Expectation.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The README hides none of the shortfalls that the cases know of, and claims none that is gone. */
class ReadmeTest {
  /** {@code - `flow/Case.java`, missed: why}. */
  private static final Pattern SHORTFALL =
      Pattern.compile("^- `([\\w/]+\\.java)`, (missed|false alarm): ", Pattern.MULTILINE);

  @Test
  void the_readme_lists_each_line_that_is_missed_or_a_false_alarm() throws IOException {
    String readme = Files.readString(Setting.sources().resolveSibling("README.md"));
    List<String> listed =
        SHORTFALL.matcher(readme).results().map(ReadmeTest::listed).sorted().toList();
    List<String> marked =
        Cases.sources().stream().flatMap(c -> marks(c).stream()).sorted().toList();
    assertEquals(marked, listed, "one line of README.md for each mark");
  }

  private static String listed(MatchResult line) {
    return line.group(1) + ", " + line.group(2);
  }

  private static List<String> marks(CaseFile source) {
    return source.expectations().values().stream()
        .flatMap(List::stream)
        .map(Expectation::kind)
        .filter(kind -> kind == Kind.MISSED || kind == Kind.FALSE_ALARM)
        .map(kind -> kind.name().toLowerCase(Locale.ROOT).replace('_', ' '))
        .map(kind -> source.sourcePath() + ", " + kind)
        .toList();
  }
}
