package dev.pagewarden.detectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Contracts beyond the built-in one, good and bad. */
class ContractIT {
  private static final String FRAMES =
      """
      package lib.frames;
      public final class Frames {
        public static Frames lend() { return new Frames(); }
        public byte[] bytes() { return new byte[0]; }
      }
      """;
  private static final String VIEWER =
      """
      package shop;
      import lib.frames.Frames;
      public class Viewer {
        byte[] view() {
          Frames frames = Frames.lend();
          return frames.bytes();
        }
      }
      """;
  private static final String CONTRACT =
      """
      version: 1
      types:
        table: [lib.frames.Frames]
      map:
        - member: Frames.lend
          result: table
      access:
        - member: Frames.bytes
          kind: copy
          remedy: ask the lender
      """;
  private static final String FOUND = "shop.Viewer.view()[B:6";

  @TempDir Path work;
  private Path api;
  private Path apiClasses;
  private Path classes;

  @BeforeEach
  void compile() throws Exception {
    apiClasses = Sources.compile(work.resolve("frames"), List.of(), FRAMES);
    api = Sources.jar(work.resolve("frames.jar"), apiClasses);
    classes = Sources.compile(work.resolve("classes"), List.of(api), VIEWER);
  }

  @Test
  void without_a_contract_there_is_nothing_to_find() throws Exception {
    assertEquals(List.of(), where(spotBugs().aux(api).analyze(classes)));
  }

  @Test
  void the_projects_own_contract_is_read() throws Exception {
    Path file = Files.writeString(work.resolve("own.yaml"), CONTRACT);
    Report report = spotBugs().aux(api).property("pagewarden.contract", file).analyze(classes);
    assertEquals(List.of(FOUND), where(report), report.console());
    Bug bug = report.bugs().get(0);
    assertTrue(bug.message().contains("Instead, ask the lender."), bug.message());
    assertEquals(file + ":8", bug.properties().get("pagewarden.rule"));
  }

  @Test
  void the_contract_that_a_library_carries_is_read() throws Exception {
    Report report = spotBugs().aux(carrying(CONTRACT)).analyze(classes);
    assertEquals(List.of(FOUND), where(report), report.console());
  }

  @Test
  void a_mistake_in_the_projects_own_contract_is_an_error_with_its_place() throws Exception {
    Path file = Files.writeString(work.resolve("own.yaml"), "version: 1\nacces: []\n");
    Report report =
        spotBugs().aux(carrying(CONTRACT)).property("pagewarden.contract", file).analyze(classes);
    assertEquals(1, report.errors().size(), report.console());
    String error = report.errors().get(0);
    assertTrue(error.startsWith("Pagewarden: " + file + ":2:1: "), error);
    assertEquals(List.of(FOUND), where(report), report.console());
  }

  @Test
  void a_contract_that_is_not_there_is_an_error_that_says_where_it_was_sought() throws Exception {
    Report report = spotBugs().property("pagewarden.contract", "gone.yaml").analyze(classes);
    assertEquals(1, report.errors().size(), report.console());
    String error = report.errors().get(0);
    assertTrue(error.contains("gone.yaml") && error.contains(work.toString()), error);
  }

  @Test
  void a_mistake_in_a_librarys_contract_is_told_and_fails_nothing() throws Exception {
    Path file = Files.writeString(work.resolve("own.yaml"), CONTRACT);
    Path library = carrying("version: 1\nacces: []\n");
    Report report = spotBugs().aux(library).property("pagewarden.contract", file).analyze(classes);
    assertEquals(List.of(), report.errors());
    List<String> told =
        report.console().lines().filter(line -> line.startsWith("[pagewarden]")).toList();
    assertEquals(1, told.size(), report.console());
    assertTrue(told.get(0).contains("contract.yaml:2:1: "), told.get(0));
    assertEquals(List.of(FOUND), where(report), report.console());
  }

  private Path carrying(String contract) throws Exception {
    Path file = apiClasses.resolve("META-INF/pagewarden/contract.yaml");
    Files.createDirectories(file.getParent());
    Files.writeString(file, contract);
    return Sources.jar(work.resolve("carrying.jar"), apiClasses);
  }

  private SpotBugs spotBugs() {
    return SpotBugs.latest(work).with("-visitors", "PageAccessDetector");
  }

  private static List<String> where(Report report) {
    return report.of("DMABUF_PAGE_ACCESS").stream().map(Bug::where).toList();
  }
}
