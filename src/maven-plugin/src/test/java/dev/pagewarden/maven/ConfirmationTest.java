package dev.pagewarden.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pagewarden.evidence.AccessSite;
import dev.pagewarden.evidence.CallSite;
import dev.pagewarden.evidence.RecordReader;
import dev.pagewarden.evidence.RecordWriter;
import dev.pagewarden.evidence.ReportedFinding;
import dev.pagewarden.evidence.RunRecord;
import dev.pagewarden.evidence.RunRecords;
import dev.pagewarden.evidence.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfirmationTest {
  private static final String HASH = "0123456789abcdef0123456789abcdef";
  private static final RunRecord.Header HEADER = RunRecord.Header.of("1", 7, "17", 1, "test");

  @TempDir private Path directory;

  @Test
  void a_touched_site_confirms_its_finding_and_no_other() throws IOException {
    List<ReportedFinding> findings =
        Confirmation.of(List.of(bug(3, 41), bug(9, 50)), records(site(3, 41)));
    assertEquals(
        List.of(Verdict.CONFIRMED, Verdict.NOT_REACHED),
        findings.stream().map(f -> f.outcome().verdict()).toList());
    assertEquals(
        "drivers/Fastrpc.java:41 DMABUF_PAGE_ACCESS CONFIRMED (at least once, by SystemHeap):"
            + " Scatterlist.page() of an imported table. Instead, use dmaAddress()",
        FindingLines.line(findings.get(0)));
    assertEquals("2 findings: 1 confirmed; 1 not reached.", FindingLines.summary(findings));
  }

  @Test
  void what_only_a_run_saw_is_a_finding_at_its_own_place() throws IOException {
    List<ReportedFinding> findings = Confirmation.of(List.of(), records(site(3, 41)));
    assertEquals(1, findings.size());
    assertEquals("DMABUF_RUNTIME_ONLY", findings.get(0).pattern());
    assertTrue(
        FindingLines.line(findings.get(0))
            .startsWith("drivers/Fastrpc.java:41 DMABUF_RUNTIME_ONLY RUNTIME ONLY (at least once"),
        FindingLines.line(findings.get(0)));
  }

  @Test
  void without_a_run_nothing_is_claimed() {
    ReportedFinding finding = Confirmation.of(List.of(bug(3, 41)), RunRecords.none()).get(0);
    assertEquals(Verdict.NOT_OBSERVED, finding.outcome().verdict());
    assertFalse(FailOn.CONFIRMED.isFailedBy(finding));
    assertTrue(FailOn.ANY.isFailedBy(finding));
    assertFalse(FailOn.NEVER.isFailedBy(finding));
  }

  private RunRecords records(CallSite touched) throws IOException {
    AccessSite site = new AccessSite(touched, HASH, "Scatterlist.page()");
    try (RecordWriter writer = RecordWriter.open(directory, HEADER)) {
      writer.write(new RunRecord.Instrumented(touched.className(), HASH, 2));
      writer.write(
          new RunRecord.Access(
              site, "PAGE", null, "a/SystemHeap", "b", new RunRecord.Actor("main", null, null), 1));
    }
    return RecordReader.readDirectory(directory);
  }

  private static SpotBugsReport.Bug bug(int bytecodeIndex, int line) {
    CallSite site = site(bytecodeIndex, line);
    Map<String, String> properties =
        Map.of(
            "accessor", "Scatterlist.page()",
            "remedy", "use dmaAddress()",
            "site.class", site.className(),
            "site.method", site.methodName(),
            "site.descriptor", site.descriptor(),
            "site.bytecodeIndex", Integer.toString(bytecodeIndex),
            "site.line", Integer.toString(line),
            "site.classHash", HASH);
    return new SpotBugsReport.Bug(
        "DMABUF_PAGE_ACCESS", site, "Fastrpc.java", "message", List.of(), properties);
  }

  private static CallSite site(int bytecodeIndex, int line) {
    return new CallSite("drivers/Fastrpc$Session", "create", "()V", bytecodeIndex, -1, line);
  }
}
