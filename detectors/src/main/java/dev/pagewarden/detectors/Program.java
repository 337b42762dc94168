package dev.pagewarden.detectors;

import dev.pagewarden.detectors.flow.PoolSearch;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The classes that one run looks at.
 *
 * @param application internal names of the classes that SpotBugs reports bugs for
 * @param siblings the other classes of the same module, where SpotBugs was only given some: what is
 *     found in one of them is reported when that one is analysed
 * @param companions the classes of other modules of the same project
 * @param files where their class files are
 */
record Program(
    SortedSet<String> application,
    SortedSet<String> siblings,
    SortedSet<String> companions,
    ClassFiles files) {

  /** Finds the classes beside the application's. */
  static Program of(SortedSet<String> application, CodeBases codeBases, ClassFiles files) {
    List<Path> homes = codeBases.homesOf(application);
    List<Path> others =
        codeBases.auxiliaryDirectories().stream().filter(d -> !homes.contains(d)).toList();
    SortedSet<String> siblings = Companions.in(homes, application);
    SortedSet<String> companions = Companions.in(others, application);
    companions.removeAll(siblings);
    return new Program(application, siblings, companions, files);
  }

  /** Returns the internal names of the whole module. */
  Collection<String> module() {
    SortedSet<String> module = new TreeSet<>(application);
    module.addAll(siblings);
    return module;
  }

  /** Answers whether a class belongs to the project. */
  boolean contains(String name) {
    return application.contains(name) || siblings.contains(name) || companions.contains(name);
  }

  /**
   * Answers whether any class names one of the methods that map, or a table that code elsewhere may
   * have mapped. Where none does, as in most programs, the look at the constant pools is all that
   * the plugin costs.
   */
  boolean passes(PoolSearch search) {
    Predicate<String> passes = name -> passes(name, search);
    return Stream.of(application, siblings, companions)
        .flatMap(Collection::stream)
        .anyMatch(passes);
  }

  private boolean passes(String internalName, PoolSearch search) {
    if (Thread.currentThread().isInterrupted()) {
      return false; // whoever interrupts wants an end, not an answer
    }
    byte[] classFile = files.classFile(internalName);
    try {
      return classFile != null && search.isIn(classFile);
    } catch (IllegalArgumentException e) {
      return true; // a broken class: whether it matters is for the analysis to say
    }
  }
}
