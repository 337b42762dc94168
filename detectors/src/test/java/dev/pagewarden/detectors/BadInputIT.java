package dev.pagewarden.detectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever lies on the class path, the analysis goes on and says what it left out. */
class BadInputIT {
  @TempDir Path work;
  private Path api;
  private Path classes;
  private Path neighbours;

  @BeforeEach
  void compile() throws Exception {
    api = ShapedApi.jar(work);
    classes = Sources.compile(work.resolve("classes"), List.of(api), Importers.CAMERA);
    neighbours = Sources.compile(work.resolve("neighbours"), List.of(api), Importers.MENDED);
  }

  @Test
  void a_file_that_is_no_class_file_is_told_in_one_line() throws Exception {
    Files.writeString(neighbours.resolve("shop/Garbage.class"), "not a class file");
    assertToldOnce("shop.Garbage");
  }

  @Test
  void a_class_file_that_is_cut_off_is_told_in_one_line() throws Exception {
    byte[] whole = Files.readAllBytes(neighbours.resolve("shop/Mended.class"));
    for (String cut : List.of("5", "50", "400")) {
      Path file = neighbours.resolve("shop/Mended.class");
      Files.write(file, Arrays.copyOf(whole, Integer.parseInt(cut)));
      assertToldOnce("shop.Mended");
    }
  }

  @Test
  void an_empty_class_file_is_told_in_one_line() throws Exception {
    Files.write(neighbours.resolve("shop/Empty.class"), new byte[0]);
    assertToldOnce("shop.Empty");
  }

  @Test
  void classes_that_are_missing_because_of_us_are_not_reported() throws Exception {
    Path stale = Sources.compile(work.resolve("stale"), List.of(api), Importers.MENDED);
    Report report = spotBugs().aux(stale).analyze(classes);
    assertEquals(List.of(), report.missing());
    assertEquals(1, report.bugs().size());
  }

  private void assertToldOnce(String name) throws Exception {
    Report report = spotBugs().aux(neighbours).analyze(classes);
    assertEquals(List.of(), report.errors(), report.console());
    assertEquals(List.of(), report.missing(), report.console());
    List<String> told = report.console().lines().filter(line -> line.contains(name)).toList();
    assertEquals(1, told.size(), report.console());
    assertTrue(told.get(0).startsWith("[pagewarden] "), told.get(0));
    assertEquals(1, report.bugs().size(), report.console());
  }

  private SpotBugs spotBugs() {
    return SpotBugs.latest(work).aux(api).with("-visitors", "PageAccessDetector");
  }
}
