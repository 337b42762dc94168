package dev.pagewarden.evidence;

import static dev.pagewarden.evidence.Samples.HASH;
import static dev.pagewarden.evidence.Samples.OTHER_HASH;
import static dev.pagewarden.evidence.Samples.access;
import static dev.pagewarden.evidence.Samples.loaded;
import static dev.pagewarden.evidence.Samples.run;
import static dev.pagewarden.evidence.Samples.runs;
import static dev.pagewarden.evidence.Samples.site;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class PairingTest {
  private static final AccessSite FINDING = site("copy", 7, 0, 42);

  private static Outcome judge(RunRecords records, AccessSite... findings) {
    return Pairing.of(records, List.of(findings)).outcomes().get(0);
  }

  private static void assertOutcome(
      Verdict verdict, Watch watch, MatchGrade grade, Outcome outcome) {
    assertEquals(
        List.of(verdict, watch, String.valueOf(grade)),
        List.of(outcome.verdict(), outcome.watch(), String.valueOf(outcome.grade())));
  }

  private static AccessSite old(String method, int bci, int line) {
    return site(OTHER_HASH, method, bci, 0, line, "Scatterlist.page()");
  }

  /** A run that could not watch the class. */
  private static RunRecord[] failure(String classHash) {
    return run(new RunRecord.NotInstrumented("a/b/Importer", classHash, "VerifyError"));
  }

  @Test
  void touched_site_confirms() {
    Outcome outcome =
        judge(
            runs(run(loaded(HASH), access(FINDING), new RunRecord.Count(FINDING, 3, 1))), FINDING);
    assertOutcome(Verdict.CONFIRMED, Watch.INSTRUMENTED, MatchGrade.EXACT, outcome);
    assertEquals(3, outcome.imported());
    assertEquals("CONFIRMED (3 times, by SystemHeap, in ImporterTest.copies)", outcome.describe());
  }

  @Test
  void site_that_ran_on_other_tables_only_is_clean() {
    Outcome outcome =
        judge(
            runs(
                run(
                    loaded(HASH),
                    new RunRecord.Reached(FINDING, 1),
                    new RunRecord.Count(FINDING, 0, 7))),
            FINDING);
    assertOutcome(Verdict.REACHED_CLEAN, Watch.INSTRUMENTED, MatchGrade.EXACT, outcome);
    assertEquals("REACHED, CLEAN (ran 7 times, on no imported table)", outcome.describe());
  }

  @Test
  void watched_site_that_no_run_passed_is_not_reached() {
    AccessSite elsewhere = site("other", 7, 0, 50);
    Outcome outcome = judge(runs(run(loaded(HASH), access(elsewhere))), FINDING);
    assertOutcome(Verdict.NOT_REACHED, Watch.INSTRUMENTED, null, outcome);
    assertEquals("NOT REACHED", outcome.describe());
  }

  @Test
  void class_that_was_never_loaded_says_so() {
    Outcome outcome = judge(runs(run()), FINDING);
    assertOutcome(Verdict.NOT_REACHED, Watch.NEVER_LOADED, null, outcome);
    assertEquals("NOT REACHED (its class was never loaded)", outcome.describe());
  }

  @Test
  void class_that_could_not_be_instrumented_says_so_and_why() {
    Outcome outcome = judge(runs(failure(HASH)), FINDING);
    assertOutcome(Verdict.NOT_INSTRUMENTED, Watch.NOT_INSTRUMENTED, null, outcome);
    assertEquals("NOT INSTRUMENTED (VerifyError)", outcome.describe());
  }

  @Test
  void class_that_only_one_of_two_runs_could_see_is_not_said_to_be_unreached() {
    Outcome outcome = judge(runs(failure(HASH), run(loaded(HASH))), FINDING);
    assertOutcome(Verdict.NOT_INSTRUMENTED, Watch.NOT_INSTRUMENTED, null, outcome);
  }

  @Test
  void another_build_that_could_not_be_instrumented_says_nothing_of_this_one() {
    Outcome outcome = judge(runs(failure(OTHER_HASH), run(loaded(HASH))), FINDING);
    assertOutcome(Verdict.NOT_REACHED, Watch.INSTRUMENTED, null, outcome);
  }

  @Test
  void what_one_run_saw_stands_whatever_another_could_not() {
    Outcome outcome = judge(runs(failure(HASH), run(loaded(HASH), access(FINDING))), FINDING);
    assertOutcome(Verdict.CONFIRMED, Watch.INSTRUMENTED, MatchGrade.EXACT, outcome);
  }

  @Test
  void where_records_were_lost_nothing_is_said_to_be_unreached() {
    Outcome outcome = judge(runs(run(loaded(HASH), new RunRecord.End(1, 3))), FINDING);
    assertOutcome(Verdict.NOT_OBSERVED, Watch.RECORDS_LOST, null, outcome);
    assertEquals("NOT OBSERVED (records of the run were lost)", outcome.describe());
  }

  @Test
  void without_runs_there_is_no_verdict() {
    Outcome outcome = judge(RunRecords.none(), FINDING);
    assertOutcome(Verdict.NOT_OBSERVED, Watch.NO_RUN, null, outcome);
    assertEquals("NOT OBSERVED (nothing ran under the agent)", outcome.describe());
  }

  @Test
  void two_findings_of_one_line_are_told_apart_by_instruction() {
    AccessSite second = site("copy", 12, 1, 42);
    Pairing pairing =
        Pairing.of(
            runs(run(loaded(HASH), access(second), new RunRecord.Reached(FINDING, 1))),
            List.of(FINDING, second));
    assertOutcome(
        Verdict.REACHED_CLEAN, Watch.INSTRUMENTED, MatchGrade.EXACT, pairing.outcomes().get(0));
    assertOutcome(
        Verdict.CONFIRMED, Watch.INSTRUMENTED, MatchGrade.EXACT, pairing.outcomes().get(1));
  }

  @Test
  void finding_stands_for_its_accessor_on_its_line() {
    AccessSite second = site("copy", 12, 1, 42);
    Pairing pairing =
        Pairing.of(
            runs(run(loaded(HASH), access(second), new RunRecord.Reached(FINDING, 1))),
            List.of(FINDING));
    assertOutcome(
        Verdict.CONFIRMED, Watch.INSTRUMENTED, MatchGrade.EXACT, pairing.outcomes().get(0));
    assertEquals(List.of(), pairing.runtimeOnly());
  }

  @Test
  void another_accessor_on_the_line_does_not_confirm_but_is_explained() {
    AccessSite map = site(HASH, "copy", 10, 0, 42, "Page.map()");
    Pairing pairing = Pairing.of(runs(run(loaded(HASH), access(map))), List.of(FINDING));
    assertEquals(Verdict.NOT_REACHED, pairing.outcomes().get(0).verdict());
    assertEquals(List.of(), pairing.runtimeOnly());
  }

  @Test
  void touched_site_without_finding_is_runtime_only() {
    AccessSite missed = site("copy", 30, 2, 45);
    AccessSite clean = site("copy", 40, 3, 46);
    Pairing pairing =
        Pairing.of(
            runs(run(loaded(HASH), access(missed), new RunRecord.Reached(clean, 1))),
            List.of(FINDING));
    assertEquals(List.of(missed), pairing.runtimeOnly().stream().map(SiteTally::site).toList());
    Outcome outcome = Pairing.outcomeOf(pairing.runtimeOnly().get(0));
    assertEquals(
        "RUNTIME ONLY (at least once, by SystemHeap, in ImporterTest.copies)", outcome.describe());
  }

  @Test
  void unknown_index_is_matched_by_ordinal_within_the_build() {
    AccessSite woven = site("copy", -1, 0, 42);
    AccessSite wovenSecond = site("copy", -1, 1, 42);
    Pairing pairing =
        Pairing.of(
            runs(run(loaded(HASH), access(woven), new RunRecord.Reached(wovenSecond, 1))),
            List.of(FINDING, site("copy", 12, 1, 42)));
    assertOutcome(
        Verdict.CONFIRMED, Watch.INSTRUMENTED, MatchGrade.ORDINAL, pairing.outcomes().get(0));
    assertOutcome(
        Verdict.REACHED_CLEAN, Watch.INSTRUMENTED, MatchGrade.ORDINAL, pairing.outcomes().get(1));
  }

  @Test
  void record_that_knows_the_line_alone_is_matched_by_it() {
    AccessSite reflective = site("copy", -1, -1, 42);
    Outcome outcome = judge(runs(run(loaded(HASH), access(reflective))), FINDING);
    assertOutcome(Verdict.CONFIRMED, Watch.INSTRUMENTED, MatchGrade.LINE, outcome);
    assertEquals(
        "CONFIRMED (at least once, by SystemHeap, in ImporterTest.copies, matched by line)",
        outcome.describe());
  }

  @Test
  void another_build_is_matched_by_line_and_said_to_be() {
    Outcome outcome = judge(runs(run(loaded(OTHER_HASH), access(old("copy", 3, 42)))), FINDING);
    assertOutcome(Verdict.CONFIRMED, Watch.OTHER_BUILD, MatchGrade.LINE, outcome);
    assertEquals(
        "CONFIRMED (at least once, by SystemHeap, in ImporterTest.copies, matched by line with"
            + " another build of the class)",
        outcome.describe());
  }

  @Test
  void another_builds_index_means_nothing() {
    Outcome outcome = judge(runs(run(loaded(OTHER_HASH), access(old("copy", 7, 43)))), FINDING);
    assertOutcome(Verdict.NOT_REACHED, Watch.OTHER_BUILD, null, outcome);
  }

  @Test
  void another_method_on_that_line_of_another_build_is_another_access() {
    Outcome outcome = judge(runs(run(loaded(OTHER_HASH), access(old("paste", 7, 42)))), FINDING);
    assertOutcome(Verdict.NOT_REACHED, Watch.OTHER_BUILD, null, outcome);
  }

  @Test
  void lambdas_are_renumbered_between_builds() {
    AccessSite lambda = site("lambda$copy$1", 7, 0, 42);
    Outcome outcome =
        judge(runs(run(loaded(OTHER_HASH), access(old("lambda$copy$0", 9, 42)))), lambda);
    assertOutcome(Verdict.CONFIRMED, Watch.OTHER_BUILD, MatchGrade.LINE, outcome);
  }

  @Test
  void another_builds_line_with_unlike_accesses_is_no_guess() {
    Outcome outcome =
        judge(
            runs(
                run(
                    loaded(OTHER_HASH),
                    access(old("copy", 3, 42)),
                    new RunRecord.Reached(old("copy", 9, 42), 1))),
            FINDING);
    assertOutcome(Verdict.NOT_OBSERVED, Watch.AMBIGUOUS, MatchGrade.LINE, outcome);
  }

  @Test
  void one_record_of_another_build_does_not_confirm_two_findings() {
    Pairing pairing =
        Pairing.of(
            runs(run(loaded(OTHER_HASH), access(old("copy", 3, 42)))),
            List.of(FINDING, site("copy", 12, 1, 42)));
    for (Outcome outcome : pairing.outcomes()) {
      assertOutcome(Verdict.NOT_OBSERVED, Watch.AMBIGUOUS, MatchGrade.LINE, outcome);
    }
  }

  @Test
  void present_build_outweighs_an_older_one() {
    Pairing pairing =
        Pairing.of(
            runs(
                run(loaded(HASH)),
                run(loaded(OTHER_HASH), access(old("copy", 7, 42)), access(old("copy", 9, 60)))),
            List.of(FINDING));
    assertOutcome(Verdict.NOT_REACHED, Watch.INSTRUMENTED, null, pairing.outcomes().get(0));
    assertEquals(List.of(), pairing.runtimeOnly());
  }

  @Test
  void unknown_builds_never_match_exactly() {
    AccessSite unknown = site(null, "copy", 7, 0, 42, "Scatterlist.page()");
    Outcome outcome = judge(runs(run(loaded(null), access(unknown))), unknown);
    assertOutcome(Verdict.CONFIRMED, Watch.OTHER_BUILD, MatchGrade.LINE, outcome);
  }

  @Test
  void accessors_are_compared_by_member_whatever_type_is_named() {
    AccessSite byInterface = site(HASH, "copy", -1, 0, 42, "a.b.PageSource.page()");
    Outcome outcome = judge(runs(run(loaded(HASH), access(byInterface))), FINDING);
    assertOutcome(Verdict.CONFIRMED, Watch.INSTRUMENTED, MatchGrade.ORDINAL, outcome);
  }
}
