package dev.pagewarden.testdata;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** That there is something to check: a harness that finds no cases would pass in silence. */
class CasesTest {
  @Test
  void every_family_has_its_cases() {
    assertAtLeast(20, "drivers");
    assertAtLeast(20, "flow");
    assertAtLeast(2, "flow8");
    assertAtLeast(12, "flowkotlin");
    assertAtLeast(10, "clean");
  }

  @Test
  void most_drivers_have_a_fault_and_clean_cases_have_none() {
    long faulty = Cases.of("drivers").stream().filter(CaseFile::hasFault).count();
    assertTrue(faulty >= 15, "only " + faulty + " drivers have a line at fault");
    assertEquals(List.of(), Cases.of("clean").stream().filter(CaseFile::hasFault).toList());
  }

  @Test
  void the_rig_expects_nothing_of_itself() {
    List<String> claiming =
        Cases.sources().stream()
            .filter(source -> source.family().equals("support"))
            .filter(source -> !source.expectations().isEmpty())
            .map(CaseFile::sourcePath)
            .toList();
    assertEquals(List.of(), claiming);
  }

  private static void assertAtLeast(int wanted, String family) {
    int cases = Cases.of(family).size();
    assertTrue(cases >= wanted, family + " has " + cases + " cases, wanted at least " + wanted);
  }
}
