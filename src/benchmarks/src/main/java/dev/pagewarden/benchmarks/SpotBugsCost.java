package dev.pagewarden.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * Measures what plugins add to a run of SpotBugs on code without dma-buf: CPU time of whole
 * processes, bare, with ours and with FindSecBugs, and their detectors' share of what SpotBugs
 * profiles. The three take turns, so that a noisy machine disturbs all alike; what counts is the
 * median of the rounds' ratios.
 */
public final class SpotBugsCost {
  private static final Duration LIMIT = Duration.ofMinutes(60);
  private static final List<String> SUBJECTS =
      List.of("guava", "lucene-core", "netty-handler", ClassFiles.JAVA_BASE);

  private enum Setup {
    BARE,
    OURS,
    FIND_SEC_BUGS
  }

  /**
   * One run.
   *
   * @param seconds CPU time of the process
   * @param share of the profiled time, in the plugin's detectors
   */
  private record Cost(double seconds, double share) {
    @Override
    public String toString() {
      return "%.1f s (%.2f %%)".formatted(seconds, 100 * share);
    }
  }

  private SpotBugsCost() {}

  /**
   * Measures and prints a line for each round and a table at the end.
   *
   * @param arguments the number of rounds, 7 if absent; then the subjects, all if absent
   * @throws IOException if SpotBugs can't be started
   * @throws InterruptedException if the measurement is interrupted
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 7;
    List<String> subjects =
        arguments.length > 1 ? List.of(arguments).subList(1, arguments.length) : SUBJECTS;
    List<String> table = new ArrayList<>();
    for (String subject : subjects) {
      table.add(measure(subject, rounds));
    }
    System.out.println(
        "| SpotBugs on | bare, CPU s | with ours | with FindSecBugs"
            + " | our detectors' share | FindSecBugs' | rounds |");
    System.out.println("|---|---|---|---|---|---|---|");
    table.forEach(System.out::println);
  }

  private static String measure(String subject, int rounds)
      throws IOException, InterruptedException {
    Path jar = jarOf(subject);
    List<Map<Setup, Cost>> costs = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      Map<Setup, Cost> of = new EnumMap<>(Setup.class);
      for (Setup setup : order(round)) {
        of.put(setup, run(jar, setup));
      }
      System.out.println(subject + " " + of);
      costs.add(of);
    }
    return "| %s | %.1f | %.3f× | %.3f× | %.2f %% | %.2f %% | %d |"
        .formatted(
            subject,
            median(costs, of -> of.get(Setup.BARE).seconds()),
            median(costs, of -> ratio(of, Setup.OURS)),
            median(costs, of -> ratio(of, Setup.FIND_SEC_BUGS)),
            100 * median(costs, of -> of.get(Setup.OURS).share()),
            100 * median(costs, of -> of.get(Setup.FIND_SEC_BUGS).share()),
            rounds);
  }

  private static double ratio(Map<Setup, Cost> costs, Setup setup) {
    return costs.get(setup).seconds() / costs.get(Setup.BARE).seconds();
  }

  /** Has each begin in turn, so that none always runs after the same one. */
  private static List<Setup> order(int round) {
    List<Setup> order = new ArrayList<>(List.of(Setup.values()));
    Collections.rotate(order, round);
    return order;
  }

  private static Cost run(Path jar, Setup setup) throws IOException, InterruptedException {
    Path share = Build.output().resolve("cost-share.txt");
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-Xms2g", // a growing heap or collecting threads would blur the figures
                "-Xmx2g",
                "-XX:+UseSerialGC",
                "-cp",
                Build.profiledSpotBugs(),
                ProfiledSpotBugs.class.getName(),
                share.toString()));
    switch (setup) {
      case BARE -> {}
      case OURS -> arguments.addAll(List.of("-pluginList", Build.plugin().toString()));
      case FIND_SEC_BUGS ->
          arguments.addAll(List.of("-pluginList", Build.findSecBugs().toString()));
    }
    Path report = Build.output().resolve("cost.xml");
    arguments.addAll(List.of("-xml:withMessages=" + report, jar.toString()));
    JavaRun run = JavaRun.of(Build.output().resolve("cost.log"), LIMIT, arguments);
    if (run.exit() != 0) {
      throw new IOException("SpotBugs failed; see " + Build.output().resolve("cost.log"));
    }
    return new Cost(run.cpu().toMillis() / 1000.0, Double.parseDouble(Files.readString(share)));
  }

  private static double median(
      List<Map<Setup, Cost>> rounds, ToDoubleFunction<Map<Setup, Cost>> of) {
    List<Double> sorted = new ArrayList<>(rounds.stream().mapToDouble(of).boxed().toList());
    Collections.sort(sorted);
    return sorted.get(sorted.size() / 2);
  }

  private static Path jarOf(String subject) throws IOException {
    return subject.equals(ClassFiles.JAVA_BASE) ? javaBase() : ClassFiles.jarOf(subject);
  }

  /** SpotBugs takes the JDK's own classes as an application only from a jar. */
  private static Path javaBase() throws IOException {
    Path jar = Build.output().resolve("java.base.jar");
    Path root = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules/java.base");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file);
        Stream<Path> files = Files.walk(root)) {
      for (Path classFile : files.filter(f -> f.toString().endsWith(".class")).sorted().toList()) {
        out.putNextEntry(new JarEntry(root.relativize(classFile).toString()));
        Files.copy(classFile, out);
        out.closeEntry();
      }
    }
    return jar;
  }
}
