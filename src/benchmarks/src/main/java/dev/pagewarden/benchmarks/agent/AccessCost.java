package dev.pagewarden.benchmarks.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs {@link AccessBenchmark} without the agent and with it, and {@link BlockHoundBenchmark}, all
 * in turn, on one thread and on two. Iterations are so short that some are undisturbed on a busy
 * machine; of each benchmark's the one is told that a tenth is faster than.
 *
 * <pre>
 * java -cp src/benchmarks/target/benchmarks.jar dev.pagewarden.benchmarks.agent.AccessCost 3 \
 *     src/agent/target/pagewarden-agent-0.1.0-SNAPSHOT.jar
 * </pre>
 */
public final class AccessCost {
  private static final String WITHOUT = "without";
  private static final int PARTS = 10;

  private final Map<String, Map<String, List<Double>>> nanosByBenchmark = new TreeMap<>();

  private AccessCost() {}

  /**
   * Measures and prints a line a benchmark and number of threads.
   *
   * @param arguments the number of rounds, the agent's jar, and, if not all, which benchmarks
   * @throws IOException if there is no place for records
   * @throws RunnerException if a benchmark cannot be run
   */
  public static void main(String[] arguments) throws IOException, RunnerException {
    if (arguments.length < 2) {
      System.err.println("usage: AccessCost ROUNDS AGENT.jar [BENCHMARKS]");
      System.exit(2);
    }
    String records = Files.createTempDirectory("pagewarden-records").toString();
    String agent = "-javaagent:" + Path.of(arguments[1]) + "=summary=false,destdir=" + records;
    String which = arguments.length > 2 ? arguments[2] : "";
    AccessCost cost = new AccessCost();
    for (int round = Integer.parseInt(arguments[0]); round > 0; round--) {
      for (int threads = 1; threads <= 2; threads++) {
        cost.add(WITHOUT, threads, forks("AccessBenchmark.*" + which));
        cost.add("xor", threads, forks("AccessBenchmark.*" + which).jvmArgsAppend(agent));
        cost.add(
            "record",
            threads,
            forks("AccessBenchmark.*" + which).jvmArgsAppend(agent + ",strategy=record"));
        cost.add("BlockHound", threads, forks(BlockHoundBenchmark.class.getSimpleName()));
      }
    }
    cost.print();
  }

  private static ChainedOptionsBuilder forks(String benchmarks) {
    return new OptionsBuilder()
        .include(benchmarks)
        .forks(1)
        .warmupIterations(8)
        .warmupTime(TimeValue.milliseconds(150))
        .measurementIterations(200)
        .measurementTime(TimeValue.milliseconds(5))
        .verbosity(VerboseMode.SILENT);
  }

  private void add(String agent, int threads, ChainedOptionsBuilder options)
      throws RunnerException {
    Collection<RunResult> results = new Runner(options.threads(threads).build()).run();
    for (RunResult result : results) {
      String parameter = result.getParams().getParam("mayBlock");
      String name =
          "%s, %d %s%s"
              .formatted(
                  result.getPrimaryResult().getLabel(),
                  threads,
                  threads == 1 ? "thread" : "threads",
                  parameter == null ? "" : ", may block: " + parameter);
      List<Double> nanos =
          nanosByBenchmark
              .computeIfAbsent(name, n -> new TreeMap<>())
              .computeIfAbsent(agent, a -> new ArrayList<>());
      for (BenchmarkResult fork : result.getBenchmarkResults()) {
        for (IterationResult iteration : fork.getIterationResults()) {
          nanos.add(iteration.getPrimaryResult().getScore());
        }
      }
    }
  }

  private void print() {
    nanosByBenchmark.forEach(
        (benchmark, byAgent) -> {
          StringBuilder line = new StringBuilder(benchmark).append(':');
          double alone = tenth(byAgent.get(WITHOUT));
          byAgent.forEach(
              (agent, nanos) ->
                  line.append(
                      String.format(
                          Locale.ROOT,
                          " %s %.2f (%+.2f)",
                          agent,
                          tenth(nanos),
                          tenth(nanos) - alone)));
          System.out.println(line.append(" ns"));
        });
  }

  private static double tenth(List<Double> nanos) {
    return nanos == null
        ? 0
        : nanos.stream().sorted().skip(nanos.size() / PARTS).findFirst().orElseThrow();
  }
}
