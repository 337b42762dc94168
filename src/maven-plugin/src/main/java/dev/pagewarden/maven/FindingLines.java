package dev.pagewarden.maven;

import dev.pagewarden.evidence.ReportedFinding;
import dev.pagewarden.evidence.RunRecord;
import dev.pagewarden.evidence.Verdict;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Findings as the console shows them. */
final class FindingLines {
  private FindingLines() {}

  /** A finding on one line: place, pattern, verdict, and what to do instead. */
  static String line(ReportedFinding finding) {
    String text =
        finding.remedy() == null
            ? finding.message()
            : "%s of an imported table. Instead, %s"
                .formatted(finding.accessor(), finding.remedy());
    return "%s:%d %s %s: %s"
        .formatted(
            sourcePath(finding),
            finding.site().line(),
            finding.pattern(),
            finding.outcome().describe(),
            text);
  }

  /** What a run has told besides, on one line. */
  static String line(RunRecord.Note note) {
    return "In a test run: %s (%s).".formatted(note.text(), note.topic());
  }

  /** How many there are, in all and by verdict. */
  static String summary(List<ReportedFinding> findings) {
    Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
    findings.forEach(finding -> counts.merge(finding.outcome().verdict(), 1, Integer::sum));
    StringBuilder summary = new StringBuilder();
    summary.append(findings.size()).append(findings.size() == 1 ? " finding" : " findings");
    String separator = ": ";
    for (Map.Entry<Verdict, Integer> count : counts.entrySet()) {
      summary.append(separator).append(count.getValue()).append(' ');
      summary.append(count.getKey().words().toLowerCase(Locale.ROOT));
      separator = "; ";
    }
    return summary.append('.').toString();
  }

  /** The source file below its source root; by javac's naming where the class file does not say. */
  static String sourcePath(ReportedFinding finding) {
    String className = finding.site().className();
    int packageEnd = className.lastIndexOf('/') + 1;
    int nested = className.indexOf('$', packageEnd + 1);
    String topLevel = nested < 0 ? className : className.substring(0, nested);
    return finding.sourceFile() == null
        ? topLevel + ".java"
        : className.substring(0, packageEnd) + finding.sourceFile();
  }
}
