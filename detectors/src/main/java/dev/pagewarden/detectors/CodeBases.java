package dev.pagewarden.detectors;

import edu.umd.cs.findbugs.classfile.IClassPath;
import edu.umd.cs.findbugs.classfile.ICodeBase;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;

/**
 * What SpotBugs' class path is made of, as paths in class path order.
 *
 * @param application directories, jars and single class files that are analysed
 * @param auxiliary directories and jars that are only referred to
 */
record CodeBases(List<Path> application, List<Path> auxiliary) {
  static CodeBases of(IClassPath classPath) {
    return new CodeBases(
        paths(classPath.appCodeBaseIterator()), paths(classPath.auxCodeBaseIterator()));
  }

  /** Returns the auxiliary directories: where the other classes of the same project are. */
  List<Path> auxiliaryDirectories() {
    return auxiliary.stream().filter(Files::isDirectory).toList();
  }

  /** Answers whether single class files are analysed, as by an IDE that takes what was saved. */
  boolean isIncremental() {
    return application.stream().anyMatch(path -> path.toString().endsWith(".class"));
  }

  /**
   * Returns the auxiliary directories that single class files were taken from: the output
   * directories of the module that is analysed.
   *
   * @param classes internal names of the application's classes
   */
  List<Path> homesOf(Collection<String> classes) {
    if (!isIncremental()) {
      return List.of();
    }
    return auxiliaryDirectories().stream()
        .filter(home -> classes.stream().anyMatch(c -> Files.exists(home.resolve(c + ".class"))))
        .toList();
  }

  private static List<Path> paths(Iterator<? extends ICodeBase> codeBases) {
    List<Path> paths = new ArrayList<>();
    while (codeBases.hasNext()) {
      String name = codeBases.next().getPathName();
      if (name != null) {
        add(name, paths);
      }
    }
    return List.copyOf(paths);
  }

  private static void add(String name, List<Path> paths) {
    try {
      Path path = Path.of(name).toAbsolutePath().normalize();
      if (Files.exists(path)) {
        paths.add(path);
      }
    } catch (InvalidPathException e) {
      // A nested archive or the JDK's run-time image: no file of its own.
    }
  }
}
