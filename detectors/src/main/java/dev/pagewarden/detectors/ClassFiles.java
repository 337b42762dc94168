package dev.pagewarden.detectors;

import dev.pagewarden.detectors.flow.ClassSource;
import edu.umd.cs.findbugs.classfile.CheckedAnalysisException;
import edu.umd.cs.findbugs.classfile.DescriptorFactory;
import edu.umd.cs.findbugs.classfile.IAnalysisCache;
import edu.umd.cs.findbugs.classfile.analysis.ClassData;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Class files from SpotBugs' class path: application, aux class path and JDK. A class that is not
 * there is an answer, not a problem of the user's: nothing is reported as missing.
 */
final class ClassFiles implements ClassSource {
  private final IAnalysisCache cache;
  private final SortedMap<String, String> unreadable = new TreeMap<>();

  ClassFiles(IAnalysisCache cache) {
    this.cache = cache;
  }

  @Override
  public byte[] classFile(String internalName) {
    try {
      return cache
          .getClassAnalysis(ClassData.class, DescriptorFactory.createClassDescriptor(internalName))
          .getData();
    } catch (CheckedAnalysisException e) {
      return null;
    } catch (RuntimeException e) {
      // An empty file, a name that SpotBugs refuses, a code base that went away under an IDE.
      unreadable.put(internalName, e.toString());
      return null;
    }
  }

  /** Returns the classes that are there but could not be read, with the reason, sorted. */
  SortedMap<String, String> unreadable() {
    return Collections.unmodifiableSortedMap(unreadable);
  }
}
