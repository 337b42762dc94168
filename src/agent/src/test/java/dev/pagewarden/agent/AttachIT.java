package dev.pagewarden.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent comes to a JVM that runs. */
class AttachIT {
  @TempDir Path home;

  @Test
  void classes_that_were_loaded_before_are_probed() throws Exception {
    ChildJvm jvm = ChildJvm.in(home).withoutAgent();
    if (Runtime.version().feature() >= 21) {
      jvm.withJvmOptions("-XX:+EnableDynamicAgentLoading");
    }
    Process process = jvm.start("sample.app.Attached");
    try {
      waitForWord(jvm, process);
      VirtualMachine target = VirtualMachine.attach(Long.toString(process.pid()));
      target.loadAgent(
          ChildJvm.agentJar(), "summary=false,strategy=record,destdir=" + jvm.records());
      target.detach();
      process.getOutputStream().write('\n');
      process.getOutputStream().flush();
      assertEquals(true, process.waitFor(60, TimeUnit.SECONDS), jvm.output());
    } finally {
      process.destroyForcibly();
    }
    ChildJvm.Result result = jvm.result(process);
    assertEquals("", result.err());
    assertEquals(0, result.exit());
    assertEquals(List.of(), result.read().complaints());
    assertEquals(List.of(), result.read().notes(), "of a table that was mapped before");
    assertEquals(List.of(), Expectations.differences(result.read(), "Attached", "Heap"));
  }

  private static void waitForWord(ChildJvm jvm, Process process)
      throws IOException, InterruptedException {
    while (process.isAlive() && !jvm.output().contains("at work")) {
      Thread.sleep(20);
    }
  }
}
