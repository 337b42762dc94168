package dev.pagewarden.detectors;

import edu.umd.cs.findbugs.BugReporter;
import edu.umd.cs.findbugs.Detector2;
import edu.umd.cs.findbugs.NonReportingDetector;
import edu.umd.cs.findbugs.classfile.ClassDescriptor;

/**
 * Lists the application's classes in the first pass. SpotBugs withholds classes with more than 1000
 * methods or a megabyte of class file from reporting detectors, but not from this one.
 */
public final class ClassIndexer implements Detector2, NonReportingDetector {
  private final ApplicationClasses classes = ApplicationClasses.ofThisRun();

  /**
   * Creates the indexer; SpotBugs calls this once a run.
   *
   * @param reporter where bugs would go; unused
   */
  public ClassIndexer(BugReporter reporter) {}

  @Override
  public void visitClass(ClassDescriptor descriptor) {
    classes.addIfApplication(descriptor);
  }

  @Override
  public void finishPass() {}

  /** Overridden because hosts before 4.9 have no default for it. */
  @Override
  public String getDetectorClassName() {
    return getClass().getName();
  }
}
