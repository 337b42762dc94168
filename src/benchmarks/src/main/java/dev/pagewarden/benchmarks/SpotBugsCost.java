package dev.pagewarden.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Measures what the plugin adds to a run of SpotBugs: CPU time of whole processes, with and without
 * it, taking turns so that a noisy machine disturbs both alike.
 *
 * <p>Run it after {@code mvn verify}, which fetches SpotBugs:
 *
 * <pre>
 * java src/benchmarks/src/main/java/dev/pagewarden/benchmarks/SpotBugsCost.java \
 *     'detectors/target/hosts/spotbugs-4.10.4/lib/*' detectors/target/pagewarden-detectors-0.1.0-SNAPSHOT.jar \
 *     3 some-library.jar
 * </pre>
 */
public final class SpotBugsCost {
  private static final long POLL_MILLIS = 20;

  private final String classPath;
  private final Path plugin;

  private SpotBugsCost(String classPath, Path plugin) {
    this.classPath = classPath;
    this.plugin = plugin;
  }

  /**
   * Measures and prints one line a round and the ratio of the medians.
   *
   * @param arguments SpotBugs' class path, the plugin jar, the number of rounds, the jars to
   *     analyse
   * @throws IOException if SpotBugs can't be started
   * @throws InterruptedException if the measurement is interrupted
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (arguments.length < 4) {
      System.err.println("usage: SpotBugsCost CLASSPATH PLUGIN.jar ROUNDS JAR...");
      System.exit(2);
    }
    SpotBugsCost cost = new SpotBugsCost(arguments[0], Path.of(arguments[1]));
    int rounds = Integer.parseInt(arguments[2]);
    for (String jar : Arrays.asList(arguments).subList(3, arguments.length)) {
      cost.compare(jar, rounds);
    }
  }

  private void compare(String jar, int rounds) throws IOException, InterruptedException {
    List<Duration> without = new ArrayList<>();
    List<Duration> with = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      without.add(run(jar, List.of()));
      with.add(run(jar, List.of("-pluginList", plugin.toString())));
      System.out.printf(
          "%s: without %.1f s, with %.1f s of CPU%n",
          Path.of(jar).getFileName(), seconds(without.get(round)), seconds(with.get(round)));
    }
    System.out.printf(
        "%s: ratio of medians %.3f%n",
        Path.of(jar).getFileName(), seconds(median(with)) / seconds(median(without)));
  }

  private Duration run(String jar, List<String> options) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-cp",
                classPath,
                "edu.umd.cs.findbugs.FindBugs2"));
    command.addAll(options);
    command.addAll(List.of("-xml:withMessages", "-output", "/dev/null", jar));
    Process process = new ProcessBuilder(command).inheritIO().start();
    Duration last = Duration.ZERO;
    // A process that has ended no longer tells what it used.
    while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
      last = process.info().totalCpuDuration().orElse(last);
    }
    return last;
  }

  private static Duration median(List<Duration> durations) {
    return durations.stream().sorted().toList().get(durations.size() / 2);
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}
