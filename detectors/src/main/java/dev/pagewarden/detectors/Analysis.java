package dev.pagewarden.detectors;

import dev.pagewarden.contract.Contract;
import dev.pagewarden.detectors.flow.Finding;
import dev.pagewarden.detectors.flow.FlowAnalysis;
import dev.pagewarden.detectors.flow.FlowResult;
import dev.pagewarden.detectors.flow.model.Models;
import dev.pagewarden.evidence.RunRecords;
import edu.umd.cs.findbugs.BugReporter;
import edu.umd.cs.findbugs.Detector2;
import edu.umd.cs.findbugs.ba.AnalysisContext;
import edu.umd.cs.findbugs.classfile.Global;
import edu.umd.cs.findbugs.classfile.IAnalysisCache;
import edu.umd.cs.findbugs.classfile.IClassPath;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/** One run: reads the contract, lets the flow analysis loose on the program, reports. */
final class Analysis {
  private final Detector2 detector;
  private final BugReporter reporter;
  private final Journal journal;

  Analysis(Detector2 detector, BugReporter reporter, Journal journal) {
    this.detector = detector;
    this.reporter = reporter;
    this.journal = journal;
  }

  /**
   * Analyses and reports.
   *
   * @param application internal names of the application's classes
   */
  void run(SortedSet<String> application) {
    IAnalysisCache cache = Global.getAnalysisCache();
    IClassPath classPath = cache.getClassPath();
    CodeBases codeBases = CodeBases.of(classPath);
    ProjectDocuments contracts = ProjectDocuments.contracts(classPath, journal);
    Program program = Program.of(application, codeBases, new ClassFiles(cache));
    boolean maps = program.passes(contracts.firstLook());
    Optional<RunRecords> records = Evidence.read(codeBases, journal);
    if (!maps && records.isEmpty()) {
      return; // as for most programs, which so don't pay for reading the contract
    }
    Contract contract = contracts.contract();
    List<Finding> findings =
        maps ? analyze(program, contract, ProjectDocuments.models(classPath, journal)) : List.of();
    if (Thread.currentThread().isInterrupted()) {
      return;
    }
    if (records.isEmpty() && !findings.isEmpty()) {
      Evidence.tellOfTests(codeBases, journal);
    }
    OuterSuppressions suppressions =
        new OuterSuppressions(
            AnalysisContext.currentAnalysisContext().getSuppressionMatcher(), program.files());
    new Reporting(detector, program, contract)
        .bugs(findings, records).stream()
            .filter(bug -> !suppressions.match(bug))
            .forEach(reporter::reportBug);
  }

  private List<Finding> analyze(Program program, Contract contract, Models models) {
    FlowResult result =
        new FlowAnalysis(contract, models, program.files(), Effort.read(journal))
            .analyze(program.module(), program.companions());
    Gaps.lines(program, result.gaps()).forEach(journal::note);
    result
        .failures()
        .forEach(
            (method, cause) ->
                journal.failure(
                    "the analysis failed behind %s(), whose findings may be missing"
                        .formatted(SourceLines.dotted(method)),
                    cause));
    SortedMap<String, String> unreadable = new TreeMap<>(result.unreadable());
    unreadable.putAll(program.files().unreadable());
    unreadable.forEach((name, reason) -> tell(program, name, reason));
    return result.findings().stream()
        .filter(finding -> program.application().contains(finding.at().site().className()))
        .toList();
  }

  /** Tells of the project's own classes only: of others, nobody knows whether they matter. */
  private void tell(Program program, String name, String reason) {
    if (program.contains(name)) {
      journal.note(
          "%s: the class file cannot be read (%s); left out"
              .formatted(SourceLines.dotted(name), reason));
    }
  }
}
