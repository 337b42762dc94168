package dev.pagewarden.testdata;

import static java.util.stream.Collectors.joining;

import dev.pagewarden.evidence.RecordReader;
import dev.pagewarden.evidence.RunRecords;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;

/**
 * A family's cases, run one after the other in one JVM under the agent.
 *
 * @param records what the agent has recorded
 * @param failures what a case threw, by class name; those that came to their end are not in it
 */
record AgentRun(RunRecords records, Map<String, String> failures) {
  private static final String PATTERN = "DMABUF_PAGE_ACCESS";

  /** Runs a family; its records are left in {@link #recordDirectory}. */
  static AgentRun of(String family, String strategy) throws IOException, InterruptedException {
    return of(family, strategy, Setting.classes(), recordDirectory(family, strategy));
  }

  /**
   * Runs a family as it was compiled into a directory of its own.
   *
   * @param classes the cases; the rig and the library may come from the build's own
   * @param directory receives the records
   */
  static AgentRun of(String family, String strategy, Path classes, Path directory)
      throws IOException, InterruptedException {
    Path outcome = directory.resolve("outcome");
    Files.createDirectories(directory);
    clean(directory);
    List<String> arguments = new ArrayList<>();
    arguments.add(
        "-javaagent:%s=destdir=%s,strategy=%s".formatted(Setting.agentJar(), directory, strategy));
    arguments.add("-cp");
    arguments.add(
        Stream.concat(
                Stream.of(classes, Setting.classes(), Setting.runner()),
                Setting.libraries().stream())
            .distinct()
            .map(Path::toString)
            .collect(joining(File.pathSeparator)));
    arguments.add(FamilyRunner.class.getName());
    arguments.add(outcome.toString());
    Cases.of(family).forEach(c -> arguments.add(c.className()));
    Child.run(directory.resolve("run.log"), arguments);
    return new AgentRun(RecordReader.readDirectory(directory), failures(outcome));
  }

  /** Where a family's records are. */
  static Path recordDirectory(String family, String strategy) {
    return Setting.output().resolve("harness").resolve(strategy + "-" + family);
  }

  private static void clean(Path directory) throws IOException {
    try (DirectoryStream<Path> records = Files.newDirectoryStream(directory, "*.jsonl")) {
      for (Path record : records) {
        Files.delete(record);
      }
    }
  }

  private static Map<String, String> failures(Path outcome) throws IOException {
    Map<String, String> failures = new HashMap<>();
    for (String line : Files.readAllLines(outcome)) {
      String[] parts = line.split("\t", 2);
      if (!parts[1].isEmpty()) {
        failures.put(parts[0], parts[1]);
      }
    }
    return failures;
  }

  /** The lines that touched an imported table. */
  List<Seen> accesses() {
    Map<String, String> sources = new HashMap<>();
    return records.tallies().stream()
        .filter(tally -> tally.touched())
        .map(tally -> tally.site().callSite())
        .map(
            site ->
                new Seen(
                    PATTERN,
                    sources.computeIfAbsent(site.className(), AgentRun::sourcePath),
                    site.line()))
        .distinct()
        .toList();
  }

  /** The file that a class was written in, which the outermost class around it knows. */
  private static String sourcePath(String className) {
    int nested = className.indexOf('$');
    String outermost = nested < 0 ? className : className.substring(0, nested);
    Path file = Setting.classes().resolve(outermost + ".class");
    try {
      ClassNode read = new ClassNode();
      new ClassReader(Files.readAllBytes(file)).accept(read, ClassReader.SKIP_CODE);
      return outermost.substring(0, outermost.lastIndexOf('/') + 1) + read.sourceFile;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
