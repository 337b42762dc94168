package dev.pagewarden.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What {@code mvn -Pbenchmarks verify} leaves behind, seen from the project's root. */
final class Build {
  private static final Path OWN = Path.of("src/benchmarks/target").toAbsolutePath();

  private Build() {}

  /** Returns a place for what a benchmark writes. */
  static Path output() throws IOException {
    return Files.createDirectories(OWN.resolve("output"));
  }

  /** Returns our plugin. */
  static Path plugin() throws IOException {
    return jar(Path.of("detectors/target").toAbsolutePath(), "pagewarden-detectors-");
  }

  /** Returns FindSecBugs. */
  static Path findSecBugs() throws IOException {
    return jar(OWN.resolve("peers"), "findsecbugs-plugin-");
  }

  /** Returns SpotBugs and what it needs, as a class path. */
  static String spotBugs() throws IOException {
    return classPath(OWN.resolve("spotbugs"));
  }

  /** Returns {@link ProfiledSpotBugs} and what it needs, as a class path. */
  static String profiledSpotBugs() throws IOException {
    return OWN.resolve("classes") + File.pathSeparator + spotBugs();
  }

  /** Returns FlowDroid, what it needs and our launcher of it, as a class path. */
  static String flowDroid() throws IOException {
    return OWN.resolve("classes") + File.pathSeparator + classPath(OWN.resolve("flowdroid"));
  }

  /** Returns the dma-buf API that the cases are written for. */
  static Path dmabuf() throws IOException {
    return jar(Path.of("src/dmabuf/target").toAbsolutePath(), "pagewarden-dmabuf-");
  }

  /** Returns the directory of the cases' sources. */
  static Path testdata() {
    return Path.of("testdata").toAbsolutePath();
  }

  /** Returns the first jar of a directory whose name begins so. */
  static Path jar(Path directory, String name) throws IOException {
    try (Stream<Path> files = list(directory)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(name))
          .filter(file -> file.toString().endsWith(".jar"))
          .sorted()
          .findFirst()
          .orElseThrow(() -> missing(directory.resolve(name + "*.jar")));
    }
  }

  private static String classPath(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .map(Path::toString)
          .filter(file -> file.endsWith(".jar"))
          .sorted()
          .collect(Collectors.joining(File.pathSeparator));
    }
  }

  private static Stream<Path> list(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      throw missing(directory);
    }
    return Files.list(directory);
  }

  private static IOException missing(Path path) {
    return new IOException(
        path + " is missing: run from the project's root, after the mvn command of package-info");
  }
}
