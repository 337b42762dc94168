package dev.pagewarden.evidence;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Holds findings and run records against each other.
 *
 * <p>A finding stands for its accessor on its line of its method: where the line holds several such
 * sites, it gets the records of those that no other finding names by bytecode index. Records of the
 * finding's own build of the class come first; only where no run watched that build are those of
 * another taken, by line.
 */
public final class Pairing {
  private final RunRecords records;
  private final List<AccessSite> findings;
  private final Map<String, List<AccessSite>> findingsByClass = new HashMap<>();
  private final List<Outcome> outcomes = new ArrayList<>();
  private final List<SiteTally> runtimeOnly = new ArrayList<>();

  private Pairing(RunRecords records, List<AccessSite> findings) {
    this.records = records;
    this.findings = List.copyOf(findings);
    for (AccessSite finding : findings) {
      findingsByClass
          .computeIfAbsent(finding.callSite().className(), c -> new ArrayList<>())
          .add(finding);
    }
  }

  /**
   * Pairs.
   *
   * @param records what ran
   * @param findings the sites that findings are of, where the access itself is
   */
  public static Pairing of(RunRecords records, List<AccessSite> findings) {
    Pairing pairing = new Pairing(records, findings);
    pairing.findings.forEach(finding -> pairing.outcomes.add(pairing.judge(finding)));
    pairing.collectRuntimeOnly();
    return pairing;
  }

  /** Returns the outcomes, in the order of the findings. */
  public List<Outcome> outcomes() {
    return List.copyOf(outcomes);
  }

  /**
   * Returns the sites that touched an imported table and lie on no finding's line, in order of the
   * source.
   */
  public List<SiteTally> runtimeOnly() {
    return List.copyOf(runtimeOnly);
  }

  /** Returns the outcome of a site of {@link #runtimeOnly}. */
  public static Outcome outcomeOf(SiteTally runtimeOnly) {
    return outcome(
        Verdict.RUNTIME_ONLY, Watch.INSTRUMENTED, MatchGrade.EXACT, List.of(runtimeOnly));
  }

  private Outcome judge(AccessSite finding) {
    String className = finding.callSite().className();
    if (records.runs().isEmpty()) {
      return Outcome.unseen(Verdict.NOT_OBSERVED, Watch.NO_RUN, whyUnwatched());
    }
    boolean sameBuild =
        finding.classHash() != null && records.isInstrumented(className, finding.classHash());
    List<SiteTally> tallies = records.tallies(className);
    List<SiteTally> own = tallies.stream().filter(t -> isSameBuild(finding, t.site())).toList();
    for (Match match : ownMatches(finding)) {
      List<SiteTally> matched = own.stream().filter(t -> match.fits.test(t.site())).toList();
      if (!matched.isEmpty()) {
        return seen(finding, Watch.INSTRUMENTED, match.grade, matched);
      }
    }
    return sameBuild
        ? unseen(className, finding.classHash(), Watch.INSTRUMENTED)
        : judgeByOtherBuilds(finding, tallies);
  }

  private Outcome judgeByOtherBuilds(AccessSite finding, List<SiteTally> tallies) {
    String className = finding.callSite().className();
    List<SiteTally> matched =
        tallies.stream()
            .filter(t -> isOnSameLine(finding, t.site()) && isLikeMethod(finding, t.site()))
            .toList();
    if (!matched.isEmpty()) {
      return seen(finding, Watch.OTHER_BUILD, MatchGrade.LINE, matched);
    }
    boolean otherBuild = records.isInstrumented(className, null);
    return unseen(className, null, otherBuild ? Watch.OTHER_BUILD : Watch.NEVER_LOADED);
  }

  /**
   * Returns the outcome of a site of which there is no record. It was not reached only if no run
   * could have passed it unseen.
   *
   * @param classHash the build of the class, or null if any may be meant
   */
  private Outcome unseen(String className, String classHash, Watch watch) {
    RunRecord.NotInstrumented failure = records.failure(className, classHash);
    if (failure != null) {
      return Outcome.unseen(Verdict.NOT_INSTRUMENTED, Watch.NOT_INSTRUMENTED, failure.reason());
    }
    if (records.lost() > 0) {
      return Outcome.unseen(Verdict.NOT_OBSERVED, Watch.RECORDS_LOST, null);
    }
    return records.unwatched().isEmpty()
        ? Outcome.unseen(Verdict.NOT_REACHED, watch, null)
        : Outcome.unseen(Verdict.NOT_OBSERVED, Watch.UNWATCHED_TESTS, whyUnwatched());
  }

  /** The sentence alone, without the change that it leads to. */
  private String whyUnwatched() {
    if (records.unwatched().isEmpty()) {
      return null;
    }
    String line = records.unwatched().get(0).lines().findFirst().orElse("");
    int sentenceEnd = line.lastIndexOf(". ");
    return line.endsWith(":") && sentenceEnd > 0 ? line.substring(0, sentenceEnd) : line;
  }

  private record Match(MatchGrade grade, Predicate<AccessSite> fits) {}

  /** The ways to match a record of the same build, the surest first. */
  private List<Match> ownMatches(AccessSite finding) {
    return List.of(
        new Match(
            MatchGrade.EXACT,
            site ->
                isSameInstruction(finding, site)
                    || isSameMethod(finding, site)
                        && site.callSite().bytecodeIndex() >= 0
                        && isOnSameLine(finding, site)
                        && findingsInClassOf(site)
                            .noneMatch(other -> isSameInstruction(other, site))),
        new Match(
            MatchGrade.ORDINAL,
            site ->
                isSameMethod(finding, site)
                    && site.callSite().bytecodeIndex() < 0
                    && site.callSite().ordinal() >= 0
                    && site.callSite().ordinal() == finding.callSite().ordinal()
                    && isSameMember(finding, site)),
        new Match(
            MatchGrade.LINE,
            site ->
                site.callSite().bytecodeIndex() < 0
                    && site.callSite().ordinal() < 0
                    && isOnSameLine(finding, site)));
  }

  private Outcome seen(AccessSite finding, Watch watch, MatchGrade grade, List<SiteTally> matched) {
    boolean touched = matched.stream().anyMatch(SiteTally::touched);
    if (grade == MatchGrade.LINE) {
      long rivals =
          findingsInClassOf(finding).filter(other -> isOnSameLine(other, finding)).count();
      boolean alike = matched.stream().allMatch(tally -> tally.touched() == touched);
      if (!alike || rivals > matched.size() && rivals > 1) {
        return outcome(Verdict.NOT_OBSERVED, Watch.AMBIGUOUS, grade, matched);
      }
    }
    return outcome(touched ? Verdict.CONFIRMED : Verdict.REACHED_CLEAN, watch, grade, matched);
  }

  private void collectRuntimeOnly() {
    Set<String> explained = new HashSet<>();
    findings.forEach(finding -> explained.add(lineKey(finding.callSite())));
    for (SiteTally tally : records.tallies()) {
      AccessSite site = tally.site();
      boolean onFindingsLine =
          site.callSite().line() > 0 && explained.contains(lineKey(site.callSite()));
      if (tally.touched()
          && !onFindingsLine
          && !isOutdated(site)
          && findingsInClassOf(site).noneMatch(finding -> isSameInstruction(finding, site))) {
        runtimeOnly.add(tally);
      }
    }
  }

  private Stream<AccessSite> findingsInClassOf(AccessSite site) {
    return findingsByClass.getOrDefault(site.callSite().className(), List.of()).stream();
  }

  /** Whether the site is of an older build of a class whose present one ran too. */
  private boolean isOutdated(AccessSite site) {
    return findingsInClassOf(site)
        .anyMatch(
            finding ->
                finding.classHash() != null
                    && !isSameBuild(finding, site)
                    && records.isInstrumented(finding.callSite().className(), finding.classHash()));
  }

  /** What follows from the access of a line (a page's members) is no second finding on it. */
  private static String lineKey(CallSite site) {
    return site.className() + ":" + site.line();
  }

  private static boolean isSameBuild(AccessSite a, AccessSite b) {
    return a.classHash() != null && a.classHash().equals(b.classHash());
  }

  private static boolean isSameInstruction(AccessSite a, AccessSite b) {
    return isSameBuild(a, b)
        && isSameMethod(a, b)
        && a.callSite().bytecodeIndex() >= 0
        && a.callSite().bytecodeIndex() == b.callSite().bytecodeIndex();
  }

  private static boolean isSameMethod(AccessSite a, AccessSite b) {
    return a.callSite().className().equals(b.callSite().className())
        && a.callSite().methodName().equals(b.callSite().methodName())
        && a.callSite().descriptor().equals(b.callSite().descriptor());
  }

  /** The same method, or lambdas: those are numbered anew in each build. */
  private static boolean isLikeMethod(AccessSite a, AccessSite b) {
    return isSameMethod(a, b)
        || a.callSite().methodName().startsWith("lambda$")
            && b.callSite().methodName().startsWith("lambda$");
  }

  private static boolean isSameMember(AccessSite a, AccessSite b) {
    return a.memberName().equals(b.memberName());
  }

  private static boolean isOnSameLine(AccessSite a, AccessSite b) {
    return a.callSite().line() > 0
        && a.callSite().line() == b.callSite().line()
        && a.callSite().className().equals(b.callSite().className())
        && isSameMember(a, b);
  }

  private static Outcome outcome(
      Verdict verdict, Watch watch, MatchGrade grade, List<SiteTally> tallies) {
    return new Outcome(
        verdict,
        watch,
        grade,
        tallies.stream().mapToLong(SiteTally::imported).sum(),
        tallies.stream().mapToLong(SiteTally::other).sum(),
        tallies.stream().allMatch(SiteTally::exact),
        join(tallies.stream().map(SiteTally::exporters).toList()),
        join(tallies.stream().map(SiteTally::buffers).toList()),
        join(tallies.stream().map(SiteTally::tests).toList()),
        null);
  }

  private static List<String> join(List<List<String>> lists) {
    return lists.stream().flatMap(List::stream).distinct().toList();
  }
}
