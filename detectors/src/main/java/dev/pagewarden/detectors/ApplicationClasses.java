package dev.pagewarden.detectors;

import edu.umd.cs.findbugs.ba.AnalysisContext;
import edu.umd.cs.findbugs.classfile.ClassDescriptor;
import edu.umd.cs.findbugs.classfile.Global;
import edu.umd.cs.findbugs.classfile.IAnalysisCache;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The application classes of one run of SpotBugs. It is kept as a database of the run's analysis
 * cache, so it lives and dies with the run and two runs in one JVM never meet.
 */
final class ApplicationClasses {
  private final SortedSet<String> internalNames = new TreeSet<>();

  private ApplicationClasses() {}

  /** Returns the set of the run that the calling thread belongs to. */
  static ApplicationClasses ofThisRun() {
    IAnalysisCache cache = Global.getAnalysisCache();
    ApplicationClasses known = cache.getOptionalDatabase(ApplicationClasses.class);
    if (known == null) {
      known = new ApplicationClasses();
      cache.eagerlyPutDatabase(ApplicationClasses.class, known);
    }
    return known;
  }

  /** Adds a class if it is one of the application; the first pass also shows others. */
  void addIfApplication(ClassDescriptor descriptor) {
    if (AnalysisContext.currentAnalysisContext().isApplicationClass(descriptor)) {
      internalNames.add(descriptor.getClassName());
    }
  }

  /** Returns the internal names, sorted. */
  SortedSet<String> internalNames() {
    return Collections.unmodifiableSortedSet(internalNames);
  }
}
