package dev.pagewarden.detectors;

import dev.pagewarden.evidence.CallSite;
import edu.umd.cs.findbugs.SourceLineAnnotation;

/** Turns call sites into SpotBugs' source lines. */
final class SourceLines {
  private SourceLines() {}

  /**
   * Returns a source line.
   *
   * @param site where
   * @param sourceFile name of the source file, or null if the class file does not say
   * @return the line, of unknown number if the site has none
   */
  static SourceLineAnnotation at(CallSite site, String sourceFile) {
    return new SourceLineAnnotation(
        dotted(site.className()),
        sourceFile == null ? conventionalFile(site.className()) : sourceFile,
        site.line(),
        site.line(),
        site.bytecodeIndex(),
        site.bytecodeIndex());
  }

  /**
   * Returns a source line that is a step of a path.
   *
   * @param role what happens there, as the beginning of a phrase that the line completes
   */
  static SourceLineAnnotation step(String role, CallSite site, String sourceFile) {
    SourceLineAnnotation line = at(site, sourceFile);
    // SpotBugs reads roles that it does not know as message patterns, where braces are places.
    line.setDescription(role.replace('{', '(').replace('}', ')'));
    return line;
  }

  /** Returns a class name as in source, except that nested classes keep their {@code $}. */
  static String dotted(String internalName) {
    return internalName.replace('/', '.');
  }

  /** Guesses, since SpotBugs' own name for an unknown file is no legal URI in SARIF reports. */
  private static String conventionalFile(String internalName) {
    String simple = internalName.substring(internalName.lastIndexOf('/') + 1);
    int nested = simple.indexOf('$', 1);
    return (nested < 0 ? simple : simple.substring(0, nested)) + ".java";
  }
}
