package dev.pagewarden.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pagewarden.evidence.RunRecord;
import org.junit.jupiter.api.Test;

class FindingLinesTest {
  @Test
  void a_note_of_a_run_is_told_with_its_topic() {
    assertEquals(
        "In a test run: a.B returned a table twice; return a fresh one (shared-table).",
        FindingLines.line(
            new RunRecord.Note("shared-table", "a.B returned a table twice; return a fresh one")));
  }
}
