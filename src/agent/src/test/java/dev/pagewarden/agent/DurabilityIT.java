package dev.pagewarden.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pagewarden.evidence.RunRecord;
import dev.pagewarden.evidence.RunRecords;
import dev.pagewarden.evidence.SiteTally;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

  @Test
  void jvms_of_the_same_process_id_and_start_never_share_a_file() throws Exception {
    // In a process namespace of its own a JVM is process 1, and its start looks like the host's.
    assumeTrue(succeeds("unshare", "--pid", "--fork", "true"), "needs root");
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Path own = Files.createDirectory(home.resolve("jvm" + i));
      processes.add(
          ChildJvm.in(own)
              .startedBy("unshare", "--pid", "--fork")
              .withRecords(home.resolve("records"))
              .start("sample.app.OneLine"));
    }
    for (Process process : processes) {
      assertTrue(process.waitFor(120, TimeUnit.SECONDS));
      assertEquals(0, process.exitValue());
    }
    RunRecords records = ChildJvm.in(home).read();
    assertEquals(4, records.runs().size());
    assertEquals(1, records.runs().stream().map(RunRecord.Header::pid).distinct().count());
    assertEquals(List.of(), records.complaints());
    assertEquals(
        List.of(0L, 4L, 0L),
        records.tallies("sample/app/OneLine").stream().map(SiteTally::imported).toList());
  }

  @Test
  void a_full_disk_is_told_once_and_the_program_goes_on() throws Exception {
    Path disk = Files.createDirectory(home.resolve("records"));
    assumeTrue(
        succeeds("mount", "-t", "tmpfs", "-o", "size=64k", "none", disk.toString()), "needs root");
    try {
      String classPath = PeekingClasses.write(home.resolve("classes"), 10, 500);
      ChildJvm.Result result =
          ChildJvm.in(home)
              .withClassPath(classPath)
              .withOnly("strategy=record")
              .withJvmOptions("-Xmx64m")
              .run("sample.app.Peeker", "10", "2");
      assertEquals("done\n", result.out());
      assertEquals(0, result.exit());
      assertEquals(2, result.err().lines().count(), result.err());
      assertTrue(result.err().contains("records cannot be written to "), result.err());
      assertTrue(result.err().contains("No space left on device"), result.err());
      assertTrue(result.err().matches("(?s).*; \\d+ records lost; records: .*"), result.err());
      assertTrue(result.read().tallies().size() > 50, "what there was room for is there");
      assertEquals(1, result.read().complaints().size(), "one line is torn");
    } finally {
      assertTrue(succeeds("umount", disk.toString()));
    }
  }

  @Test
  void a_read_only_directory_is_told_once_and_the_program_goes_on() throws Exception {
    Path disk = Files.createDirectory(home.resolve("records"));
    assumeTrue(succeeds("mount", "-t", "tmpfs", "-o", "ro", "none", disk.toString()), "needs root");
    try {
      ChildJvm.Result result = ChildJvm.in(home).run("sample.app.Plain");
      assertEquals("[1, 1]\n", result.out());
      assertEquals(1, result.err().lines().count(), result.err());
      assertTrue(result.err().contains("the agent is off: "), result.err());
      assertTrue(result.err().contains("Read-only file system"), result.err());
    } finally {
      assertTrue(succeeds("umount", disk.toString()));
    }
  }

  @Test
  void a_directory_that_is_deleted_meanwhile_comes_back_with_all_it_held() throws Exception {
    Path records = home.resolve("records");
    ChildJvm.Result result = ChildJvm.in(home).run("sample.app.Deleting", records.toString());
    assertEquals("true\n", result.out());
    assertEquals(1, result.err().lines().count(), result.err());
    assertTrue(result.err().contains("was deleted while this JVM writes it"), result.err());
    assertEquals(List.of(), Expectations.differences(result.read(), "Deleting"));
    assertEquals(List.of(), result.read().complaints());
    assertEquals(0, result.read().unfinished());
  }

  /** With {@code -Dpagewarden.sites=1000000} it takes a million. */
  @Test
  void sites_beyond_a_bound_cost_no_memory_and_are_told_once() throws Exception {
    int each = 1_000;
    int classes = Integer.getInteger("pagewarden.sites", 50_000) / each;
    int most = classes * each / 10;
    String classPath = PeekingClasses.write(home.resolve("classes"), classes, each);
    ChildJvm.Result result =
        ChildJvm.in(home)
            .withClassPath(classPath)
            .with("strategy=record,max-sites=" + most)
            .withJvmOptions("-Xmx96m")
            .run("sample.app.Peeker", String.valueOf(classes), "1");
    assertEquals("done\n", result.out(), result.err());
    assertEquals(1, result.err().lines().count(), result.err());
    assertTrue(result.err().contains("more call sites than the " + most), result.err());
    RunRecords records = result.read();
    int told = records.tallies().size();
    assertTrue(told >= most && told < most + 2 * each, told + " sites");
    assertEquals(null, records.failure("gen/C0", null));
    assertTrue(records.failure("gen/C" + (classes - 1), null).reason().contains("max-sites"));
  }

  private static boolean succeeds(String... command) throws Exception {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static void assertTouched(ChildJvm.Result result) throws Exception {
    assertEquals(List.of(), Expectations.differences(result.read(), "Endless"));
    assertEquals(List.of(), result.read().complaints());
  }
}
