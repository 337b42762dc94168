package dev.pagewarden.agent;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** The samples in a jar: the JVM archives no classes that lie in directories. */
final class SampleJar {
  private SampleJar() {}

  /** Writes the jar into a directory. */
  static Path in(Path directory) throws IOException {
    Path jar = directory.resolve("samples.jar");
    Path classes = Path.of(System.getProperty("sample.classes"));
    try (Stream<Path> files = Files.walk(classes.resolve("sample"));
        OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out)) {
      List<Path> all = files.filter(Files::isRegularFile).sorted().toList();
      for (Path file : all) {
        entries.putNextEntry(new JarEntry(classes.relativize(file).toString()));
        entries.write(Files.readAllBytes(file));
      }
    }
    return jar;
  }
}
