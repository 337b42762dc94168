package dev.pagewarden.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgentOptionsTest {
  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", " "})
  void without_options_pages_are_hidden_and_accesses_go_on(String text) {
    AgentOptions options = AgentOptions.parse(text);
    assertEquals(List.of(), options.mistakes());
    assertTrue(options.enabled());
    assertEquals(AgentOptions.Strategy.XOR, options.strategy());
    assertFalse(options.refusing());
    assertFalse(options.stopping());
    assertEquals(Path.of("target/pagewarden/records"), options.recordDirectory());
    assertEquals("", options.contractFiles());
    assertEquals(List.of("*"), options.includes());
    assertEquals(List.of(), options.excludes());
    assertEquals(100_000, options.maxSites());
    assertEquals(null, options.dumpDirectory());
    assertEquals(null, options.junitJar());
    assertFalse(options.is(AgentOption.FAIL_TESTS));
    assertTrue(options.is(AgentOption.JFR));
    assertTrue(options.is(AgentOption.JMX));
    assertTrue(options.is(AgentOption.SUMMARY));
  }

  @Test
  void all_options_are_understood_with_and_without_hyphens() {
    AgentOptions options =
        AgentOptions.parse(
            "enabled=false,strategy=record,onaccess=throw,onerror=stop,dest-dir=a b/c,"
                + "contract=x.yaml,includes=a.*:b.C,excludes=a.b.*,max-sites=7,failtests=true,"
                + "junit=j.jar,jfr=false,jmx=false,summary=false,dump=d");
    assertEquals(List.of(), options.mistakes());
    assertFalse(options.enabled());
    assertEquals(AgentOptions.Strategy.RECORD, options.strategy());
    assertTrue(options.refusing());
    assertTrue(options.stopping());
    assertEquals(Path.of("a b/c"), options.recordDirectory());
    assertEquals("x.yaml", options.contractFiles());
    assertEquals(List.of("a.*", "b.C"), options.includes());
    assertEquals(List.of("a.b.*"), options.excludes());
    assertEquals(7, options.maxSites());
    assertTrue(options.is(AgentOption.FAIL_TESTS));
    assertEquals(Path.of("j.jar"), options.junitJar());
    assertFalse(options.is(AgentOption.JFR));
    assertFalse(options.is(AgentOption.JMX));
    assertFalse(options.is(AgentOption.SUMMARY));
    assertEquals(Path.of("d"), options.dumpDirectory());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x=y",
        "strategy=",
        "strategy=XOR",
        "enabled=yes",
        "destdir=",
        "strategy",
        ",dump=a",
        "dump=a,dump=b",
        "includes=",
        "onaccess=halt",
        "max-sites=0",
        "max-sites=many"
      })
  void what_is_not_understood_is_named_in_one_line(String text) {
    List<String> mistakes = AgentOptions.parse(text).mistakes();
    assertEquals(1, mistakes.size(), mistakes.toString());
    assertEquals(1, mistakes.get(0).lines().count());
    assertTrue(mistakes.get(0).startsWith("option \""), mistakes.get(0));
  }

  @ParameterizedTest
  @CsvSource({
    "strateg,strategy",
    "destination,",
    "dest_dir,destdir",
    "on-acess,on-access",
    "on_error,on-error",
    "include,includes",
    "sumary,summary",
    "failtest,fail-tests",
    "xyzzy,"
  })
  void an_unknown_name_is_told_with_the_nearest_one(String wrong, String right) {
    String mistake = AgentOptions.parse(wrong + "=x").mistakes().get(0);
    assertEquals(
        right == null
            ? "option \""
                + wrong
                + "\" is unknown; the options are enabled, strategy, on-access,"
                + " on-error, destdir, contract, includes, excludes, max-sites, fail-tests, junit,"
                + " jfr, jmx, summary, dump"
            : "option \"" + wrong + "\" is unknown; do you mean \"" + right + "\"?",
        mistake);
  }

  @Test
  void all_mistakes_are_told_and_the_rest_is_obeyed() {
    AgentOptions options = AgentOptions.parse("strateg=xor,on-error=stop,enabled=no");
    assertEquals(2, options.mistakes().size());
    assertTrue(options.stopping());
  }
}
