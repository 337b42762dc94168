package dev.pagewarden.agent;

import dev.pagewarden.evidence.CallSite;
import dev.pagewarden.evidence.ClassHash;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Where the instructions of a class are in its class file on disk, whatever other agents have made
 * of it before it came to us. They insert code, which moves offsets; they hardly add calls of the
 * members we look for, so the n-th use of a member in a method is the n-th on disk, too.
 */
final class OriginalSites {
  private final String className;
  private final String classHash;
  private final Map<String, Map<String, SiteDraft>> onDisk;

  private OriginalSites(
      String className, String classHash, Map<String, Map<String, SiteDraft>> onDisk) {
    this.className = className;
    this.classHash = classHash;
    this.onDisk = onDisk;
  }

  /**
   * Looks at the class file on disk.
   *
   * @param terms the contract as the class's loader meets it
   * @param survey what was found in the bytes that came
   * @param incoming those bytes
   */
  static OriginalSites of(Terms terms, ClassSurvey survey, byte[] incoming) {
    byte[] disk = ClassFiles.read(terms.loader(), survey.name());
    if (disk == null || Arrays.equals(disk, incoming)) {
      return new OriginalSites(survey.name(), disk == null ? null : ClassHash.of(disk), null);
    }
    Map<String, Map<String, SiteDraft>> methods = new HashMap<>();
    for (MethodSurvey method : Surveyor.survey(terms, disk).methods()) {
      methods.put(method.signature(), byIdentity(method));
    }
    return new OriginalSites(survey.name(), ClassHash.of(disk), methods);
  }

  /** Returns the hash of the class file on disk, or null if there is none. */
  String classHash() {
    return classHash;
  }

  /** Returns the place of an instruction; its index is -1 if it is not known for sure. */
  CallSite find(MethodSurvey method, SiteDraft draft) {
    int index = draft.bytecodeIndex();
    int line = draft.line();
    if (onDisk != null) {
      Map<String, SiteDraft> original = onDisk.getOrDefault(method.signature(), Map.of());
      SiteDraft same = original.get(draft.identity());
      boolean sure = same != null && original.size() == method.sites().size();
      index = sure ? same.bytecodeIndex() : -1;
      line = sure ? same.line() : line;
    }
    return new CallSite(
        className, method.name(), method.descriptor(), index, draft.ordinal(), line);
  }

  private static Map<String, SiteDraft> byIdentity(MethodSurvey method) {
    Map<String, SiteDraft> sites = new HashMap<>();
    for (SiteDraft draft : method.sites()) {
      sites.put(draft.identity(), draft);
    }
    return sites;
  }
}
