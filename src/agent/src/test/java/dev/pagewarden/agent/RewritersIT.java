package dev.pagewarden.agent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pagewarden.evidence.SiteTally;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jacoco.core.data.ExecutionData;
import org.jacoco.core.tools.ExecFileLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Beside others that rewrite classes, and in JVMs that are set up for safety or speed. */
class RewritersIT {
  @TempDir Path home;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void jacoco_covers_the_same_with_and_without_us(boolean jacocoFirst) throws Exception {
    Path alone = Files.createDirectory(home.resolve("alone"));
    ChildJvm.in(alone)
        .withoutAgent()
        .withJvmOptions(jacoco(alone))
        .run("sample.app.IndirectAccess");
    List<String> agents = new ArrayList<>(List.of(ours()));
    agents.add(jacocoFirst ? 0 : 1, jacoco(home));
    ChildJvm.Result result =
        ChildJvm.in(home)
            .withoutAgent()
            .withJvmOptions(agents.toArray(String[]::new))
            .run("sample.app.IndirectAccess");
    assertEquals("", result.err());
    assertEquals(List.of(), Expectations.differences(result.read(), "IndirectAccess"));
    assertTrue(
        result.read().tallies("sample/app/IndirectAccess").stream()
            .map(SiteTally::site)
            .filter(site -> site.callSite().ordinal() >= 0)
            .allMatch(site -> site.callSite().bytecodeIndex() >= 0));
    Map<String, ExecutionData> expected = covered(alone);
    Map<String, ExecutionData> found = covered(home);
    assertEquals(expected.keySet(), found.keySet());
    assertTrue(expected.size() >= 8, expected.keySet().toString());
    for (ExecutionData each : expected.values()) {
      ExecutionData other = found.get(each.getName());
      assertEquals(each.getId(), other.getId(), each.getName());
      if (each.getName().startsWith("sample/app/")) {
        assertArrayEquals(each.getProbes(), other.getProbes(), each.getName());
      } else {
        assertCoversAsMuch(each, other);
      }
    }
  }

  /** Of the API, entries are walked on our account, too, by the API's own code. */
  private static void assertCoversAsMuch(ExecutionData expected, ExecutionData found) {
    for (int i = 0; i < expected.getProbes().length; i++) {
      assertTrue(found.getProbes()[i] || !expected.getProbes()[i], expected.getName() + " " + i);
    }
  }

  @Test
  void mockito_may_mock_what_we_have_probed() throws Exception {
    ChildJvm.Result result =
        withLibraries("-XX:+EnableDynamicAgentLoading").run("sample.app.Mocked");
    assertEquals(0, result.exit(), result.err());
    assertEquals("42\n1\n", result.out());
    assertEquals(List.of(), Expectations.differences(result.read(), "Mocked"));
    assertEquals(
        List.of(2L),
        result.read().tallies("sample/app/Mocked").stream()
            .filter(SiteTally::touched)
            .map(SiteTally::imported)
            .toList());
  }

  @Test
  void blockhound_may_guard_the_threads() throws Exception {
    ChildJvm.Result result =
        withLibraries("-XX:+EnableDynamicAgentLoading", "-XX:+AllowRedefinitionToAddDeleteMethods")
            .run("sample.app.Guarded");
    assertEquals(0, result.exit(), result.err());
    assertEquals("installed\n", result.out());
    assertEquals(List.of(), Expectations.differences(result.read(), "Guarded"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-XX:+DisableAttachMechanism",
        "-Xshare:off",
        "-Xint",
        "-XX:+UseSerialGC -XX:TieredStopAtLevel=1",
        "-XX:+UnlockDiagnosticVMOptions -XX:+BytecodeVerificationLocal -XX:+BytecodeVerificationRemote"
      })
  void it_works_in_jvms_set_up_for_safety_or_speed(String options) throws Exception {
    ChildJvm.Result result =
        ChildJvm.in(home).withJvmOptions(options.split(" ")).run("sample.app.Upcalls");
    assertEquals("", result.err());
    assertEquals(0, result.exit());
    assertEquals(List.of(), Expectations.differences(result.read(), "Upcalls"));
  }

  @Test
  void it_works_with_an_archive_of_the_programs_classes() throws Exception {
    Path archive = home.resolve("classes.jsa");
    Path jar = SampleJar.in(home);
    ChildJvm.in(home)
        .withoutAgent()
        .withoutVerification()
        .withClassPath(jar.toString())
        .withJvmOptions("-XX:ArchiveClassesAtExit=" + archive)
        .run("sample.app.DirectAccess");
    assertTrue(Files.exists(archive), "no archive was made");
    ChildJvm.Result result =
        ChildJvm.in(home)
            .withoutVerification()
            .withClassPath(jar.toString())
            .withJvmOptions("-XX:SharedArchiveFile=" + archive, "-Xshare:auto")
            .run("sample.app.DirectAccess");
    assertEquals(0, result.exit(), result.err());
    assertEquals(List.of(), Expectations.differences(result.read(), "DirectAccess", "Heap"));
  }

  /** For a minute: {@code -Dpagewarden.soak=60000}. */
  @Test
  void sixty_four_threads_lose_no_count() throws Exception {
    String millis = System.getProperty("pagewarden.soak", "3000");
    ChildJvm.Result result = ChildJvm.in(home).run("sample.app.ManyThreads", "64", millis);
    assertEquals("", result.err());
    long rounds = Long.parseLong(result.out().strip());
    SiteTally peek =
        result.read().tallies("sample/app/ManyThreads").stream()
            .filter(tally -> tally.site().callSite().methodName().equals("peek"))
            .findFirst()
            .orElseThrow();
    assertEquals(2 * rounds, peek.imported());
    assertEquals(2 * rounds, peek.other());
  }

  private ChildJvm withLibraries(String... options) {
    ChildJvm jvm =
        ChildJvm.in(home)
            .with("strategy=record")
            .withClassPath(System.getProperty("surefire.test.class.path"));
    boolean knowsLoading = Runtime.version().feature() >= 21;
    for (String option : options) {
      if (knowsLoading || !option.contains("DynamicAgent")) {
        jvm.withJvmOptions(option);
      }
    }
    return jvm;
  }

  /**
   * What JaCoCo says of the samples: by name, since an agent's own classes are nobody's concern.
   */
  private static Map<String, ExecutionData> covered(Path directory) throws IOException {
    ExecFileLoader executions = new ExecFileLoader();
    executions.load(directory.resolve("jacoco.exec").toFile());
    Map<String, ExecutionData> covered = new TreeMap<>();
    for (ExecutionData data : executions.getExecutionDataStore().getContents()) {
      if (data.getName().startsWith("sample/")) {
        covered.put(data.getName(), data);
      }
    }
    return covered;
  }

  private String ours() {
    return "-javaagent:"
        + ChildJvm.agentJar()
        + "=summary=false,strategy=record,destdir="
        + home.resolve("records");
  }

  private static String jacoco(Path directory) {
    return "-javaagent:"
        + System.getProperty("jacoco.jar")
        + "=destfile="
        + directory.resolve("jacoco.exec");
  }
}
