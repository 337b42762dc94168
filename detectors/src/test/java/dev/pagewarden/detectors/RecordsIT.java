package dev.pagewarden.detectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pagewarden.evidence.AccessSite;
import dev.pagewarden.evidence.CallSite;
import dev.pagewarden.evidence.ClassHash;
import dev.pagewarden.evidence.Preparation;
import dev.pagewarden.evidence.RecordWriter;
import dev.pagewarden.evidence.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What test runs recorded shows in the findings. */
class RecordsIT {
  private static final String LAZY =
      """
      package shop;
      import java.util.function.Supplier;
      import lib.dma.*;
      public class Lazy {
        static Supplier<Page> later(Scatterlist entry) {
          return () -> entry.page();
        }
      }
      """;

  @TempDir Path work;
  private Path api;
  private Path classes;
  private Path records;

  @BeforeEach
  void lay_out_a_build() throws Exception {
    api = ShapedApi.jar(work);
    classes = Sources.compile(work.resolve("target/classes"), List.of(api), Importers.CAMERA);
    records = work.resolve("target/pagewarden/records");
  }

  @Test
  void a_confirmed_finding_says_so_and_is_of_high_confidence() throws Exception {
    AccessSite site = siteOfCamera();
    record(instrumented(site), access(site), new RunRecord.Count(site, 3, 0));
    Bug bug = only("DMABUF_PAGE_ACCESS");
    assertEquals("CONFIRMED", bug.properties().get("pagewarden.verdict"));
    assertEquals("3", bug.properties().get("pagewarden.hits"));
    assertEquals("FrameTest.copies", bug.properties().get("pagewarden.tests"));
    assertTrue(
        bug.message()
            .endsWith("Test runs: CONFIRMED (3 times, by SystemHeap, in FrameTest.copies)."),
        bug.message());
    assertEquals(1, bug.priority());
    assertEquals(1, bug.rank());
  }

  @Test
  void a_finding_that_ran_clean_says_so_and_still_shows_by_default() throws Exception {
    AccessSite site = siteOfCamera();
    record(instrumented(site), new RunRecord.Reached(site, 5), new RunRecord.Count(site, 0, 7));
    Bug bug = only("DMABUF_PAGE_ACCESS");
    assertEquals("REACHED_CLEAN", bug.properties().get("pagewarden.verdict"));
    assertTrue(
        bug.message().endsWith("Test runs: REACHED, CLEAN (ran 7 times, on no imported table)."),
        bug.message());
    assertEquals(2, bug.priority());
  }

  @Test
  void a_finding_that_did_not_run_says_so() throws Exception {
    AccessSite site = siteOfCamera();
    record(instrumented(site));
    Bug bug = only("DMABUF_PAGE_ACCESS");
    assertEquals("NOT_REACHED", bug.properties().get("pagewarden.verdict"));
    assertTrue(bug.message().endsWith("Test runs: NOT REACHED."), bug.message());
    assertEquals(2, bug.priority());
  }

  @Test
  void without_records_there_is_no_verdict() throws Exception {
    Bug bug = only("DMABUF_PAGE_ACCESS");
    assertNull(bug.properties().get("pagewarden.verdict"));
  }

  @Test
  void tests_that_ran_without_the_agent_are_told_with_what_mends_it() throws Exception {
    Path reports = Files.createDirectories(work.resolve("target/surefire-reports"));
    Files.writeString(reports.resolve("TEST-shop.CameraTest.xml"), "<testsuite/>");
    Report unprepared = spotBugs().analyze(classes);
    assertTrue(
        unprepared.console().contains("tests ran (" + reports + ") without Pagewarden's agent"),
        unprepared.console());
    String obstacle =
        "surefire's <argLine> is \"-ea\" and lacks @{argLine}. Change it:\n"
            + "  <argLine>@{argLine} -ea</argLine>";
    new Preparation(0, List.of(new Preparation.TestRun(reports.toString(), obstacle)))
        .write(records);
    Report prepared = spotBugs().analyze(classes);
    assertEquals(List.of(), prepared.errors());
    obstacle
        .lines()
        .forEach(line -> assertTrue(prepared.console().contains("[pagewarden] " + line)));
    Bug bug = prepared.of("DMABUF_PAGE_ACCESS").get(0);
    assertEquals("NOT_OBSERVED", bug.properties().get("pagewarden.verdict"));
    assertTrue(
        bug.message()
            .endsWith(
                "Test runs: NOT OBSERVED (nothing ran under the agent: surefire's <argLine> is"
                    + " \"-ea\" and lacks @{argLine})."),
        bug.message());
  }

  @Test
  void a_class_that_could_not_be_instrumented_reads_so() throws Exception {
    AccessSite site = siteOfCamera();
    record(
        new RunRecord.NotInstrumented(
            site.callSite().className(), site.classHash(), "java.lang.VerifyError: bad"));
    Bug bug = only("DMABUF_PAGE_ACCESS");
    assertEquals("NOT_INSTRUMENTED", bug.properties().get("pagewarden.verdict"));
    assertTrue(
        bug.message().endsWith("Test runs: NOT INSTRUMENTED (java.lang.VerifyError: bad)."),
        bug.message());
    assertEquals(2, bug.priority());
  }

  @Test
  void records_of_another_build_are_matched_by_line_and_said_to_be() throws Exception {
    AccessSite site = siteOfCamera();
    CallSite at = site.callSite();
    CallSite moved =
        new CallSite(at.className(), at.methodName(), at.descriptor(), 99, 0, at.line());
    AccessSite old = new AccessSite(moved, "0123456789abcdef0123456789abcdef", site.accessor());
    record(instrumented(old), access(old), new RunRecord.Count(old, 1, 0));
    Bug bug = only("DMABUF_PAGE_ACCESS");
    assertEquals("CONFIRMED", bug.properties().get("pagewarden.verdict"));
    assertEquals("true", bug.properties().get("pagewarden.otherBuild"));
    assertTrue(bug.message().contains("another build"), bug.message());
  }

  @Test
  void the_hash_and_a_baseline_hold_whatever_ran() throws Exception {
    AccessSite site = siteOfCamera();
    Bug before = only("DMABUF_PAGE_ACCESS");
    Path baseline = work.resolve("baseline.xml");
    Files.writeString(baseline, spotBugs().analyzeTo("-xml:withMessages", classes));
    record(instrumented(site), access(site), new RunRecord.Count(site, 3, 0));
    assertEquals(before.hash(), only("DMABUF_PAGE_ACCESS").hash());
    Report report = spotBugs().with("-excludeBugs", baseline.toString()).analyze(classes);
    assertEquals(List.of(), report.bugs());
  }

  @Test
  void what_only_a_run_saw_is_reported_in_the_application_and_not_in_libraries() throws Exception {
    Sources.compile(classes, List.of(api), Importers.MENDED);
    AccessSite mended = site("shop/Mended", "show", "(Llib/dma/DmaBuf;)J", 7);
    AccessSite library = site("lib/dma/SgTable", "firstEntry", "()Llib/dma/Scatterlist;", 3);
    record(instrumented(mended), access(mended), instrumented(library), access(library));
    Bug bug = only("DMABUF_RUNTIME_ONLY");
    assertEquals("shop.Mended.show(Llib/dma/DmaBuf;)J:7", bug.where());
    assertEquals("RUNTIME_ONLY", bug.properties().get("pagewarden.verdict"));
    assertTrue(
        bug.message()
            .startsWith(
                "shop.Mended.show(DmaBuf) used Scatterlist.page(), the CPU side of an imported"
                    + " table, in a test run at Mended.java:[line 7];"),
        bug.message());
    assertTrue(bug.message().contains("Instead, use Scatterlist.dmaAddress()"), bug.message());
    assertEquals(1, bug.priority());
    assertEquals(1, bug.rank());
  }

  @Test
  void what_only_a_run_saw_in_a_lambda_is_reported_at_the_method_around_it() throws Exception {
    Sources.compile(classes, List.of(api), LAZY);
    String body = "(Llib/dma/Scatterlist;)Llib/dma/Page;";
    AccessSite site = site("shop/Lazy", "lambda$later$0", body, 6);
    record(instrumented(site), access(site));
    assertEquals(
        "shop.Lazy.later(Llib/dma/Scatterlist;)Ljava/util/function/Supplier;:6",
        only("DMABUF_RUNTIME_ONLY").where());
  }

  @Test
  void a_run_of_a_build_that_has_been_mended_and_run_since_is_history() throws Exception {
    Sources.compile(classes, List.of(api), Importers.MENDED);
    AccessSite now = site("shop/Mended", "show", "(Llib/dma/DmaBuf;)J", 7);
    AccessSite old =
        new AccessSite(now.callSite(), "0123456789abcdef0123456789abcdef", now.accessor());
    record(instrumented(old), access(old), instrumented(now));
    assertEquals(List.of(), spotBugs().analyze(classes).of("DMABUF_RUNTIME_ONLY"));
  }

  @Test
  void a_property_names_other_places_for_records() throws Exception {
    AccessSite site = siteOfCamera();
    record(instrumented(site), access(site));
    Path elsewhere = Files.move(records, work.resolve("elsewhere"));
    Report report = spotBugs().property("pagewarden.records", elsewhere).analyze(classes);
    assertEquals("CONFIRMED", report.bugs().get(0).properties().get("pagewarden.verdict"));
  }

  @Test
  void a_malformed_record_is_told_in_one_line_and_the_others_count() throws Exception {
    AccessSite site = siteOfCamera();
    Path file = record(instrumented(site));
    Files.writeString(file, "not a record\n", StandardOpenOption.APPEND);
    Report report = spotBugs().analyze(classes);
    assertEquals(List.of(), report.errors());
    List<String> told =
        report.console().lines().filter(line -> line.contains(file + ":3: ")).toList();
    assertEquals(1, told.size(), report.console());
    assertEquals("NOT_REACHED", report.bugs().get(0).properties().get("pagewarden.verdict"));
  }

  /** Takes the call site of the access from a run without records. */
  private AccessSite siteOfCamera() throws Exception {
    Map<String, String> properties = only("DMABUF_PAGE_ACCESS").properties();
    CallSite site =
        new CallSite(
            properties.get("pagewarden.site.class"),
            properties.get("pagewarden.site.method"),
            properties.get("pagewarden.site.descriptor"),
            Integer.parseInt(properties.get("pagewarden.site.bytecodeIndex")),
            Integer.parseInt(properties.get("pagewarden.site.ordinal")),
            Integer.parseInt(properties.get("pagewarden.site.line")));
    String hash = properties.get("pagewarden.site.classHash");
    assertEquals(ClassHash.of(Files.readAllBytes(classes.resolve("shop/Camera.class"))), hash);
    return new AccessSite(site, hash, properties.get("pagewarden.accessor"));
  }

  private AccessSite site(String className, String method, String descriptor, int line)
      throws IOException {
    Path file = classes.resolve(className + ".class");
    String hash = Files.exists(file) ? ClassHash.of(Files.readAllBytes(file)) : null;
    return new AccessSite(
        new CallSite(className, method, descriptor, 1, 0, line), hash, "Scatterlist.page()");
  }

  private static RunRecord instrumented(AccessSite site) {
    return new RunRecord.Instrumented(site.callSite().className(), site.classHash(), 1);
  }

  private static RunRecord access(AccessSite site) {
    return new RunRecord.Access(
        site,
        "PAGE",
        null,
        "lib.dma.SystemHeap",
        "frame",
        new RunRecord.Actor("main", "FrameTest.copies", null),
        5);
  }

  private Path record(RunRecord... lines) throws IOException {
    RunRecord.Header header = RunRecord.Header.of("0.1.0", 42, "OpenJDK 17", 1000, "java Tests");
    try (RecordWriter writer = RecordWriter.open(records, header)) {
      for (RunRecord line : lines) {
        assertTrue(writer.write(line));
      }
      return writer.file();
    }
  }

  private Bug only(String type) throws Exception {
    Report report = spotBugs().analyze(classes);
    List<Bug> bugs = report.of(type);
    assertEquals(1, bugs.size(), report.console());
    return bugs.get(0);
  }

  private SpotBugs spotBugs() {
    return SpotBugs.latest(work).aux(api).with("-visitors", "PageAccessDetector");
  }
}
