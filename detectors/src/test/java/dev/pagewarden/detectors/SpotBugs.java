package dev.pagewarden.detectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs a released SpotBugs with the plugin's jar in a JVM of its own, as users do: through its own
 * plugin loader and with the shaded jar.
 */
final class SpotBugs {
  private static final long TIMEOUT_MINUTES = 5;

  private final String version;
  private final Path work;
  private final List<String> jvm = new ArrayList<>();
  private final List<String> options = new ArrayList<>();
  private final List<Path> auxiliary = new ArrayList<>();

  private SpotBugs(String version, Path work) {
    this.version = version;
    this.work = work;
  }

  /** The newest SpotBugs; its files go into a directory. */
  static SpotBugs latest(Path work) {
    return version(System.getProperty("detectors.latest"), work);
  }

  /** A certain SpotBugs. */
  static SpotBugs version(String version, Path work) {
    return new SpotBugs(version, work);
  }

  /** Adds an option of SpotBugs' command line. */
  SpotBugs with(String... option) {
    options.addAll(List.of(option));
    return this;
  }

  /** Sets a system property. */
  SpotBugs property(String name, Object value) {
    jvm.add("-D" + name + "=" + value);
    return this;
  }

  /** Adds to the aux class path. */
  SpotBugs aux(Path... entries) {
    auxiliary.addAll(List.of(entries));
    return this;
  }

  /** Analyses class files, directories or jars and reads the XML report. */
  Report analyze(Path... application) throws IOException, InterruptedException {
    Path xml = Files.createTempFile(work, "report", ".xml");
    String console = run("-xml:withMessages=" + xml, application);
    assertTrue(Files.size(xml) > 0, console);
    return Report.read(xml, console);
  }

  /** Analyses and returns the text of a report of some kind, such as {@code -sarif}. */
  String analyzeTo(String kind, Path... application) throws IOException, InterruptedException {
    Path output = Files.createTempFile(work, "report", ".txt");
    run(kind + "=" + output, application);
    return Files.readString(output);
  }

  private String run(String output, Path... application) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // Runs of two seconds don't live to see what more would gain them.
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(jvm);
    command.addAll(List.of("-cp", classPath(), "edu.umd.cs.findbugs.FindBugs2"));
    command.addAll(List.of("-pluginList", System.getProperty("detectors.jar")));
    command.addAll(options);
    if (!auxiliary.isEmpty()) {
      command.addAll(List.of("-auxclasspath", joined(auxiliary.stream())));
    }
    command.add(output);
    Stream.of(application).map(Path::toString).forEach(command::add);
    return execute(command);
  }

  private String execute(List<String> command) throws IOException, InterruptedException {
    Path console = Files.createTempFile(work, "console", ".txt");
    Process process =
        new ProcessBuilder(command)
            .directory(work.toFile())
            .redirectErrorStream(true)
            .redirectOutput(console.toFile())
            .start();
    if (!process.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
    }
    String text = Files.readString(console);
    assertEquals(0, process.exitValue(), text);
    return text;
  }

  private String classPath() throws IOException {
    Path lib = Path.of(System.getProperty("detectors.hosts"), "spotbugs-" + version, "lib");
    try (Stream<Path> jars = Files.list(lib)) {
      return joined(jars.filter(jar -> jar.toString().endsWith(".jar")).sorted());
    }
  }

  private static String joined(Stream<Path> paths) {
    return paths.map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }
}
