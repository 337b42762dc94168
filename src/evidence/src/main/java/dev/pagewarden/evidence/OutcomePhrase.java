package dev.pagewarden.evidence;

import java.util.ArrayList;
import java.util.List;

/** Puts an outcome into words. */
final class OutcomePhrase {
  private static final int MOST_NAMES = 3;

  private OutcomePhrase() {}

  static String of(Outcome outcome) {
    List<String> details = new ArrayList<>();
    switch (outcome.verdict()) {
      case CONFIRMED, RUNTIME_ONLY -> {
        details.add(times(outcome.imported(), outcome.exact()));
        addNames(details, "by ", outcome.exporters().stream().map(OutcomePhrase::simple).toList());
        addNames(details, "in ", outcome.tests());
      }
      case REACHED_CLEAN ->
          details.add("ran " + times(outcome.other(), outcome.exact()) + ", on no imported table");
      case NOT_INSTRUMENTED ->
          details.add(outcome.reason() == null ? outcome.watch().words() : outcome.reason());
      default -> {
        if (outcome.watch() != Watch.INSTRUMENTED) {
          details.add(outcome.watch().words() + because(outcome.reason()));
        }
      }
    }
    if (outcome.grade() == MatchGrade.LINE) {
      details.add(
          outcome.watch() == Watch.OTHER_BUILD
              ? "matched by line with another build of the class"
              : "matched by line");
    }
    return outcome.verdict().words()
        + (details.isEmpty() ? "" : " (" + String.join(", ", details) + ")");
  }

  private static String times(long count, boolean exact) {
    String number = count == 1 ? "once" : count + " times";
    return exact ? number : "at least " + number;
  }

  private static void addNames(List<String> details, String before, List<String> names) {
    if (!names.isEmpty()) {
      List<String> shown = names.subList(0, Math.min(MOST_NAMES, names.size()));
      int more = names.size() - shown.size();
      details.add(
          before + String.join(" and ", shown) + (more == 0 ? "" : " and " + more + " more"));
    }
  }

  private static String because(String reason) {
    return reason == null ? "" : ": " + reason;
  }

  private static String simple(String className) {
    return className.substring(
        Math.max(className.lastIndexOf('.'), className.lastIndexOf('/')) + 1);
  }
}
