package dev.pagewarden.testdata;

import static java.util.stream.Collectors.joining;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.Pattern;

/** SpotBugs with the plugin as its users load it: by the command line, from the shaded jar. */
final class SpotBugsRun {
  private static final Pattern DETECTOR =
      Pattern.compile("<Detector[^>]* class=\"[^\"]*\\.(\\w+)\"");

  private SpotBugsRun() {}

  /**
   * Analyses the cases as the build has compiled them.
   *
   * @param name for the report's file
   * @param options JVM options, such as where records lie
   * @return the report, in XML
   */
  static Path analyse(String name, List<String> options) throws IOException, InterruptedException {
    return analyse(name, options, Setting.application());
  }

  /**
   * Analyses the classes in a directory; the library and the dma-buf API are on the auxiliary class
   * path only.
   *
   * @param name for the report's file
   * @param options JVM options, such as where records lie
   * @param application the classes
   * @return the report, in XML
   */
  static Path analyse(String name, List<String> options, Path application)
      throws IOException, InterruptedException {
    List<Path> auxiliary = new ArrayList<>(List.of(Setting.classes()));
    auxiliary.addAll(Setting.libraries());
    return analyse(name, options, List.of(application), auxiliary);
  }

  /**
   * Analyses class files, or directories of them.
   *
   * @param application what is analysed
   * @param auxiliary what it refers to
   */
  static Path analyse(
      String name, List<String> options, List<Path> application, List<Path> auxiliary)
      throws IOException, InterruptedException {
    Path directory = Setting.output().resolve("harness").resolve(name);
    Files.createDirectories(directory);
    Path report = directory.resolve("spotbugs.xml");
    // A run of half a minute ends before optimised code has paid for its making.
    List<String> arguments =
        new ArrayList<>(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    arguments.addAll(options);
    arguments.addAll(List.of("-cp", Setting.spotbugsClasspath(), "edu.umd.cs.findbugs.FindBugs2"));
    arguments.addAll(List.of("-pluginList", Setting.detectorsJar().toString()));
    arguments.addAll(List.of("-visitors", String.join(",", detectors())));
    arguments.addAll(List.of("-low", "-xml:withMessages=" + report));
    arguments.add("-auxclasspath");
    arguments.add(auxiliary.stream().map(Path::toString).collect(joining(File.pathSeparator)));
    application.forEach(path -> arguments.add(path.toString()));
    Child.run(directory.resolve("spotbugs.log"), arguments);
    return report;
  }

  /** The plugin's detectors; SpotBugs' own take three times as long and are nothing to us. */
  private static List<String> detectors() throws IOException {
    try (JarFile jar = new JarFile(Setting.detectorsJar().toFile())) {
      byte[] declared = jar.getInputStream(jar.getEntry("findbugs.xml")).readAllBytes();
      return DETECTOR
          .matcher(new String(declared, StandardCharsets.UTF_8))
          .results()
          .map(detector -> detector.group(1))
          .toList();
    }
  }
}
