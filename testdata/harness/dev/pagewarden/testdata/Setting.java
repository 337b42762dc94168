package dev.pagewarden.testdata;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where the build has put what the harness works on; set by the module's POM. */
final class Setting {
  private Setting() {}

  /** {@code testdata/} itself. */
  static Path sources() {
    return path("sources");
  }

  /** All compiled classes, the library's among them. */
  static Path classes() {
    return path("classes");
  }

  /** The compiled classes without the library's. */
  static Path application() {
    return path("application");
  }

  /** The harness' own classes. */
  static Path runner() {
    return path("runner");
  }

  /** A place for what the harness writes. */
  static Path output() {
    return path("output");
  }

  static Path dmabufJar() {
    return path("dmabuf");
  }

  /** What the cases are compiled against and run with, themselves excepted. */
  static List<Path> libraries() {
    return Stream.of(
            "dmabuf",
            "kotlin",
            "annotations",
            "guava",
            "failureaccess",
            "rxjava",
            "reactivestreams")
        .map(Setting::path)
        .toList();
  }

  static Path agentJar() {
    return path("agent");
  }

  static Path detectorsJar() {
    return path("detectors");
  }

  /** SpotBugs and what it needs, as a class path. */
  static String spotbugsClasspath() {
    return value("spotbugs");
  }

  private static Path path(String name) {
    return Path.of(value(name));
  }

  private static String value(String name) {
    String value = System.getProperty("testdata." + name);
    if (value == null) {
      throw new IllegalStateException(
          "testdata."
              + name
              + " is not set. Run the harness by Maven: mvn verify -pl testdata -am");
    }
    return value;
  }
}
