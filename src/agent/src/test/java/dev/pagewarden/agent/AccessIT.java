package dev.pagewarden.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessIT {
  @TempDir Path home;

  @ParameterizedTest
  @ValueSource(strings = {"strategy=xor", "strategy=record"})
  void direct_accesses_are_recorded_to_the_line_and_nothing_else_is(String options)
      throws Exception {
    assertRecordsAsSaid(options, "DirectAccess", "DirectAccess", "Heap");
  }

  private void assertRecordsAsSaid(String options, String main, String... sources)
      throws Exception {
    ChildJvm.Result result = ChildJvm.in(home).with(options).run("sample.app." + main);
    assertEquals("", result.err());
    assertEquals(0, result.exit(), result.out());
    assertEquals(List.of(), Expectations.differences(result.read(), sources));
    assertEquals(List.of(), result.read().complaints());
  }
}
