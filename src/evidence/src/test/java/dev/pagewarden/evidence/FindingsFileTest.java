package dev.pagewarden.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FindingsFileTest {
  private static final CallSite SITE = new CallSite("a/B", "m", "()V", 7, 0, 42);

  @TempDir Path directory;

  private static ReportedFinding confirmed(String message) {
    return new ReportedFinding(
        "DMABUF_PAGE_ACCESS",
        "Scatterlist.page()",
        "a.B",
        SITE,
        "B.java",
        new CallSite("a/B", "open", "()V", 1, 0, 30),
        List.of(
            new PathStep("Mapped at", new CallSite("a/B", "open", "()V", 1, 0, 30), "B.java"),
            new PathStep("Touched at", SITE, null)),
        new Outcome(
            Verdict.CONFIRMED,
            Watch.INSTRUMENTED,
            MatchGrade.EXACT,
            3,
            1,
            true,
            List.of("x.Heap"),
            List.of("frame"),
            List.of("T.t"),
            null),
        "use dmaAddress()",
        message);
  }

  private static ReportedFinding unseen() {
    return new ReportedFinding(
        "DMABUF_PAGE_ACCESS",
        "SgTable.pages()",
        "a.B",
        SITE,
        null,
        null,
        List.of(),
        Outcome.unseen(Verdict.NOT_OBSERVED, Watch.NOT_INSTRUMENTED, "VerifyError"),
        null,
        "m");
  }

  @Test
  void findings_come_back_as_they_were() throws IOException {
    Path file = directory.resolve("new/findings.json");
    List<ReportedFinding> findings =
        List.of(confirmed("\"quoted\"\n漢字 \uD83D\uDE00 </script> \u2028 \uD800"), unseen());
    FindingsFile.write(file, findings, List.of(new RunRecord.Note("shared", "once only")));
    assertEquals(findings, FindingsFile.read(file));
    assertTrue(Files.readString(file).contains("\"text\": \"once only\""));
    FindingsFile.write(file, List.of(), List.of());
    assertEquals(List.of(), FindingsFile.read(file));
    try (var left = Files.list(file.getParent())) {
      assertEquals(1, left.count());
    }
  }

  @Test
  void wrong_file_is_told_by_finding_and_member() throws IOException {
    Path file = directory.resolve("findings.json");
    FindingsFile.write(file, List.of(unseen(), confirmed("m")), List.of());
    String text = Files.readString(file);
    assertComplaint(
        file,
        text.replace("\"CONFIRMED\"", "\"PROBABLY\""),
        "finding 2: \"verdict\" is \"PROBABLY\", which is not known");
    assertComplaint(
        file, text.replaceFirst("\"message\"", "\"text\""), "finding 1: \"message\" is missing");
    assertComplaint(
        file, text.replace("\"exact\": true", "\"exact\": 1"), "finding 1: \"exact\" is neither");
    assertComplaint(file, text.substring(0, text.length() / 2), "not JSON");
    assertComplaint(file, "", "not JSON");
    assertComplaint(
        file,
        "{\"format\":9}",
        "is of findings format 9, and this Pagewarden reads format 1; use the same version");
  }

  private static void assertComplaint(Path file, String text, String complaint) throws IOException {
    Files.writeString(file, text);
    IOException e = assertThrows(IOException.class, () -> FindingsFile.read(file));
    assertTrue(e.getMessage().startsWith(file + ": " + complaint), e.getMessage());
  }
}
