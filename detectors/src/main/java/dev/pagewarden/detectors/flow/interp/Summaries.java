package dev.pagewarden.detectors.flow.interp;

import dev.pagewarden.detectors.flow.Bound;
import dev.pagewarden.detectors.flow.code.Method;
import dev.pagewarden.detectors.flow.code.Program;
import dev.pagewarden.detectors.flow.state.CallBoundary;
import dev.pagewarden.detectors.flow.state.State;
import dev.pagewarden.detectors.flow.state.StateJoin;
import dev.pagewarden.detectors.flow.state.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How methods end, by what they begin with. A method that calls itself is run until nothing new
 * comes of it; meanwhile the call inside sees what is known so far.
 */
final class Summaries {
  private static final int MAX_RERUNS = 12;

  private final Interpreter interpreter;
  private final Map<Key, Summary> known = new HashMap<>();
  private final List<Summary> running = new ArrayList<>();

  private record Key(Method method, State entry) {}

  /** What is known of a method on an input. */
  private static final class Summary {
    private List<Outcome> outcomes = List.of();
    private final Set<Access> unreported = new LinkedHashSet<>();
    private Set<String> reads = Set.of();
    private boolean complete;
    private boolean used;

    /**
     * The outermost method under analysis whose incomplete outcomes went into these; its position.
     */
    private int dependsOn = Integer.MAX_VALUE;
  }

  Summaries(Interpreter interpreter) {
    this.interpreter = interpreter;
  }

  /** Forgets what depends on fields that hold more now. */
  void forget(Set<String> changedFields) {
    known.values().removeIf(summary -> !Collections.disjoint(summary.reads, changedFields));
  }

  /** Calls a method. */
  List<Outcome> call(Site site, Method method, State state, List<Value> arguments) {
    Frame frame = new Frame(method, site, Program.isJdk(method.owner().name()));
    if (frame.depth() > Budget.CALL_DEPTH) {
      interpreter.budget().hit(Bound.CALL_DEPTH, site.frame().method());
      return null;
    }
    CallBoundary boundary =
        new CallBoundary(state, method, arguments, site.frame().method(), site.call());
    State entry = boundary.entry();
    interpreter.budget().spend(entry.heap().size());
    int occurrences = frame.occurrences();
    if (occurrences > Budget.RECURSION_DEPTH) {
      interpreter.budget().hit(Bound.RECURSION, site.frame().method());
      return null;
    }
    if (occurrences > Budget.RECURSION) {
      entry = boundary.generalised();
    }
    Summary summary = summaryOf(frame, entry);
    interpreter.reportFor(site, summary.unreported);
    List<Outcome> outcomes = new ArrayList<>();
    boolean bottom = !summary.complete || summary.dependsOn < Integer.MAX_VALUE;
    boolean library = !interpreter.program().isProject(method.owner().name());
    if (!bottom && summary.outcomes.stream().noneMatch(Outcome::isNormal)) {
      if (library || summary.outcomes.isEmpty()) {
        return null; // what it does was not understood: better to go on with nothing known
      }
    }
    for (Outcome outcome : summary.outcomes) {
      State after = boundary.leave(outcome.state());
      if (after != null) {
        outcomes.add(
            outcome.isNormal()
                ? Outcome.returned(
                    after,
                    interpreter
                        .steps()
                        .returned(site, method, boundary.outward(outcome.result()), after))
                : Outcome.thrown(after, boundary.outward(outcome.thrown())));
      }
    }
    return outcomes;
  }

  /** Runs a method that nobody in the project calls. */
  List<Outcome> run(Frame frame, State entry) {
    return summaryOf(frame, entry).outcomes;
  }

  private Summary summaryOf(Frame frame, State entry) {
    Key key = new Key(frame.method(), entry);
    Summary summary = known.get(key);
    if (summary != null) {
      if (!summary.complete) {
        summary.used = true;
        dependOn(running.indexOf(summary));
      }
      interpreter.globals().noteReads(summary.reads);
      return summary;
    }
    summary = new Summary();
    known.put(key, summary);
    running.add(summary);
    Set<String> outerReads = interpreter.globals().beginReads();
    try {
      runToFixpoint(frame, entry, summary);
    } finally {
      summary.reads = interpreter.globals().endReads(outerReads);
      running.remove(running.size() - 1);
      if (!summary.complete) {
        known.remove(key);
      }
    }
    if (summary.dependsOn < running.size()) {
      known.remove(key);
      dependOn(summary.dependsOn);
    }
    return summary;
  }

  private void dependOn(int position) {
    if (!running.isEmpty()) {
      Summary current = running.get(running.size() - 1);
      current.dependsOn = Math.min(current.dependsOn, position);
    }
  }

  private void runToFixpoint(Frame frame, State entry, Summary summary) {
    interpreter.visited().add(frame.method());
    for (int i = 0; i < MAX_RERUNS; i++) {
      summary.used = false;
      List<Outcome> before = summary.outcomes;
      List<Outcome> outcomes = new MethodRun(interpreter, frame).run(entry.copy());
      StateJoin join = new StateJoin(interpreter.memory(), frame.method(), -1);
      summary.outcomes = new OutcomeSet(join, before, outcomes).outcomes();
      summary.unreported.addAll(frame.unreported());
      if (!summary.used || summary.outcomes.equals(before)) {
        break;
      }
    }
    summary.complete = true;
  }
}
