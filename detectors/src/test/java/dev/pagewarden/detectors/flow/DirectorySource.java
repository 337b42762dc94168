package dev.pagewarden.detectors.flow;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Class files in directories or, if they are in none of them, of the tests' class path. */
public record DirectorySource(Path... directories) implements ClassSource {
  @Override
  public byte[] classFile(String name) {
    try (InputStream in = open(name + ".class")) {
      return in == null ? null : in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private InputStream open(String file) throws IOException {
    for (Path directory : directories) {
      if (Files.exists(directory.resolve(file))) {
        return Files.newInputStream(directory.resolve(file));
      }
    }
    return ClassLoader.getSystemResourceAsStream(file);
  }
}
