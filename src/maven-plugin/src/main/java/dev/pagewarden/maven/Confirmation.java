package dev.pagewarden.maven;

import dev.pagewarden.evidence.AccessSite;
import dev.pagewarden.evidence.CallSite;
import dev.pagewarden.evidence.Outcome;
import dev.pagewarden.evidence.Pairing;
import dev.pagewarden.evidence.PathStep;
import dev.pagewarden.evidence.ReportedFinding;
import dev.pagewarden.evidence.RunRecords;
import dev.pagewarden.evidence.SiteTally;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Holds the findings of a report against what the runs of the build have recorded. */
final class Confirmation {
  private static final String RUNTIME_ONLY = "DMABUF_RUNTIME_ONLY";

  private static final Comparator<ReportedFinding> BY_PLACE =
      Comparator.comparing(FindingLines::sourcePath)
          .thenComparing(finding -> finding.site().line())
          .thenComparing(ReportedFinding::accessor);

  private Confirmation() {}

  /** The static findings and what only the runs saw, in the order of the source. */
  static List<ReportedFinding> of(List<SpotBugsReport.Bug> bugs, RunRecords records) {
    // The report's own are of the records that its analysis met, which may be older than these.
    List<SpotBugsReport.Bug> predicted =
        bugs.stream().filter(bug -> !bug.pattern().equals(RUNTIME_ONLY)).toList();
    Pairing pairing =
        Pairing.of(records, predicted.stream().map(Confirmation::accessSite).toList());
    List<ReportedFinding> findings = new ArrayList<>();
    for (int i = 0; i < predicted.size(); i++) {
      findings.add(finding(predicted.get(i), pairing.outcomes().get(i)));
    }
    pairing.runtimeOnly().forEach(tally -> findings.add(runtimeOnly(tally)));
    return findings.stream().sorted(BY_PLACE).toList();
  }

  private static ReportedFinding finding(SpotBugsReport.Bug bug, Outcome outcome) {
    return new ReportedFinding(
        bug.pattern(),
        bug.property("accessor").orElse(""),
        bug.site().className().replace('/', '.'),
        bug.site(),
        bug.sourceFile(),
        bug.path().stream().map(PathStep::site).findFirst().orElse(null),
        bug.path(),
        outcome,
        bug.property("remedy").orElse(null),
        bug.message());
  }

  private static ReportedFinding runtimeOnly(SiteTally tally) {
    CallSite site = tally.site().callSite();
    String accessor = tally.site().accessor();
    String importer = site.className().replace('/', '.');
    String message =
        "%s used %s, the CPU side of an imported table, which the analysis had not predicted."
            .formatted(importer, accessor);
    return new ReportedFinding(
        RUNTIME_ONLY,
        accessor,
        importer,
        site,
        null,
        tally.mappings().stream().findFirst().orElse(null),
        List.of(),
        Pairing.outcomeOf(tally),
        null,
        message);
  }

  /** The access itself, which lies elsewhere than the finding where a dependency makes it. */
  private static AccessSite accessSite(SpotBugsReport.Bug bug) {
    CallSite site =
        new CallSite(
            bug.property("site.class").orElse(bug.site().className()),
            bug.property("site.method").orElse(bug.site().methodName()),
            bug.property("site.descriptor").orElse(bug.site().descriptor()),
            number(bug, "site.bytecodeIndex", bug.site().bytecodeIndex()),
            number(bug, "site.ordinal", -1),
            number(bug, "site.line", bug.site().line()));
    String classHash = bug.property("site.classHash").orElse(null);
    return new AccessSite(site, classHash, bug.property("accessor").orElse(""));
  }

  private static int number(SpotBugsReport.Bug bug, String property, int otherwise) {
    return bug.property(property).map(Integer::parseInt).orElse(otherwise);
  }
}
