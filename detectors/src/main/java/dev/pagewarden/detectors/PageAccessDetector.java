package dev.pagewarden.detectors;

import edu.umd.cs.findbugs.BugReporter;
import edu.umd.cs.findbugs.Detector2;
import edu.umd.cs.findbugs.classfile.ClassDescriptor;

/**
 * Reports accesses to the CPU side of imported tables (DMABUF_PAGE_ACCESS), and those that only a
 * test run saw (DMABUF_RUNTIME_ONLY).
 *
 * <p>SpotBugs shows classes one by one and in no useful order, but where a table comes from is a
 * question about the whole program. So the classes are only collected while they pass by, and the
 * work is done once at the end of the pass. SpotBugs does not guard that moment: whatever is thrown
 * there ends the run for every detector, so nothing is.
 */
public final class PageAccessDetector implements Detector2 {
  private final BugReporter reporter;
  private final ApplicationClasses classes = ApplicationClasses.ofThisRun();

  /**
   * Creates the detector; SpotBugs calls this once a run.
   *
   * @param reporter where bugs go
   */
  public PageAccessDetector(BugReporter reporter) {
    this.reporter = reporter;
  }

  @Override
  public void visitClass(ClassDescriptor descriptor) {
    classes.addIfApplication(descriptor);
  }

  @Override
  public void finishPass() {
    Journal journal = new Journal(reporter);
    try {
      new Analysis(this, reporter, journal).run(classes.internalNames());
    } catch (Throwable e) {
      if (isFatal(e)) {
        throw e;
      }
      journal.failure("the analysis failed; this run has no dma-buf findings", e);
    }
  }

  /** Overridden because hosts before 4.9 have no default for it. */
  @Override
  public String getDetectorClassName() {
    return getClass().getName();
  }

  private static boolean isFatal(Throwable e) {
    // ThreadDeath by name: the class itself is on its way out of the JDK.
    return e instanceof OutOfMemoryError || e.getClass().getName().equals("java.lang.ThreadDeath");
  }
}
