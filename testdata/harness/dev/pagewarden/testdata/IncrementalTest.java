package dev.pagewarden.testdata;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pagewarden.maven.SpotBugsReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an IDE shows after a file was saved, when it passes that file's classes alone, is what a
 * full run finds in them. A few cases are tried; {@code -Dtestdata.incremental=all} tries each.
 */
class IncrementalTest {
  private static final int SAMPLE = 3;

  private static List<Path> auxiliary;
  private static List<String> noRecords;
  private static SpotBugsReport full;

  @BeforeAll
  static void analyse(@TempDir Path empty) throws IOException, InterruptedException {
    noRecords = List.of("-Dpagewarden.records=" + empty);
    auxiliary = new ArrayList<>(List.of(Setting.application(), libraryAlone(empty)));
    auxiliary.addAll(Setting.libraries());
    full =
        SpotBugsReport.read(
            SpotBugsRun.analyse("full", noRecords, List.of(Setting.application()), auxiliary));
  }

  /** The library is a module of its own, so its classes stand in a directory of their own. */
  private static Path libraryAlone(Path work) throws IOException {
    Path library = Files.createDirectories(work.resolve("modules/library"));
    try (Stream<Path> files = Files.list(Setting.classes().resolve("library"))) {
      for (Path file : files.toList()) {
        Files.copy(file, library.resolve(file.getFileName()));
      }
    }
    return library.getParent();
  }

  @TestFactory
  Stream<DynamicTest> classes_of_each_case_alone() {
    List<CaseFile> cases = Cases.all().stream().filter(CaseFile::hasFault).toList();
    boolean all = "all".equals(System.getProperty("testdata.incremental"));
    int step = all ? 1 : cases.size() / SAMPLE;
    return IntStream.range(0, cases.size())
        .filter(i -> i % step == step / 2 || all)
        .mapToObj(cases::get)
        .map(subject -> DynamicTest.dynamicTest(subject.className(), () -> verify(subject)));
  }

  private static void verify(CaseFile subject) throws IOException, InterruptedException {
    Path report = SpotBugsRun.analyse("incremental", noRecords, classFiles(subject), auxiliary);
    SpotBugsReport alone = SpotBugsReport.read(report);
    assertEquals(List.of(), alone.errors());
    assertEquals(of(subject, full), of(subject, alone));
    assertEquals(alone.bugs().size(), of(subject, alone).size(), "findings elsewhere");
  }

  private static List<SpotBugsReport.Bug> of(CaseFile subject, SpotBugsReport report) {
    String name = subject.className().replace('.', '/');
    return report.bugs().stream()
        .filter(bug -> bug.site().className().equals(name) || isNested(bug, name))
        .toList();
  }

  private static boolean isNested(SpotBugsReport.Bug bug, String name) {
    return bug.site().className().startsWith(name + "$");
  }

  private static List<Path> classFiles(CaseFile subject) throws IOException {
    Path main = Setting.application().resolve(subject.className().replace('.', '/') + ".class");
    String name = main.getFileName().toString().replace(".class", "");
    List<Path> files = new ArrayList<>(List.of(main));
    try (Stream<Path> siblings = Files.list(main.getParent())) {
      siblings.filter(f -> f.getFileName().toString().startsWith(name + "$")).forEach(files::add);
    }
    return files;
  }
}
