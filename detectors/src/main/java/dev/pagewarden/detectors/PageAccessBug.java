package dev.pagewarden.detectors;

import dev.pagewarden.detectors.flow.Finding;
import dev.pagewarden.detectors.flow.Location;
import dev.pagewarden.detectors.flow.Step;
import dev.pagewarden.evidence.AccessSite;
import dev.pagewarden.evidence.CallSite;
import edu.umd.cs.findbugs.BugInstance;
import edu.umd.cs.findbugs.Detector2;
import edu.umd.cs.findbugs.StringAnnotation;

/**
 * Builds a DMABUF_PAGE_ACCESS.
 *
 * <p>The annotations stand in the order that {@code messages.xml} counts on: class, method, line,
 * accessor, line of the mapping, further steps. SpotBugs hashes all but the lines. There is one
 * method only, since SARIF reports take their logical location from the last one.
 */
final class PageAccessBug {
  static final String TYPE = "DMABUF_PAGE_ACCESS";

  private PageAccessBug() {}

  /**
   * Builds a bug.
   *
   * @param detector who reports it
   * @param finding what the flow analysis found
   * @param access its access, with the build of the class that holds it
   * @param observation what test runs saw there
   */
  static BugInstance of(
      Detector2 detector, Finding finding, AccessSite access, Observation observation) {
    String explanation = Sentences.join(remedy(finding.access().remedy()), observation.sentence());
    BugInstance bug = new ExplainedBug(detector, TYPE, observation.priority(), explanation);
    addPrimary(bug, finding);
    bug.add(accessor(finding.accessor()));
    addPath(bug, finding);
    XmlProperties.accessor(bug, finding.accessor(), finding.access());
    XmlProperties.site(bug, access);
    observation.writeTo(bug);
    return bug;
  }

  static StringAnnotation accessor(String accessor) {
    StringAnnotation annotation = new StringAnnotation(accessor);
    annotation.setDescription("Accessor");
    return annotation;
  }

  static String remedy(String remedy) {
    return remedy == null || remedy.isBlank() ? "" : "Instead, " + remedy + ".";
  }

  private static void addPrimary(BugInstance bug, Finding finding) {
    CallSite at = finding.at().site();
    String className = SourceLines.dotted(at.className());
    String method = finding.enclosingMethod();
    int descriptor = method.indexOf('(');
    bug.addClass(className)
        .addMethod(
            className,
            method.substring(0, descriptor),
            method.substring(descriptor),
            finding.enclosingMethodIsStatic());
    bug.add(SourceLines.at(at, finding.at().sourceFile()));
  }

  private static void addPath(BugInstance bug, Finding finding) {
    Location mapping = finding.mappedAt();
    boolean startsAtMapping =
        !finding.path().isEmpty() && finding.path().get(0).location().equals(mapping);
    if (!startsAtMapping) {
      add(bug, new Step("Mapped at", mapping));
    }
    finding.path().forEach(step -> add(bug, step));
  }

  private static void add(BugInstance bug, Step step) {
    Location location = step.location();
    bug.add(SourceLines.step(step.role(), location.site(), location.sourceFile()));
  }
}
