package dev.pagewarden.detectors;

import dev.pagewarden.contract.AccessKind;
import dev.pagewarden.contract.Contract;
import dev.pagewarden.contract.Member;
import dev.pagewarden.evidence.AccessSite;
import dev.pagewarden.evidence.CallSite;
import dev.pagewarden.evidence.ClassHash;
import dev.pagewarden.evidence.Pairing;
import dev.pagewarden.evidence.RunRecords;
import dev.pagewarden.evidence.SiteTally;
import edu.umd.cs.findbugs.BugInstance;
import edu.umd.cs.findbugs.Detector2;
import edu.umd.cs.findbugs.Priorities;
import java.util.Optional;
import java.util.Set;

/** Builds DMABUF_RUNTIME_ONLY bugs, with the same annotations as {@link PageAccessBug}. */
final class RuntimeOnlyBugs {
  static final String TYPE = "DMABUF_RUNTIME_ONLY";

  /** Kinds with patterns of their own are not reported as page accesses. */
  private static final Set<String> KINDS =
      Set.of(AccessKind.PAGE.name(), AccessKind.COPY.name(), AccessKind.SERVICE.name());

  private final Detector2 detector;
  private final Contract contract;
  private final RunRecords records;

  RuntimeOnlyBugs(Detector2 detector, Contract contract, RunRecords records) {
    this.detector = detector;
    this.contract = contract;
    this.records = records;
  }

  /**
   * Builds a bug.
   *
   * @param tally a site of an application class that no finding claims
   * @param classFile the class as it is now
   * @return empty if the access is of no interest: of a kind that has a pattern of its own, or of a
   *     build of the class that is gone while the present one has been watched, too
   */
  Optional<BugInstance> of(SiteTally tally, byte[] classFile) {
    String hash = classFile == null ? null : ClassHash.of(classFile);
    boolean otherBuild = hash != null && !hash.equals(tally.site().classHash());
    boolean mended =
        otherBuild && records.isInstrumented(tally.site().callSite().className(), hash);
    if (mended || tally.kind() != null && !KINDS.contains(tally.kind())) {
      return Optional.empty();
    }
    return Optional.of(bug(tally, classFile, otherBuild));
  }

  private BugInstance bug(SiteTally tally, byte[] classFile, boolean otherBuild) {
    AccessSite access = tally.site();
    Optional<Member> rule = ruleOf(access);
    Observation observation = Observation.of(Pairing.outcomeOf(tally));
    String explanation =
        Sentences.join(
            PageAccessBug.remedy(rule.map(Member::remedy).orElse("")),
            observation.sentence(),
            otherBuild ? "The class has changed since." : "");
    int priority = otherBuild ? Priorities.NORMAL_PRIORITY : observation.priority();
    BugInstance bug = new ExplainedBug(detector, TYPE, priority, explanation);
    addPrimary(bug, access.callSite(), classFile);
    bug.add(PageAccessBug.accessor(access.accessor()));
    for (CallSite mapping : tally.mappings()) {
      bug.add(SourceLines.step("Mapped at", mapping, null));
    }
    XmlProperties.accessor(bug, access.accessor(), rule.orElse(null));
    XmlProperties.site(bug, access);
    observation.writeTo(bug);
    if (otherBuild) {
      XmlProperties.set(bug, "otherBuild", "true");
    }
    return bug;
  }

  private static void addPrimary(BugInstance bug, CallSite site, byte[] classFile) {
    SourceMethod method = SourceMethod.around(site, classFile);
    String className = SourceLines.dotted(site.className());
    bug.addClass(className)
        .addMethod(className, method.name(), method.descriptor(), method.isStatic());
    bug.add(SourceLines.at(site, method.sourceFile()));
  }

  private Optional<Member> ruleOf(AccessSite access) {
    return contract.members(access.memberName()).stream()
        .filter(rule -> rule.kind() != null && rule.display().equals(access.accessor()))
        .findFirst();
  }
}
