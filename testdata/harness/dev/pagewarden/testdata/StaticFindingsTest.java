package dev.pagewarden.testdata;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pagewarden.maven.SpotBugsReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What SpotBugs finds in the cases, without a run to help it, is what their lines say. */
class StaticFindingsTest {
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
