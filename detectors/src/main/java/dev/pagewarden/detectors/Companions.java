package dev.pagewarden.detectors;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Finds the other classes of the same project: those in directories of the aux class path. An IDE
 * that analyses what has just been saved passes a few classes as the application and the project's
 * output directories as aux; a finding in the saved class may start or end in any of the others.
 * Jars are dependencies and are only looked into where a table flows.
 */
final class Companions {
  private static final String SUFFIX = ".class";

  private Companions() {}

  /**
   * Lists the classes below some directories.
   *
   * @param directories where class files are, each the root of its packages
   * @param application internal names to leave out
   * @return internal names, sorted
   */
  static SortedSet<String> in(Collection<Path> directories, Collection<String> application) {
    SortedSet<String> names = new TreeSet<>();
    for (Path directory : directories) {
      collect(directory, names);
    }
    names.removeAll(application);
    return names;
  }

  private static void collect(Path root, SortedSet<String> names) {
    try {
      Files.walkFileTree(
          root,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              addIfClass(root.relativize(file).toString(), names);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
              return FileVisitResult.CONTINUE; // an unreadable corner holds nothing of ours
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException e) {
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void addIfClass(String file, SortedSet<String> names) {
    // META-INF/versions holds further versions of classes that have a name already; SpotBugs
    // ignores them too.
    if (file.endsWith(SUFFIX) && !file.startsWith("META-INF") && !file.endsWith("-info.class")) {
      names.add(file.substring(0, file.length() - SUFFIX.length()).replace('\\', '/'));
    }
  }
}
