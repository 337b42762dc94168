package dev.pagewarden.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes classes to a directory, to settle what was done to them. */
final class ClassDump {
  private final Path directory;
  private final Troubles troubles;

  ClassDump(Path directory, Troubles troubles) {
    this.directory = directory;
    this.troubles = troubles;
  }

  /** Writes a class file under its package's directory; failures are told once. */
  void write(String internalName, String suffix, byte[] classFile) {
    Path file = directory.resolve(internalName + suffix);
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, classFile);
    } catch (IOException e) {
      troubles.report("dump: " + directory + " cannot be written (" + e.getMessage() + ")");
    }
  }
}
