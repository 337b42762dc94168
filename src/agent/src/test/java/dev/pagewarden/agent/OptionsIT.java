package dev.pagewarden.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pagewarden.evidence.SiteTally;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsIT {
  @TempDir Path home;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "strateg=xor | option \"strateg\" is unknown; do you mean \"strategy\"?",
        "strategy=warp | option \"strategy\" is \"warp\"; write xor or wrap or record",
        "onaccess=stop | option \"on-access\" is \"stop\"; write continue or throw",
        "enabled | option \"enabled\" has no value; write enabled=value",
        "contract=nowhere.yaml | a contract cannot be read: nowhere.yaml does not exist",
        "includes=app/* | write class names such as a.b.*:c.D",
      })
  void a_bad_option_is_told_in_one_line_and_the_program_goes_on(String option, String message)
      throws Exception {
    ChildJvm.Result result = ChildJvm.in(home).with(option).run("sample.app.Plain");
    assertEquals(0, result.exit());
    assertEquals("[1, 1]\n", result.out());
    assertTrue(result.err().startsWith("pagewarden: the agent is off: "), result.err());
    assertTrue(result.err().contains(message), result.err());
    assertEquals(1, result.err().lines().count(), result.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"strateg=xor", "contract=nowhere.yaml", "destdir=/dev/null/x"})
  void told_to_stop_on_errors_the_jvm_does_not_start_the_program(String option) throws Exception {
    ChildJvm.Result result =
        ChildJvm.in(home).with("on-error=stop," + option).run("sample.app.Plain");
    assertEquals(1, result.exit());
    assertEquals("", result.out());
    assertEquals(2, result.err().lines().count(), result.err());
    assertTrue(result.err().contains("the JVM stops, as on-error=stop says"), result.err());
  }

  @Test
  @EnabledForJreRange(max = JRE.JAVA_23)
  void a_security_manager_that_forbids_it_is_told_of_and_the_program_runs() throws Exception {
    ChildJvm.Result result =
        ChildJvm.in(home).withJvmOptions("-Djava.security.manager=default").run("sample.app.Plain");
    assertEquals(0, result.exit(), result.err());
    assertTrue(
        result
            .err()
            .contains(
                "pagewarden: the agent is off: the security manager forbids it (access denied"),
        result.err());
  }

  @Test
  void a_system_property_skips_it() throws Exception {
    ChildJvm.Result result =
        ChildJvm.in(home).withJvmOptions("-Dpagewarden.skip=true").run("sample.app.OneLine");
    assertEquals("", result.err());
    assertFalse(Files.exists(result.records()));
  }

  @Test
  void a_line_at_the_end_says_what_was_seen() throws Exception {
    ChildJvm.Result result =
        ChildJvm.in(home).withOnly("strategy=record").run("sample.app.OneLine");
    assertEquals(1, result.err().lines().count(), result.err());
    assertTrue(
        result
            .err()
            .matches(
                "pagewarden: 1 call site reaches for pages of imported tables, 1 time in all"
                    + " \\(sample\\.app\\.OneLine\\.main line \\d+"
                    + " Scatterlist\\.physicalAddress\\(\\)\\); 5 call sites ran clean; records: "
                    + "\\S+\\.jsonl\n"),
        result.err());
    assertEquals(0, result.read().unfinished());
  }

  @Test
  void a_program_without_tables_ends_without_a_word() throws Exception {
    assertEquals("", ChildJvm.in(home).withOnly("jmx=true").run("sample.app.Plain").err());
  }

  @Test
  void beyond_max_sites_classes_are_not_instrumented_and_said_to_be() throws Exception {
    ChildJvm.Result result =
        ChildJvm.in(home).with("strategy=record,max-sites=1").run("sample.app.DirectAccess");
    assertEquals(0, result.exit());
    assertEquals(1, result.err().lines().count(), result.err());
    assertTrue(result.err().contains("more call sites than the 1 that are watched"), result.err());
    assertTrue(result.read().failure("sample/app/Heap", null).reason().contains("max-sites"));
    assertEquals(null, result.read().failure("sample/app/DirectAccess", null));
  }

  @Test
  void a_mistake_in_a_contract_is_told_with_its_place() throws Exception {
    Path contract = home.resolve("own.yaml");
    Files.writeString(contract, "version: 1\ntypes:\n  tabel: [X]\n");
    ChildJvm.Result result = ChildJvm.in(home).with("contract=" + contract).run("sample.app.Plain");
    assertEquals("[1, 1]\n", result.out());
    assertTrue(result.err().contains("own.yaml:3:3"), result.err());
  }

  @Test
  void switched_off_it_does_nothing() throws Exception {
    ChildJvm.Result result = ChildJvm.in(home).with("enabled=false").run("sample.app.OneLine");
    assertEquals("", result.err());
    assertFalse(Files.exists(result.records()));
  }

  @Test
  void a_directory_that_cannot_be_written_switches_it_off() throws Exception {
    Files.writeString(home.resolve("records"), "a file");
    ChildJvm.Result result = ChildJvm.in(home).run("sample.app.Plain");
    assertEquals("[1, 1]\n", result.out());
    assertTrue(result.err().startsWith("pagewarden: the agent is off: "), result.err());
    assertEquals(1, result.err().lines().count(), result.err());
  }

  @Test
  void refusing_throws_at_the_site_once_it_is_recorded() throws Exception {
    ChildJvm.Result result = ChildJvm.in(home).with("onaccess=throw").run("sample.app.OneLine");
    assertEquals(1, result.exit());
    String message =
        "java.lang.IllegalStateException: pagewarden refuses Scatterlist.physicalAddress() on a"
            + " table imported from sample.app.Heap, at sample.app.OneLine.main line ";
    assertTrue(result.err().contains(message), result.err());
    assertTrue(result.err().contains("; instead, use Scatterlist.dmaAddress()"), result.err());
    assertEquals(1, result.read().tallies().stream().filter(SiteTally::touched).count());
  }

  @Test
  void excluded_classes_are_no_importers() throws Exception {
    ChildJvm.Result result =
        ChildJvm.in(home)
            .with("strategy=record,excludes=sample.app.Indirect*:no.such.Type")
            .run("sample.app.IndirectAccess");
    assertEquals("", result.err());
    assertEquals(0, result.read().tallies("sample/app/IndirectAccess").size());
    assertTrue(
        result.read().failure("sample/app/IndirectAccess", null).reason().contains("exclude"));
  }

  @Test
  void only_included_classes_are_importers() throws Exception {
    ChildJvm.Result result =
        ChildJvm.in(home)
            .with("strategy=record,includes=sample.app.OneLin?")
            .run("sample.app.OneLine");
    assertEquals(3, result.read().tallies().size());
    assertEquals(3, result.read().tallies("sample/app/OneLine").size());
  }

  @Test
  void dumped_classes_are_the_ones_that_run() throws Exception {
    ChildJvm.Result result = ChildJvm.in(home).with("dump=dump").run("sample.app.OneLine");
    assertEquals(0, result.exit());
    byte[] dumped = Files.readAllBytes(home.resolve("dump/sample/app/OneLine.class"));
    assertTrue(new String(dumped, "ISO-8859-1").contains("$Pagewarden"));
  }

  @Test
  void a_contract_of_the_projects_own_is_obeyed() throws Exception {
    Path contract = home.resolve("own.yaml");
    Files.writeString(contract, "version: 1\nneutral: [Scatterlist.physicalAddress]\n");
    ChildJvm.Result result =
        ChildJvm.in(home).with("contract=" + contract).run("sample.app.OneLine");
    assertEquals("", result.err());
    assertEquals(0, result.read().tallies("sample/app/OneLine").size());
  }
}
