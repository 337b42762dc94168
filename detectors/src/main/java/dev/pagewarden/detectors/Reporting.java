package dev.pagewarden.detectors;

import dev.pagewarden.contract.Contract;
import dev.pagewarden.detectors.flow.Finding;
import dev.pagewarden.evidence.AccessSite;
import dev.pagewarden.evidence.ClassHash;
import dev.pagewarden.evidence.Pairing;
import dev.pagewarden.evidence.RunRecords;
import dev.pagewarden.evidence.SiteTally;
import edu.umd.cs.findbugs.BugInstance;
import edu.umd.cs.findbugs.Detector2;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Joins findings with what test runs saw and makes bugs of both. */
final class Reporting {
  private final Detector2 detector;
  private final Program program;
  private final Contract contract;

  Reporting(Detector2 detector, Program program, Contract contract) {
    this.detector = detector;
    this.program = program;
    this.contract = contract;
  }

  /**
   * Makes the bugs of one run.
   *
   * @param findings what the flow analysis found
   * @param records what test runs saw, or empty if there is no place for records
   * @return the bugs, those of the findings first and in their order
   */
  List<BugInstance> bugs(List<Finding> findings, Optional<RunRecords> records) {
    List<AccessSite> sites = findings.stream().map(this::accessOf).toList();
    if (records.isEmpty()) {
      return bugs(findings, sites, List.of());
    }
    Pairing pairing = Pairing.of(records.get(), sites);
    List<Observation> seen = pairing.outcomes().stream().map(Observation::of).toList();
    List<BugInstance> bugs = bugs(findings, sites, seen);
    RuntimeOnlyBugs runtimeOnly = new RuntimeOnlyBugs(detector, contract, records.get());
    for (SiteTally tally : pairing.runtimeOnly()) {
      String className = tally.site().callSite().className();
      if (program.application().contains(className)) {
        runtimeOnly.of(tally, program.files().classFile(className)).ifPresent(bugs::add);
      }
    }
    return bugs;
  }

  private List<BugInstance> bugs(
      List<Finding> findings, List<AccessSite> sites, List<Observation> seen) {
    List<BugInstance> bugs = new ArrayList<>();
    for (int i = 0; i < findings.size(); i++) {
      Observation observation = seen.isEmpty() ? Observation.NONE : seen.get(i);
      bugs.add(PageAccessBug.of(detector, findings.get(i), sites.get(i), observation));
    }
    return bugs;
  }

  private AccessSite accessOf(Finding finding) {
    byte[] classFile = program.files().classFile(finding.accessedAt().site().className());
    return new AccessSite(
        finding.accessedAt().site(),
        classFile == null ? null : ClassHash.of(classFile),
        finding.accessor());
  }
}
