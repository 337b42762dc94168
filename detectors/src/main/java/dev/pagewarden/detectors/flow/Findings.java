package dev.pagewarden.detectors.flow;

import dev.pagewarden.detectors.flow.code.ClassFile;
import dev.pagewarden.detectors.flow.code.Method;
import dev.pagewarden.detectors.flow.code.Program;
import dev.pagewarden.detectors.flow.interp.Access;
import dev.pagewarden.detectors.flow.interp.Enclosing;
import dev.pagewarden.evidence.CallSite;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes findings of accesses: one for each line and accessor, in order of where they are reported.
 */
final class Findings {
  private static final Comparator<Finding> ORDER =
      Comparator.comparing((Finding finding) -> finding.at().site().className())
          .thenComparing(finding -> finding.at().site().methodName())
          .thenComparing(finding -> finding.at().site().descriptor())
          .thenComparing(finding -> finding.at().site().bytecodeIndex())
          .thenComparing(Finding::accessor);

  private final Program program;
  private final Enclosing enclosing;

  Findings(Program program, Enclosing enclosing) {
    this.program = program;
    this.enclosing = enclosing;
  }

  /** What makes two accesses one finding. */
  private record Key(
      String className, String method, int line, int bytecodeIndex, String accessor) {
    static Key of(Finding finding) {
      CallSite site = finding.at().site();
      int index = site.line() < 0 ? site.bytecodeIndex() : -1;
      return new Key(
          site.className(),
          site.methodName() + site.descriptor(),
          site.line(),
          index,
          finding.accessor());
    }

    Key ofLine() {
      return new Key(className, method, line, bytecodeIndex, "");
    }
  }

  List<Finding> of(Collection<Access> accesses) {
    List<Finding> all =
        accesses.stream()
            .map(this::finding)
            .sorted(ORDER.thenComparingInt(finding -> finding.path().size()))
            .toList();
    Map<Key, Finding> first = new LinkedHashMap<>();
    Map<Key, List<Finding>> byLine = new LinkedHashMap<>();
    for (Finding finding : all) {
      if (first.putIfAbsent(Key.of(finding), finding) == null) {
        byLine.computeIfAbsent(Key.of(finding).ofLine(), key -> new ArrayList<>()).add(finding);
      }
    }
    return first.values().stream()
        .filter(finding -> !follows(finding, byLine.get(Key.of(finding).ofLine())))
        .toList();
  }

  /** Returns whether a page is used on the very line on which it was taken from its entry. */
  private static boolean follows(Finding finding, List<Finding> line) {
    return finding.access().owner().endsWith("Page")
        && line.stream().anyMatch(other -> !other.access().owner().endsWith("Page"));
  }

  private Finding finding(Access access) {
    List<Step> path = placed(access.trace().steps());
    path.add(new Step("Touched by " + access.accessor() + " at", access.accessedAt()));
    CallSite site = access.at().site();
    ClassFile file = program.classFile(site.className());
    Method method = file.method(site.methodName() + site.descriptor());
    Method source = enclosing.sourceMethod(method);
    return new Finding(
        access.rule(),
        access.accessor(),
        access.at(),
        access.accessedAt(),
        access.mapping().location(),
        source.signature(),
        source.isStatic(),
        List.copyOf(path));
  }

  /**
   * Returns the steps that have a line, and the first one, the mapping: what has none is the
   * compiler's own code. All of them where the classes were compiled without lines. What so comes
   * to stand twice in a row is one step.
   */
  private static List<Step> placed(List<Step> steps) {
    boolean hasLines = steps.stream().anyMatch(Findings::hasLine);
    List<Step> placed = new ArrayList<>();
    for (Step step : steps) {
      boolean isPlaced = placed.isEmpty() || !hasLines || hasLine(step);
      boolean isRepeated = !placed.isEmpty() && step.equals(placed.get(placed.size() - 1));
      if (isPlaced && !isRepeated) {
        placed.add(step);
      }
    }
    return placed;
  }

  private static boolean hasLine(Step step) {
    return step.location().site().line() >= 0;
  }
}
