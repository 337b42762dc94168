package dev.pagewarden.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScopeTest {
  @ParameterizedTest
  @CsvSource({
    "a.b.C, true",
    "a.b.c.D, true",
    "a.x.C, false",
    "a.b.Generated1, false",
    "a.b.Generated12, true",
    "b.C, false",
    "x.y.Only, true",
    "x.y.OnlyNot, false",
  })
  void includes_and_excludes_are_patterns_over_whole_names(String name, boolean covered) {
    Scope scope = new Scope(List.of("a.*", "x.?.Only"), List.of("a.x.*", "*.Generated?"));
    assertEquals(covered, scope.covers(name));
  }
}
