package dev.pagewarden.detectors;

import dev.pagewarden.detectors.flow.ClassSource;
import edu.umd.cs.findbugs.classfile.CheckedAnalysisException;
import edu.umd.cs.findbugs.classfile.DescriptorFactory;
import edu.umd.cs.findbugs.classfile.IAnalysisCache;
import edu.umd.cs.findbugs.classfile.analysis.ClassData;

/**
 * Class files from SpotBugs' class path: application, aux class path and JDK. A class that is not
 * there is an answer, not a problem of the user's: nothing is reported as missing.
 */
final class ClassFiles implements ClassSource {
  private final IAnalysisCache cache;

  ClassFiles(IAnalysisCache cache) {
    this.cache = cache;
  }

  @Override
  public byte[] classFile(String internalName) {
    try {
      return cache
          .getClassAnalysis(ClassData.class, DescriptorFactory.createClassDescriptor(internalName))
          .getData();
    } catch (CheckedAnalysisException | RuntimeException e) {
      // RuntimeException: names that SpotBugs refuses, code bases that went away under an IDE.
      return null;
    }
  }
}
