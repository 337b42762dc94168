package dev.pagewarden.testdata;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the agent records of the cases' runs is what their lines say. */
class RuntimeRecordsTest {
  @TestFactory
  Stream<DynamicContainer> records_of_each_case() {
    return Cases.families().map(family -> DynamicContainer.dynamicContainer(family, run(family)));
  }

  private static Stream<DynamicTest> run(String family) {
    List<DynamicTest> tests = new ArrayList<>();
    AgentRun run = AgentRuns.recorded(family);
    List<Seen> accesses = run.accesses();
    for (CaseFile subject : Cases.of(family)) {
      tests.add(
          DynamicTest.dynamicTest(
              subject.className(),
              () -> {
                assertEnded(run, subject);
                new Comparison(subject).withRecords(accesses).verify();
              }));
    }
    return tests.stream();
  }

  private static void assertEnded(AgentRun run, CaseFile subject) {
    String failure = run.failures().get(subject.className());
    if (failure != null) {
      Assertions.fail(subject.sourcePath() + " failed: " + failure);
    }
  }

  /** A scrambled page may end a faulty driver at its first access; a sound one has to go on. */
  @TestFactory
  Stream<DynamicTest> drivers_with_scrambled_pages() throws IOException, InterruptedException {
    return driversUnder("xor");
  }

  /** A copy ends it there for sure. */
  @TestFactory
  Stream<DynamicTest> drivers_with_copies_of_tables() throws IOException, InterruptedException {
    return driversUnder("wrap");
  }

  private static Stream<DynamicTest> driversUnder(String strategy)
      throws IOException, InterruptedException {
    AgentRun run = AgentRun.of("drivers", strategy);
    List<Seen> accesses = run.accesses();
    return Cases.of("drivers").stream()
        .map(
            subject ->
                DynamicTest.dynamicTest(
                    subject.className(),
                    () -> {
                      if (!subject.hasFault()) {
                        assertEnded(run, subject);
                      }
                      new Comparison(subject).withSomeRecords(accesses).verify();
                    }));
  }

  @ParameterizedTest
  @ValueSource(strings = {"xor", "wrap"})
  void clean_cases_run_with_hidden_pages(String strategy) throws IOException, InterruptedException {
    AgentRun run = AgentRun.of("clean", strategy);
    assertEquals(Map.of(), run.failures());
    assertEquals(List.of(), run.accesses());
  }

  @Test
  void the_library_is_seen_at_its_own_lines_and_the_rig_nowhere() {
    List<Seen> accesses =
        Cases.families().flatMap(f -> AgentRuns.recorded(f).accesses().stream()).toList();
    for (CaseFile source : Cases.sources()) {
      if (List.of("library", "support").contains(source.family())) {
        new Comparison(source).withRecords(accesses).verify();
      }
    }
  }

  @Test
  void records_are_read_without_complaint() {
    assertEquals(
        List.of(),
        Cases.families()
            .flatMap(f -> AgentRuns.recorded(f).records().complaints().stream())
            .toList());
  }
}
