package dev.pagewarden.benchmarks;

import dev.pagewarden.detectors.flow.ClassSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Class files in memory, and where they come from. */
final class ClassFiles {
  /** The JDK's own base module, of the JVM that measures. */
  static final String JAVA_BASE = "java.base";

  private ClassFiles() {}

  /**
   * Reads all class files of a jar, or of the JDK's base module.
   *
   * @param subject {@link #JAVA_BASE}, or the beginning of a jar's name in {@code target/subjects}
   *     beside the benchmarks' own jar, or below the directory that {@code -Dsubjects=} names
   * @throws IOException if the jar isn't there or can't be read
   */
  static List<byte[]> of(String subject) throws IOException {
    if (subject.equals(JAVA_BASE)) {
      return below(FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules/java.base"));
    }
    try (FileSystem jar = FileSystems.newFileSystem(jarOf(subject))) {
      return below(jar.getPath("/"));
    }
  }

  static Path jarOf(String subject) throws IOException {
    Path directory =
        Path.of(System.getProperty("subjects", "src/benchmarks/target/subjects")).toAbsolutePath();
    try (Stream<Path> jars = Files.list(directory)) {
      return jars.filter(jar -> jar.getFileName().toString().startsWith(subject))
          .findFirst()
          .orElseThrow(
              () ->
                  new IOException(
                      "no %s*.jar in %s: run from the project's root after mvn -Pbenchmarks verify"
                          .formatted(subject, directory)));
    }
  }

  private static List<byte[]> below(Path root) throws IOException {
    List<byte[]> classFiles = new ArrayList<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(ClassFiles::isClass).sorted().toList()) {
        classFiles.add(Files.readAllBytes(file));
      }
    }
    return classFiles;
  }

  private static boolean isClass(Path file) {
    String name = file.toString();
    return name.endsWith(".class")
        && !name.endsWith("-info.class")
        && !name.startsWith("/META-INF/");
  }

  /** Returns class files of a program in memory, and of its libraries from the class path. */
  static ClassSource source(Map<String, byte[]> program) {
    return name -> {
      byte[] own = program.get(name);
      return own == null ? fromClassPath(name) : own;
    };
  }

  private static byte[] fromClassPath(String name) {
    try (InputStream in = ClassLoader.getSystemResourceAsStream(name + ".class")) {
      return in == null ? null : in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
