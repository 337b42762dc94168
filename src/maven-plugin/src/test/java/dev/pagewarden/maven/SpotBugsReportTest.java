package dev.pagewarden.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pagewarden.evidence.CallSite;
import dev.pagewarden.evidence.PathStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpotBugsReportTest {
  @TempDir private Path directory;

  @Test
  void a_finding_stands_at_its_first_source_line() throws IOException {
    SpotBugsReport report =
        read(
            """
            <BugCollection>
              <Project/>
              <BugInstance type="DMABUF_PAGE_ACCESS" rank="1">
                <ShortMessage>short</ShortMessage>
                <LongMessage>A.f() uses &lt;page&gt;</LongMessage>
                <Class classname="a.A"><SourceLine classname="a.A" start="1"/></Class>
                <Method classname="a.A" name="f" signature="()V">
                  <SourceLine classname="a.A" start="2"/>
                </Method>
                <SourceLine classname="a.A$B" start="7" startBytecode="12" sourcefile="A.java">
                  <Message>x</Message>
                </SourceLine>
                <SourceLine classname="a.C" start="5" startBytecode="3" sourcefile="C.java"
                    role="Mapped at"/>
                <Property name="pagewarden.verdict" value="CONFIRMED"/>
                <Property name="other.x" value="y"/>
              </BugInstance>
              <BugInstance type="NP_NULL"><SourceLine start="1"/></BugInstance>
            </BugCollection>
            """);
    assertEquals(
        List.of(
            new SpotBugsReport.Bug(
                "DMABUF_PAGE_ACCESS",
                new CallSite("a/A$B", "f", "()V", 12, -1, 7),
                "A.java",
                "A.f() uses <page>",
                List.of(new PathStep("Mapped at", new CallSite("a/C", "", "", 3, -1, 5), "C.java")),
                Map.of("verdict", "CONFIRMED"))),
        report.bugs());
    assertEquals(List.of(), report.errors());
  }

  @Test
  void what_the_analysis_could_not_do_is_kept() throws IOException {
    SpotBugsReport report =
        read(
            """
            <BugCollection><Errors errors="1" missingClasses="1">
              <MissingClass>a.Gone</MissingClass>
              <Error><ErrorMessage>failed</ErrorMessage><Exception>a.E: x</Exception></Error>
            </Errors></BugCollection>
            """);
    assertEquals(List.of("a.Gone", "failed", "a.E: x"), report.errors());
  }

  @Test
  void a_truncated_report_is_refused_by_name() {
    IOException e = assertThrows(IOException.class, () -> read("<BugCollection><BugInst"));
    assertTrue(e.getMessage().contains("report.xml is no report of SpotBugs"), e.getMessage());
  }

  @Test
  void external_entities_are_not_read() throws IOException {
    Path secret = Files.writeString(directory.resolve("secret"), "s3cret");
    String xml =
        """
        <!DOCTYPE x [<!ENTITY e SYSTEM "%s">]>
        <BugCollection><BugInstance type="DMABUF_PAGE_ACCESS">
          <LongMessage>&e;</LongMessage></BugInstance></BugCollection>
        """
            .formatted(secret.toUri());
    try {
      assertFalse(read(xml).toString().contains("s3cret"));
    } catch (IOException refused) {
      assertTrue(refused.getMessage().contains("is no report of SpotBugs"), refused.getMessage());
    }
  }

  private SpotBugsReport read(String xml) throws IOException {
    return SpotBugsReport.read(Files.writeString(directory.resolve("report.xml"), xml));
  }
}
