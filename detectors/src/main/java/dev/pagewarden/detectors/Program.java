package dev.pagewarden.detectors;

import dev.pagewarden.contract.Contract;
import dev.pagewarden.contract.Vocabulary;
import dev.pagewarden.detectors.flow.ConstantPool;
import java.util.SortedSet;
import java.util.function.Predicate;

/**
 * The classes that one run looks at.
 *
 * @param application internal names of the classes that findings are reported for
 * @param companions internal names of the other classes of the same project
 * @param files where their class files are
 */
record Program(SortedSet<String> application, SortedSet<String> companions, ClassFiles files) {

  /**
   * Answers whether any class can have to do with a mapping. Where none can, as in most programs,
   * the look at the constant pools is all that the plugin costs.
   */
  boolean mentions(Contract contract) {
    Vocabulary vocabulary = contract.vocabulary();
    Predicate<String> mentions = name -> mentions(name, vocabulary);
    return application.stream().anyMatch(mentions) || companions.stream().anyMatch(mentions);
  }

  private boolean mentions(String internalName, Vocabulary vocabulary) {
    if (Thread.currentThread().isInterrupted()) {
      return false; // whoever interrupts wants an end, not an answer
    }
    byte[] classFile = files.classFile(internalName);
    try {
      return classFile != null
          && ConstantPool.anyUtf8(classFile, (b, at, n) -> vocabulary.mentions(b, at, n) != 0);
    } catch (IllegalArgumentException e) {
      return true; // a broken class: whether it matters is for the analysis to say
    }
  }
}
