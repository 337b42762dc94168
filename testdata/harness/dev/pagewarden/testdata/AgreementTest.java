package dev.pagewarden.testdata;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pagewarden.maven.SpotBugsReport;
import dev.pagewarden.testdata.Expectation.Kind;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The analysis and the runs against each other: SpotBugs with the records at hand says of every
 * finding whether a run has shown it, and adds what only a run has.
 */
class AgreementTest {
  private static final String RUNTIME_ONLY = "DMABUF_RUNTIME_ONLY";

  private static List<SpotBugsReport.Bug> bugs;

  @BeforeAll
  static void analyseWithRecords() throws IOException, InterruptedException {
    Cases.families().forEach(AgentRuns::recorded);
    String records =
        Cases.families()
            .map(family -> AgentRun.recordDirectory(family, AgentRuns.STRATEGY).toString())
            .collect(joining(File.pathSeparator));
    bugs =
        SpotBugsReport.read(
                SpotBugsRun.analyse("paired", List.of("-Dpagewarden.records=" + records)))
            .bugs();
  }

  @Test
  void every_finding_is_confirmed_unless_its_line_says_why_not() {
    List<String> unconfirmed =
        bugs.stream()
            .filter(bug -> !bug.pattern().equals(RUNTIME_ONLY))
            .filter(bug -> !bug.property("verdict").orElse("").equals("CONFIRMED"))
            .filter(bug -> !isExcused(Seen.of(bug)))
            .map(bug -> describe(Seen.of(bug)) + "    " + bug.property("verdict").orElse("none"))
            .toList();
    assertEquals("", String.join("\n", unconfirmed));
  }

  @Test
  void only_a_run_sees_what_the_analysis_misses() {
    assertEquals(
        describe(missed()),
        describe(bugs.stream().filter(bug -> bug.pattern().equals(RUNTIME_ONLY)).map(Seen::of)));
  }

  private static Stream<Seen> missed() {
    return Cases.all().stream()
        .flatMap(
            subject ->
                subject.linesAtFault().stream()
                    .filter(
                        line -> has(subject, line, Kind.MISSED) && !has(subject, line, Kind.EXPECT))
                    .map(line -> new Seen(RUNTIME_ONLY, subject.sourcePath(), line)));
  }

  private static boolean isExcused(Seen seen) {
    return Cases.all().stream()
        .filter(subject -> subject.sourcePath().equals(seen.sourcePath()))
        .anyMatch(
            subject ->
                has(subject, seen.line(), Kind.UNRUN)
                    || has(subject, seen.line(), Kind.FALSE_ALARM));
  }

  private static boolean has(CaseFile subject, int line, Kind kind) {
    return subject.expectations().getOrDefault(line, List.of()).stream()
        .anyMatch(e -> e.kind() == kind);
  }

  private static String describe(Stream<Seen> seen) {
    return String.join("\n", new TreeSet<>(seen.map(AgreementTest::describe).toList()));
  }

  private static String describe(Seen seen) {
    return seen.sourcePath() + ":" + seen.line();
  }
}
