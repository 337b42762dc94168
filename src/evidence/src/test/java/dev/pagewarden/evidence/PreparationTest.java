package dev.pagewarden.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreparationTest {
  private static final String OBSTACLE =
      "surefire's <argLine> is \"-ea\" and lacks @{argLine}. Change it:\n  <argLine>..";
  private static final AccessSite FINDING = Samples.site("copy", 7, 0, 42);

  @TempDir Path target;

  private Path records() {
    return target.resolve("pagewarden/records");
  }

  private void prepare(String obstacle) throws IOException {
    prepare(System.currentTimeMillis(), obstacle);
  }

  private void prepare(long millis, String obstacle) throws IOException {
    String reports = target.resolve("surefire-reports").toString();
    new Preparation(millis, List.of(new Preparation.TestRun(reports, obstacle))).write(records());
  }

  private Path report() throws IOException {
    Path directory = Files.createDirectories(target.resolve("surefire-reports"));
    return Files.writeString(directory.resolve("TEST-a.B.xml"), "<testsuite/>");
  }

  private void record() throws IOException {
    RecordWriter.open(records(), Samples.HEADER).close();
  }

  private RunRecords read() throws IOException {
    return RecordReader.readDirectory(records());
  }

  private Outcome outcome() throws IOException {
    return Pairing.of(read(), List.of(FINDING)).outcomes().get(0);
  }

  @Test
  void it_comes_back_as_it_was() throws IOException {
    assertEquals(Optional.empty(), Preparation.read(records()));
    prepare(5, null);
    assertEquals(
        Optional.of(
            new Preparation(
                5,
                List.of(
                    new Preparation.TestRun(target.resolve("surefire-reports").toString(), null)))),
        Preparation.read(records()));
  }

  @Test
  void tests_that_ran_past_an_obstacle_are_told_with_the_remedy() throws IOException {
    prepare(OBSTACLE);
    report();
    assertEquals(List.of(OBSTACLE), read().unwatched());
    assertEquals(
        "NOT OBSERVED (nothing ran under the agent: surefire's <argLine> is \"-ea\" and lacks"
            + " @{argLine})",
        outcome().describe());
  }

  @Test
  void they_are_told_though_others_left_records() throws IOException {
    prepare(OBSTACLE);
    report();
    record();
    assertEquals(List.of(OBSTACLE), read().unwatched());
    assertEquals(Verdict.NOT_OBSERVED, outcome().verdict());
    assertEquals(Watch.UNWATCHED_TESTS, outcome().watch());
  }

  @Test
  void tests_that_left_no_records_for_no_known_reason_are_told() throws IOException {
    prepare(null);
    report();
    assertEquals(1, read().unwatched().size());
    record();
    assertEquals(List.of(), read().unwatched());
    assertEquals(Verdict.NOT_REACHED, outcome().verdict());
  }

  @Test
  void where_no_tests_ran_nothing_is_amiss() throws IOException {
    prepare(OBSTACLE);
    assertEquals(List.of(), read().unwatched());
    Files.setLastModifiedTime(report(), FileTime.fromMillis(1_000_000_000_000L));
    assertEquals(List.of(), read().unwatched(), "an older build's reports");
  }

  @Test
  void a_malformed_file_is_told_and_the_records_are_read() throws IOException {
    record();
    Path file = Files.writeString(records().resolve("prepared.json"), "{\"format\":1}");
    assertEquals(1, read().runs().size());
    assertEquals(List.of(file + ": \"testRuns\" is no list; it is left out"), read().complaints());
  }
}
