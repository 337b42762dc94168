package dev.pagewarden.testdata;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pagewarden.evidence.PathStep;
import dev.pagewarden.maven.SpotBugsReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What SpotBugs finds in the cases, without a run to help it, is what their lines say. */
class StaticFindingsTest {
  /** A step, without the names that only the compiler gives. */
  private static final Pattern ROLE =
      Pattern.compile(
          "(Mapped by|Stored in field|Stored by|Passed to|Returned from|Taken by|Touched by)"
              + "( new| the lambda in| the static initialiser of)* [\\w.]+(\\$\\d+[\\w.]*)?(\\(\\))? at"
              + "|(Stored in an array|Stored in a captured variable|Captured|Captured as \\w+|Thrown) at");

  private static SpotBugsReport report;

  @BeforeAll
  static void analyse(@TempDir Path noRecords) throws IOException, InterruptedException {
    List<String> options = List.of("-Dpagewarden.records=" + noRecords);
    report = SpotBugsReport.read(SpotBugsRun.analyse("static", options));
  }

  @TestFactory
  Stream<DynamicTest> findings_of_each_case() {
    return Cases.all().stream()
        .map(
            subject ->
                DynamicTest.dynamicTest(
                    subject.className(),
                    () -> new Comparison(subject).withFindings(findings()).verify()));
  }

  @Test
  void each_path_leads_from_a_mapping_to_the_access_in_readable_steps() {
    List<String> unreadable = new ArrayList<>();
    for (SpotBugsReport.Bug bug : report.bugs()) {
      List<String> roles = bug.path().stream().map(PathStep::role).toList();
      boolean isWhole =
          roles.get(0).startsWith("Mapped by ")
              && roles.get(roles.size() - 1).startsWith("Touched by ")
              && IntStream.range(1, roles.size())
                  .noneMatch(i -> bug.path().get(i).equals(bug.path().get(i - 1)));
      boolean isPlaced = bug.path().stream().allMatch(step -> step.site().line() > 0);
      if (!isWhole || !isPlaced || !roles.stream().allMatch(role -> ROLE.matcher(role).matches())) {
        unreadable.add(bug.site() + ": " + roles);
      }
    }
    assertEquals(List.of(), unreadable);
  }

  @Test
  void nothing_is_found_in_the_rig() {
    assertEquals(
        List.of(), findings().stream().filter(f -> f.sourcePath().startsWith("support/")).toList());
  }

  @Test
  void the_analysis_meets_no_error_and_misses_no_class() {
    assertEquals(List.of(), report.errors());
  }

  private static List<Seen> findings() {
    return report.bugs().stream().map(Seen::of).toList();
  }
}
