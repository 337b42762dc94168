package dev.pagewarden.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentOptionsTest {
  @Test
  void without_options_pages_are_hidden_and_accesses_go_on() {
    AgentOptions options = AgentOptions.parse(null);
    assertTrue(options.enabled());
    assertEquals(AgentOptions.Strategy.XOR, options.strategy());
    assertEquals(AgentOptions.OnAccess.CONTINUE, options.onAccess());
    assertEquals(Path.of("target/pagewarden/records"), options.recordDirectory());
    assertEquals(AgentOptions.parse(""), options);
  }

  @Test
  void all_options_are_understood() {
    AgentOptions options =
        AgentOptions.parse(
            "enabled=true,strategy=record,onaccess=throw,destdir=a b/c,contract=x.yaml,"
                + "includes=a.*:b.C,excludes=a.b.*,dump=d");
    assertEquals(
        new AgentOptions(
            true,
            AgentOptions.Strategy.RECORD,
            AgentOptions.OnAccess.THROW,
            Path.of("a b/c"),
            "x.yaml",
            List.of("a.*", "b.C"),
            List.of("a.b.*"),
            Path.of("d")),
        options);
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
        ",",
        "dump=a,dump=b",
        "includes=",
        "onaccess=halt"
      })
  void what_is_not_understood_is_named_in_one_line(String text) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> AgentOptions.parse(text));
    assertEquals(1, refused.getMessage().lines().count());
    assertTrue(refused.getMessage().startsWith("option \""), refused.getMessage());
  }
}
