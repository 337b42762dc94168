package dev.pagewarden.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pagewarden.evidence.CallSite;
import dev.pagewarden.evidence.RunRecords;
import dev.pagewarden.evidence.SiteTally;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.jacoco.core.analysis.Analyzer;
import org.jacoco.core.analysis.CoverageBuilder;
import org.jacoco.core.analysis.IClassCoverage;
import org.jacoco.core.tools.ExecFileLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Beside other agents, in modules, under odd class loaders and paths. */
class CompanyIT {
  @TempDir Path home;

  @Test
  void with_jacoco_before_it_both_see_everything() throws Exception {
    String jacoco = jacoco();
    ChildJvm jvm = ChildJvm.in(home).withoutAgent();
    assertBothSee(jvm.withJvmOptions(jacoco, ours()));
  }

  @Test
  void with_jacoco_after_it_both_see_everything() throws Exception {
    String jacoco = jacoco();
    ChildJvm jvm = ChildJvm.in(home).withoutAgent();
    assertBothSee(jvm.withJvmOptions(ours(), jacoco));
  }

  private void assertBothSee(ChildJvm jvm) throws Exception {
    List<CallSite> alone = sites(ChildJvm.in(Files.createDirectory(home.resolve("alone"))));
    assertEquals(6, alone.size());
    assertEquals(alone, sites(jvm));
    ExecFileLoader executions = new ExecFileLoader();
    executions.load(home.resolve("jacoco.exec").toFile());
    CoverageBuilder coverage = new CoverageBuilder();
    Path classFile = Path.of(System.getProperty("sample.classes"), "sample/app/OneLine.class");
    new Analyzer(executions.getExecutionDataStore(), coverage).analyzeAll(classFile.toFile());
    IClassCoverage oneLine = coverage.getClasses().iterator().next();
    assertEquals(0, coverage.getNoMatchClasses().size());
    assertTrue(oneLine.getLineCounter().getCoveredCount() >= 8, oneLine.getLineCounter() + "");
  }

  private static List<CallSite> sites(ChildJvm jvm) throws Exception {
    ChildJvm.Result result = jvm.run("sample.app.OneLine");
    assertEquals("", result.err());
    assertEquals(0, result.exit());
    RunRecords records = result.read();
    assertEquals(List.of(), records.complaints());
    List<CallSite> sites =
        records.tallies().stream().map(SiteTally::site).map(s -> s.callSite()).toList();
    assertTrue(sites.stream().allMatch(site -> site.bytecodeIndex() >= 0), sites.toString());
    return sites;
  }

  @Test
  void a_retransformation_by_another_agent_leaves_the_probes() throws Exception {
    Path jar = home.resolve("retransforming.jar");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Premain-Class", "sample.app.Retransforming");
    manifest.getMainAttributes().putValue("Can-Retransform-Classes", "true");
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out, manifest)) {
      entries.putNextEntry(new JarEntry("empty"));
    }
    ChildJvm.Result result =
        ChildJvm.in(home)
            .withJvmOptions("-javaagent:" + jar)
            .with("strategy=record")
            .run("sample.app.Retransforming");
    assertEquals("", result.err());
    assertEquals(0, result.exit(), result.out());
    assertEquals(
        List.of(), Expectations.differences(result.read(), "Retransforming", "IndirectAccess"));
  }

  @Test
  void a_second_agent_stands_down() throws Exception {
    ChildJvm.Result result = ChildJvm.in(home).withJvmOptions(ours()).run("sample.app.OneLine");
    assertEquals(1, result.err().lines().count(), result.err());
    assertTrue(result.err().contains("another Pagewarden agent"), result.err());
    assertEquals(0, result.exit());
    assertEquals(1, result.read().runs().size());
  }

  @Test
  void importers_and_tables_in_named_modules_are_seen() throws Exception {
    ChildJvm.Result result =
        ChildJvm.in(home).inModules().run("-m", "sample.app/sample.app.DirectAccess");
    assertEquals("", result.err());
    assertEquals(0, result.exit());
    assertEquals(List.of(), Expectations.differences(result.read(), "DirectAccess", "Heap"));
  }

  @Test
  void an_isolated_class_loader_is_seen() throws Exception {
    ChildJvm.Result result = ChildJvm.in(home).run("sample.app.Isolated");
    assertEquals("", result.err());
    assertEquals(0, result.exit(), result.out());
    assertEquals(List.of(), Expectations.differences(result.read(), "DirectAccess"));
  }

  @Test
  void osgi_bundles_are_seen() throws Exception {
    ChildJvm.Result result =
        ChildJvm.in(home)
            .withClassPath(System.getProperty("surefire.test.class.path"))
            .run("sample.programs.Bundles", System.getProperty("sample.classes"), home.toString());
    // Felix itself draws warnings of newer JDKs.
    assertFalse(result.err().contains("pagewarden"), result.err());
    assertEquals("done true\nfalse\n", result.out());
    assertEquals(List.of(), Expectations.differences(result.read(), "DirectAccess", "Heap"));
    assertEquals(List.of(), result.read().unwatched());
  }

  @Test
  void paths_may_hold_spaces() throws Exception {
    Path spaced = Files.createDirectories(home.resolve("my work/a b"));
    Path jar = Files.copy(Path.of(ChildJvm.agentJar()), spaced.resolve("the agent.jar"));
    ChildJvm.Result result =
        ChildJvm.in(spaced)
            .withoutAgent()
            .withJvmOptions(
                "-javaagent:" + jar + "=summary=false,destdir=" + spaced.resolve("records"))
            .run("sample.app.OneLine");
    assertEquals("", result.err());
    assertEquals(6, result.read().tallies().size());
  }

  @Test
  void a_program_without_dma_buf_is_left_alone() throws Exception {
    ChildJvm.Result result = ChildJvm.in(home).with("dump=dump").run("sample.app.Plain");
    assertEquals("", result.err());
    assertEquals("[1, 1]\n", result.out());
    assertTrue(Files.notExists(home.resolve("dump")));
    try (Stream<Path> files = Files.list(result.records())) {
      Path file = files.findFirst().orElseThrow();
      assertEquals(2, Files.readAllLines(file).size(), "more than header and end");
    }
  }

  private String ours() {
    return "-javaagent:"
        + ChildJvm.agentJar()
        + "=summary=false,destdir="
        + home.resolve("records");
  }

  private String jacoco() throws IOException {
    String jar = System.getProperty("jacoco.jar");
    assertTrue(Files.exists(Path.of(jar)), jar);
    return "-javaagent:" + jar + "=destfile=" + home.resolve("jacoco.exec");
  }
}
