package dev.pagewarden.testdata;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.pagewarden.evidence.CallSite;
import dev.pagewarden.maven.SpotBugsReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What is found and recorded does not depend on who compiled the cases. */
class CompilersTest {
  /** A class's method, and the offset of the instruction in it. */
  private record Site(String className, String method, int offset) {
    static Site of(CallSite site) {
      return new Site(
          site.className(), site.methodName() + site.descriptor(), site.bytecodeIndex());
    }

    Site ofMethod() {
      return new Site(className, method, 0);
    }
  }

  @TestFactory
  Stream<DynamicContainer> findings_of_each_compilation() {
    return Compilation.withLines()
        .map(compilation -> dynamicContainer(compilation.toString(), compare(compilation)));
  }

  private static Stream<DynamicTest> compare(Compilation compilation) {
    SpotBugsReport report = analyse(compilation);
    List<Seen> findings = report.bugs().stream().map(Seen::of).toList();
    return Stream.concat(
        Stream.of(dynamicTest("no error", () -> assertEquals(List.of(), report.errors()))),
        compilation.cases().stream()
            .map(
                subject ->
                    dynamicTest(
                        subject.className(),
                        () -> new Comparison(subject).withFindings(findings).verify())));
  }

  @Test
  void classes_without_lines_and_names_have_the_findings_of_those_with() {
    Set<Site> bare = sites(analyse(Compilation.BARE));
    Set<String> classes =
        bare.stream().map(Site::className).collect(Collectors.toCollection(TreeSet::new));
    assertTrue(classes.size() > 50, () -> "findings in no more than " + classes);
    Set<Site> withLines = sites(analyse(new Compilation(Compilation.BARE.compiler(), 17, "-g")));
    Set<Site> missing = new HashSet<>(withLines);
    missing.removeAll(bare);
    assertEquals(Set.of(), missing);
    assertEquals(methods(withLines), methods(bare));
  }

  private static Set<Site> sites(SpotBugsReport report) {
    return report.bugs().stream().map(bug -> Site.of(bug.site())).collect(Collectors.toSet());
  }

  private static Set<Site> methods(Set<Site> sites) {
    return sites.stream().map(Site::ofMethod).collect(Collectors.toSet());
  }

  @TestFactory
  Stream<DynamicTest> records_of_cases_compiled_by_ecj() throws Exception {
    Path records = Compilation.ECJ.directory().resolve("records");
    AgentRun run = AgentRun.of("flow", "record", Compilation.ECJ.compile(), records);
    List<Seen> accesses = run.accesses();
    return Cases.of("flow").stream()
        .map(
            subject ->
                dynamicTest(
                    subject.className(),
                    () -> new Comparison(subject).withRecords(accesses).verify()));
  }

  private static SpotBugsReport analyse(Compilation compilation) {
    try {
      Path noRecords = Files.createDirectories(compilation.directory().resolve("none"));
      String name = compilation.directory().getFileName().toString();
      List<String> options = List.of("-Dpagewarden.records=" + noRecords);
      return SpotBugsReport.read(SpotBugsRun.analyse(name, options, compilation.compile()));
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException("Cannot analyse what is compiled by " + compilation, e);
    }
  }
}
