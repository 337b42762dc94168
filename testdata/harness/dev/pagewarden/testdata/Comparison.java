package dev.pagewarden.testdata;

import dev.pagewarden.testdata.Expectation.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assertions;

/** What the lines of a case claim against what was seen of them. */
final class Comparison {
  private final CaseFile subject;
  private final List<String> mismatches = new ArrayList<>();

  Comparison(CaseFile subject) {
    this.subject = subject;
  }

  /** Holds the findings of the analysis against the lines: the same patterns, as often. */
  Comparison withFindings(List<Seen> findings) {
    Map<Integer, Map<String, Long>> found = byLine(findings);
    TreeSet<Integer> lines = new TreeSet<>(found.keySet());
    lines.addAll(subject.expectations().keySet());
    for (int line : lines) {
      compareFindings(line, found.getOrDefault(line, Map.of()));
    }
    return this;
  }

  private void compareFindings(int line, Map<String, Long> found) {
    List<Expectation> here = subject.expectations().getOrDefault(line, List.of());
    TreeSet<String> patterns = new TreeSet<>(found.keySet());
    here.stream().filter(e -> e.kind() != Kind.UNRUN).forEach(e -> patterns.add(e.pattern()));
    for (String pattern : patterns) {
      long wanted = count(here, pattern, Kind.EXPECT) + count(here, pattern, Kind.FALSE_ALARM);
      long seen = found.getOrDefault(pattern, 0L);
      if (seen != wanted) {
        mismatches.add(difference(here, pattern, wanted, seen) + subject.at(line));
      }
    }
  }

  private static String difference(List<Expectation> here, String pattern, long wanted, long seen) {
    String hint = "";
    if (seen > wanted && count(here, pattern, Kind.MISSED) > 0) {
      hint = "; no longer missed, so let the line say expect";
    } else if (seen < wanted && count(here, pattern, Kind.FALSE_ALARM) > 0) {
      hint = "; no longer a false alarm, so take the comment away";
    }
    return "%s: wanted %d, found %d%s%n    at ".formatted(pattern, wanted, seen, hint);
  }

  private static long count(List<Expectation> here, String pattern, Kind kind) {
    return here.stream()
        .filter(e -> e.kind() == kind && e.pattern().equals(pattern))
        .mapToInt(Expectation::count)
        .sum();
  }

  /** Holds the lines that a run has shown to be at fault against those that are claimed to be. */
  Comparison withRecords(List<Seen> records) {
    TreeSet<Integer> recorded = lines(records);
    List<Integer> claimed = subject.linesAtFault();
    for (int line : claimed) {
      if (!recorded.contains(line)) {
        mismatches.add("no access recorded\n    at " + subject.at(line));
      }
    }
    notElsewhere(recorded, claimed);
    return this;
  }

  /** Demands at least one of the lines at fault, since a scrambled page may end the case there. */
  Comparison withSomeRecords(List<Seen> records) {
    TreeSet<Integer> recorded = lines(records);
    List<Integer> claimed = subject.linesAtFault();
    if (!claimed.isEmpty() && claimed.stream().noneMatch(recorded::contains)) {
      mismatches.add("no access recorded on any line at fault of " + subject.sourcePath());
    }
    notElsewhere(recorded, claimed);
    return this;
  }

  private TreeSet<Integer> lines(List<Seen> records) {
    return records.stream()
        .filter(record -> record.sourcePath().equals(subject.sourcePath()))
        .map(Seen::line)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private void notElsewhere(TreeSet<Integer> recorded, List<Integer> claimed) {
    for (int line : recorded) {
      if (!claimed.contains(line)) {
        mismatches.add("access recorded where none is expected\n    at " + subject.at(line));
      }
    }
  }

  /** Fails with all mismatches at once, if there are any. */
  void verify() {
    if (!mismatches.isEmpty()) {
      Assertions.fail("\n" + String.join("\n", mismatches));
    }
  }

  private Map<Integer, Map<String, Long>> byLine(List<Seen> findings) {
    return findings.stream()
        .filter(f -> f.sourcePath().equals(subject.sourcePath()))
        .collect(
            Collectors.groupingBy(
                Seen::line,
                TreeMap::new,
                Collectors.groupingBy(Seen::pattern, Collectors.counting())));
  }
}
