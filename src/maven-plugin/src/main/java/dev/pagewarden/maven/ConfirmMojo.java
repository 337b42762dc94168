package dev.pagewarden.maven;

import dev.pagewarden.evidence.FindingsFile;
import dev.pagewarden.evidence.Preparation;
import dev.pagewarden.evidence.RecordReader;
import dev.pagewarden.evidence.ReportedFinding;
import dev.pagewarden.evidence.RunRecord;
import dev.pagewarden.evidence.RunRecords;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;

/**
 * Holds what SpotBugs has found against what the tests' JVMs have recorded, and says the outcome in
 * one line a finding. Says, too, when tests ran without the agent, and how to mend that.
 */
@Mojo(name = "confirm", defaultPhase = LifecyclePhase.VERIFY, threadSafe = true)
public final class ConfirmMojo extends AbstractMojo {
  @Parameter(defaultValue = "${project}", readonly = true, required = true)
  private MavenProject project;

  /** Does nothing. */
  @Parameter(property = "pagewarden.skip", defaultValue = "false")
  private boolean skip;

  /** SpotBugs' report in XML. */
  @Parameter(
      property = "pagewarden.spotbugsXml",
      defaultValue = "${project.build.directory}/spotbugsXml.xml")
  private File spotbugsXml;

  /** Where the tests' JVMs have left their records. */
  @Parameter(
      property = "pagewarden.destDir",
      defaultValue = "${project.build.directory}/pagewarden/records")
  private File destDir;

  /** The outcome, for machines to read. */
  @Parameter(
      property = "pagewarden.findingsFile",
      defaultValue = "${project.build.directory}/pagewarden/findings.json")
  private File findingsFile;

  /**
   * Which findings fail the build: "never", "confirmed" (those that a run has shown) or "any".
   * "never" is the default, as <code>spotbugs:check</code> fails the build already.
   */
  @Parameter(property = "pagewarden.failOn", defaultValue = "never")
  private String failOn;

  @Override
  public void execute() throws MojoExecutionException, MojoFailureException {
    if (skip) {
      getLog().info("Skipped (pagewarden.skip).");
      return;
    }
    FailOn threshold = threshold();
    RunRecords records = records();
    records.complaints().forEach(getLog()::warn);
    warnOfUnwatched(records);
    warnOfGaps(records);
    records.notes().forEach(note -> getLog().warn(FindingLines.line(note)));
    if (!spotbugsXml.isFile() && records.runs().isEmpty()) {
      getLog().info("Nothing to confirm: there are neither findings nor records.");
      return;
    }
    List<ReportedFinding> findings = Confirmation.of(bugs(), records);
    write(findings, records.notes());
    print(findings);
    long failing = findings.stream().filter(threshold::isFailedBy).count();
    if (failing > 0) {
      throw new MojoFailureException(
          "%d of the findings above fail the build (failOn is %s).".formatted(failing, failOn));
    }
  }

  private FailOn threshold() throws MojoExecutionException {
    try {
      return FailOn.valueOf(failOn.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new MojoExecutionException(
          "failOn is \"%s\"; it can be never, confirmed or any.".formatted(failOn), e);
    }
  }

  private RunRecords records() throws MojoExecutionException {
    try {
      return RecordReader.readDirectory(destDir.toPath());
    } catch (IOException e) {
      throw new MojoExecutionException("Cannot read records from " + destDir + ": " + e, e);
    }
  }

  private List<SpotBugsReport.Bug> bugs() throws MojoExecutionException {
    if (!spotbugsXml.isFile()) {
      getLog()
          .warn(
              "Only runs are looked at, since there is no %s; spotbugs:spotbugs writes it."
                  .formatted(spotbugsXml));
      return List.of();
    }
    try {
      SpotBugsReport report = SpotBugsReport.read(spotbugsXml.toPath());
      report.errors().forEach(error -> getLog().warn("SpotBugs: " + error));
      return report.bugs();
    } catch (IOException e) {
      throw new MojoExecutionException(e.getMessage(), e);
    }
  }

  private void warnOfUnwatched(RunRecords records) throws MojoExecutionException {
    List<String> reasons = records.unwatched();
    if (records.runs().isEmpty() && testsRanUnprepared()) {
      reasons = List.of(MissingAgent.NOT_PREPARED);
    }
    if (!reasons.isEmpty()) {
      getLog()
          .warn(
              records.runs().isEmpty()
                  ? "Tests ran, but not under Pagewarden's agent, so nothing can be confirmed:"
                  : "Some tests did not run under Pagewarden's agent, and nothing is known of them:");
      reasons.stream().flatMap(String::lines).forEach(getLog()::warn);
    }
  }

  private boolean testsRanUnprepared() throws MojoExecutionException {
    try {
      return Preparation.read(destDir.toPath()).isEmpty()
          && List.of("surefire-reports", "failsafe-reports").stream()
              .map(name -> new File(project.getBuild().getDirectory(), name))
              .anyMatch(reports -> Preparation.hasReports(reports, 0));
    } catch (IOException e) {
      throw new MojoExecutionException(e.getMessage(), e);
    }
  }

  private void warnOfGaps(RunRecords records) {
    if (records.unfinished() > 0) {
      getLog()
          .info(
              records.unfinished()
                  + " of "
                  + records.runs().size()
                  + " test JVMs did not come to their end; their counts are the least that can be.");
    }
    if (records.lost() > 0) {
      getLog()
          .warn(records.lost() + " records could not be written; nothing counts as not reached.");
    }
  }

  private void write(List<ReportedFinding> findings, List<RunRecord.Note> notes)
      throws MojoExecutionException {
    try {
      FindingsFile.write(findingsFile.toPath(), findings, notes);
    } catch (IOException e) {
      throw new MojoExecutionException("Cannot write " + findingsFile + ": " + e, e);
    }
  }

  private void print(List<ReportedFinding> findings) {
    for (ReportedFinding finding : findings) {
      if (FailOn.isShown(finding)) {
        getLog().error(FindingLines.line(finding));
      } else {
        getLog().warn(FindingLines.line(finding));
      }
    }
    getLog().info(FindingLines.summary(findings) + " Report: " + findingsFile);
  }
}
