package dev.pagewarden.benchmarks.agent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Measures what agents add to whole processes: to the start of a JVM, and to the loading of 20,000
 * classes that have nothing to do with them. CPU time, with and without each agent, taking turns so
 * that a noisy machine disturbs all alike.
 *
 * <pre>
 * java -cp src/benchmarks/target/benchmarks.jar dev.pagewarden.benchmarks.agent.ProcessCost 7 \
 *     src/agent/target/pagewarden-agent-0.1.0-SNAPSHOT.jar jacocoagent.jar blockhound.jar
 * </pre>
 */
public final class ProcessCost {
  private static final int CLASSES = 20_000;

  private ProcessCost() {}

  /**
   * Measures and prints the medians, and what each agent adds.
   *
   * @param arguments the number of rounds, and the agents' jars
   * @throws IOException if a JVM can't be started
   * @throws InterruptedException if the measurement is interrupted
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (arguments.length < 2) {
      System.err.println("usage: ProcessCost ROUNDS AGENT.jar...");
      System.exit(2);
    }
    int rounds = Integer.parseInt(arguments[0]);
    List<String> agents = new ArrayList<>();
    agents.add("");
    agents.addAll(Arrays.asList(arguments).subList(1, arguments.length));
    for (int classes : new int[] {0, CLASSES}) {
      compare(classes, rounds, agents);
    }
  }

  private static void compare(int classes, int rounds, List<String> agents)
      throws IOException, InterruptedException {
    List<List<Double>> times = new ArrayList<>();
    agents.forEach(agent -> times.add(new ArrayList<>()));
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < agents.size(); i++) {
        times.get(i).add(cpuMillis(agents.get(i), classes));
      }
    }
    double alone = median(times.get(0));
    for (int i = 0; i < agents.size(); i++) {
      double median = median(times.get(i));
      String name =
          agents.get(i).isEmpty() ? "no agent" : Path.of(agents.get(i)).getFileName() + "";
      System.out.printf(
          Locale.ROOT,
          "%d classes, %s: %.0f ms CPU, adds %.0f ms, %.2f times%n",
          classes,
          name,
          median,
          median - alone,
          median / alone);
    }
  }

  /**
   * The JVM says itself what it used: asked from outside, a process that has ended says nothing.
   */
  private static double cpuMillis(String agent, int classes)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:+AllowRedefinitionToAddDeleteMethods");
    command.add("-XX:-PrintWarnings");
    if (!agent.isEmpty()) {
      command.add("-javaagent:" + agent);
    }
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(Measured.class.getName());
    command.add(Integer.toString(classes));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    process.waitFor();
    return Double.parseDouble(said.substring(said.lastIndexOf('\n') + 1));
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
  }

  /** Loads classes and prints the CPU time of its process so far, in milliseconds. */
  public static final class Measured {
    private Measured() {}

    /**
     * Runs {@link ManyClasses}.
     *
     * @param arguments how many classes
     */
    public static void main(String[] arguments) {
      ManyClasses.main(arguments);
      double nanos = ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
      System.out.println(nanos / 1e6);
    }
  }
}
