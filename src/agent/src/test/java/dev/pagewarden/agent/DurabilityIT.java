package dev.pagewarden.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurabilityIT {
  @TempDir Path home;

  @Test
  void a_halted_program_leaves_its_first_accesses() throws Exception {
    ChildJvm.Result result = ChildJvm.in(home).run("sample.app.Endless", "halt");
    assertEquals(7, result.exit());
    assertTouched(result);
  }

  @Test
  void a_killed_program_leaves_its_first_accesses() throws Exception {
    ChildJvm jvm = ChildJvm.in(home);
    Process process = jvm.start("sample.app.Endless", "wait");
    for (int i = 0; i < 600 && !jvm.output().contains("touched"); i++) {
      Thread.sleep(100);
    }
    process.destroyForcibly();
    assertTrue(process.waitFor(30, TimeUnit.SECONDS));
    ChildJvm.Result result = jvm.result(process);
    assertFalse(result.exit() == 0);
    assertTouched(result);
  }

  @Test
  void each_jvm_writes_a_file_of_its_own() throws Exception {
    ChildJvm.in(home).run("sample.app.OneLine");
    ChildJvm.Result second = ChildJvm.in(home).run("sample.app.OneLine");
    assertEquals(2, second.read().runs().size());
    assertEquals(List.of(), second.read().complaints());
  }

  private static void assertTouched(ChildJvm.Result result) throws Exception {
    assertEquals(List.of(), Expectations.differences(result.read(), "Endless"));
    assertEquals(List.of(), result.read().complaints());
  }
}
