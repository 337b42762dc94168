package dev.pagewarden.detectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a finding looks like in SpotBugs' reports. */
class ReportingIT {
  @TempDir Path work;
  private Path api;

  @BeforeEach
  void make_the_api() throws Exception {
    api = ShapedApi.jar(work);
  }

  @Test
  void the_message_names_importer_accessor_mapping_and_remedy() throws Exception {
    Bug bug = only(Importers.CAMERA);
    assertTrue(
        bug.message()
            .startsWith(
                "shop.Camera.show(DmaBuf) uses Scatterlist.page(), the CPU side of the imported"
                    + " table mapped at Camera.java:[line 6], which is its exporter's alone."
                    + " Instead, use Scatterlist.dmaAddress()"),
        bug.message());
    assertTrue(bug.message().endsWith("."), bug.message());
  }

  @Test
  void the_path_follows_the_primary_line_from_the_mapping_to_the_access() throws Exception {
    List<Bug.Line> lines = only(Importers.CAMERA).lines();
    assertEquals("Camera.java:7", lines.get(0).toString());
    assertEquals("Camera.java:6", lines.get(1).at());
    assertEquals("Camera.java:7", lines.get(lines.size() - 1).at());
    for (Bug.Line step : lines.subList(1, lines.size())) {
      assertTrue(step.role().matches("[A-Z].* at"), step.toString());
    }
  }

  @Test
  void an_access_without_records_is_of_normal_confidence_and_scariest() throws Exception {
    Bug bug = only(Importers.CAMERA);
    assertEquals(2, bug.priority());
    assertEquals(3, bug.rank());
  }

  @Test
  void the_properties_hold_the_call_site_of_the_access() throws Exception {
    Bug bug = only(Importers.CAMERA);
    assertEquals("Scatterlist.page()", bug.properties().get("pagewarden.accessor"));
    assertEquals("PAGE", bug.properties().get("pagewarden.kind"));
    assertEquals("shop/Camera", bug.properties().get("pagewarden.site.class"));
    assertEquals("show", bug.properties().get("pagewarden.site.method"));
    assertEquals("7", bug.properties().get("pagewarden.site.line"));
    assertTrue(Integer.parseInt(bug.properties().get("pagewarden.site.bytecodeIndex")) > 0);
  }

  @Test
  void the_hash_stays_when_lines_shift_or_the_path_changes() throws Exception {
    Bug bug = only(Importers.CAMERA);
    Bug shifted = only("// a comment\n\n" + Importers.CAMERA);
    assertEquals("Camera.java:9", shifted.lines().get(0).at());
    assertEquals(bug.hash(), shifted.hash());
    Bug rerouted =
        only(
            Importers.CAMERA.replace(
                "table.firstEntry()", "new SgTable[] {table}[0].firstEntry()"));
    assertEquals(bug.hash(), rerouted.hash());
    Bug otherMethod = only(Importers.CAMERA.replace("show(", "display("));
    assertNotEquals(bug.hash(), otherMethod.hash());
  }

  @Test
  void a_baseline_holds_when_lines_shift() throws Exception {
    Path before = compile(Importers.CAMERA);
    Path baseline = work.resolve("baseline.xml");
    Files.writeString(
        baseline, SpotBugs.latest(work).aux(api).analyzeTo("-xml:withMessages", before));
    Path after = compile("// a comment\n" + Importers.CAMERA);
    Report report = spotBugs().with("-excludeBugs", baseline.toString()).analyze(after);
    assertEquals(List.of(), report.bugs());
  }

  @Test
  void a_baseline_holds_when_the_table_takes_another_way_and_the_mapping_moves() throws Exception {
    String after =
        Importers.CAMERA
            .replace(
                "buffer.mapAttachment(attachment, DmaDirection.FROM_DEVICE)",
                "map(buffer, attachment)")
            .replaceFirst(
                "}\n$",
                """
                  private static SgTable map(DmaBuf buffer, DmaBufAttachment attachment) {
                    return buffer.mapAttachment(attachment, DmaDirection.FROM_DEVICE);
                  }
                }
                """);
    Path baseline = work.resolve("baseline.xml");
    Path before = compile(Importers.CAMERA);
    Files.writeString(
        baseline, SpotBugs.latest(work).aux(api).analyzeTo("-xml:withMessages", before));
    assertEquals(12, mappingLine(only(after)));
    Report report = spotBugs().with("-excludeBugs", baseline.toString()).analyze(compile(after));
    assertEquals(List.of(), report.bugs());
  }

  private static int mappingLine(Bug bug) {
    String at = bug.lines().get(1).at();
    return Integer.parseInt(at.substring(at.indexOf(':') + 1));
  }

  @Test
  void sarif_points_at_the_importer() throws Exception {
    String sarif = spotBugs().analyzeTo("-sarif", compile(Importers.CAMERA));
    assertTrue(sarif.contains("\"ruleId\":\"DMABUF_PAGE_ACCESS\""), sarif);
    assertTrue(sarif.contains("\"startLine\":7"), sarif);
    assertTrue(sarif.contains("\"fullyQualifiedName\":\"shop.Camera.show(DmaBuf)\""), sarif);
  }

  @Test
  void a_class_with_too_many_methods_for_spotbugs_is_analysed_all_the_same() throws Exception {
    StringBuilder methods = new StringBuilder();
    for (int i = 0; i < 1001; i++) {
      methods.append("  void m").append(i).append("() {}\n");
    }
    Bug bug = only(Importers.CAMERA.replaceFirst("}\n$", methods + "}\n"));
    assertEquals("shop.Camera.show(Llib/dma/DmaBuf;)Llib/dma/Page;:7", bug.where());
  }

  private Bug only(String source) throws Exception {
    Report report = spotBugs().analyze(compile(source));
    List<Bug> bugs = report.of("DMABUF_PAGE_ACCESS");
    assertEquals(1, bugs.size(), report.console());
    return bugs.get(0);
  }

  private Path compile(String source) throws Exception {
    Path classes = Files.createTempDirectory(work, "classes");
    return Sources.compile(classes, List.of(api), source);
  }

  private SpotBugs spotBugs() {
    return SpotBugs.latest(work).aux(api).with("-visitors", "PageAccessDetector");
  }
}
