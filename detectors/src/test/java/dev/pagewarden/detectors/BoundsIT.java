package dev.pagewarden.detectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much work the analysis does is the user's to say. */
class BoundsIT {
  @TempDir Path work;
  private Path api;
  private Path classes;

  @BeforeEach
  void compile() throws Exception {
    api = ShapedApi.jar(work);
    classes = Sources.compile(work.resolve("classes"), List.of(api), Importers.CAMERA);
  }

  @Test
  void an_effort_that_makes_no_sense_is_told_and_the_usual_one_taken() throws Exception {
    for (String effort : List.of("0", "lots")) {
      Report report = spotBugs().property("pagewarden.effort", effort).analyze(classes);
      assertEquals(1, report.errors().size(), report.console());
      assertTrue(
          report
              .errors()
              .get(0)
              .startsWith("Pagewarden: -Dpagewarden.effort=" + effort + ": not a number from 1 to"),
          report.console());
      assertEquals(1, report.bugs().size(), report.console());
    }
  }

  @Test
  void more_effort_that_nothing_needs_changes_nothing() throws Exception {
    Report report = spotBugs().property("pagewarden.effort", 4).analyze(classes);
    assertEquals(List.of(), report.errors());
    assertEquals(spotBugs().analyze(classes).bugs(), report.bugs());
  }

  private SpotBugs spotBugs() {
    return SpotBugs.latest(work).aux(api).with("-visitors", "PageAccessDetector");
  }
}
