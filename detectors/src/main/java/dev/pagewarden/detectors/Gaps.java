package dev.pagewarden.detectors;

import dev.pagewarden.detectors.flow.Bound;
import dev.pagewarden.detectors.flow.Gap;
import dev.pagewarden.evidence.CallSite;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Tells where the analysis' bounds kept it from looking further. */
final class Gaps {
  /** So many methods are named; a line is for reading. */
  private static final int NAMED = 3;

  private Gaps() {}

  /** Returns a line for each bound that methods of the project met. */
  static List<String> lines(Program program, List<Gap> gaps) {
    List<String> lines = new ArrayList<>();
    for (Bound bound : Bound.values()) {
      Set<String> methods =
          gaps.stream()
              .filter(gap -> gap.bound() == bound)
              .map(gap -> gap.at().site())
              .filter(site -> program.contains(site.className()))
              .map(Gaps::methodName)
              .collect(Collectors.toCollection(TreeSet::new));
      if (!methods.isEmpty()) {
        lines.add(sentence(bound, methods));
      }
    }
    return lines;
  }

  private static String sentence(Bound bound, Set<String> methods) {
    int more = methods.size() - NAMED;
    return "not everything was followed (%s): findings may be missing behind %s%s%s"
        .formatted(
            bound.description(),
            methods.stream().limit(NAMED).collect(Collectors.joining(", ")),
            more > 0 ? " and " + more + " more" : "",
            bound == Bound.WORK ? "; -D" + Effort.PROPERTY + "=4 does four times as much" : "");
  }

  private static String methodName(CallSite site) {
    return SourceLines.dotted(site.className()) + "." + site.methodName() + "()";
  }
}
