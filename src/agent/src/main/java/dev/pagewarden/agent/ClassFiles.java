package dev.pagewarden.agent;

import java.io.IOException;
import java.io.InputStream;

/** Reads class files as they lie on disk, without loading a class. */
final class ClassFiles {
  private ClassFiles() {}

  /** Returns the class file, or null if the loader has none under that name or cannot read it. */
  static byte[] read(ClassLoader loader, String internalName) {
    if (loader == null) {
      return null;
    }
    try (InputStream in = loader.getResourceAsStream(internalName + ".class")) {
      return in == null ? null : in.readAllBytes();
    } catch (IOException | RuntimeException e) {
      return null;
    }
  }
}
