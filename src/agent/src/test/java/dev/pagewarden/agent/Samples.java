package dev.pagewarden.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The class files of the sample programs, read from where the build has put them. */
final class Samples {
  private Samples() {}

  static List<Path> classFiles() {
    try {
      Path root = Path.of(Samples.class.getResource("/sample/app/OneLine.class").toURI());
      try (Stream<Path> files = Files.walk(root.getParent().getParent())) {
        return files.filter(file -> file.toString().endsWith(".class")).sorted().toList();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static byte[] classFile(String internalName) {
    return ClassFiles.read(Samples.class.getClassLoader(), internalName);
  }
}
