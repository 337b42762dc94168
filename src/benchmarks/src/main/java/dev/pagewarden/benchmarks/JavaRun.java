package dev.pagewarden.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A JVM that ran.
 *
 * @param exit its exit value, or -1 if it took too long
 * @param cpu user and system time of all its threads, short of what came after the last look
 * @param wall elapsed time
 */
record JavaRun(int exit, Duration cpu, Duration wall) {
  private static final long LOOK_MILLIS = 10;

  /**
   * Runs a main class in a JVM of the benchmark's own kind.
   *
   * @param log where its output goes
   * @param limit how long it may take
   */
  static JavaRun of(Path log, Duration limit, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(arguments);
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    Duration cpu = Duration.ZERO;
    // A process that has ended no longer tells what it used.
    while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
      cpu = process.info().totalCpuDuration().orElse(cpu);
      if (System.nanoTime() - start > limit.toNanos()) {
        process.destroyForcibly().waitFor();
        return new JavaRun(-1, cpu, Duration.ofNanos(System.nanoTime() - start));
      }
    }
    return new JavaRun(process.exitValue(), cpu, Duration.ofNanos(System.nanoTime() - start));
  }
}
