package dev.pagewarden.detectors.flow;

/** Where the analysis takes class files from: the application, its dependencies and the JDK. */
@FunctionalInterface
public interface ClassSource {
  /**
   * Returns the bytes of a class file.
   *
   * @param internalName the class, in internal form ({@code a/b/C})
   * @return the class file, or null if there is none; the analysis then treats the class as unknown
   */
  byte[] classFile(String internalName);
}
