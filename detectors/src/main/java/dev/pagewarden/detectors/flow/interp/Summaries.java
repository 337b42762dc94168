package dev.pagewarden.detectors.flow.interp;

import dev.pagewarden.detectors.flow.Bound;
import dev.pagewarden.detectors.flow.code.Method;
import dev.pagewarden.detectors.flow.code.Program;
import dev.pagewarden.detectors.flow.state.CallBoundary;
import dev.pagewarden.detectors.flow.state.Obj;
import dev.pagewarden.detectors.flow.state.State;
import dev.pagewarden.detectors.flow.state.StateJoin;
import dev.pagewarden.detectors.flow.state.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
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
  private long kept;

  private record Key(Method method, State entry) {}

  Summaries(Interpreter interpreter) {
    this.interpreter = interpreter;
  }

  /**
   * Forgets everything if there is much of it, since all of it can be found out again. Only between
   * entries: within one, callers rely on what they have seen of each other.
   */
  void trim() {
    if (kept > Budget.KEPT_OBJECTS) {
      known.clear();
      kept = 0;
    }
  }

  /** Forgets what depends on fields that hold more now. */
  void forget(Set<String> changedFields) {
    known.values().removeIf(summary -> !Collections.disjoint(summary.reads(), changedFields));
  }

  /** Calls a method. */
  List<Outcome> call(Site site, Method method, State state, List<Value> arguments) {
    boolean library = !interpreter.program().isProject(method.owner().name());
    Budget budget = interpreter.budget();
    Budget.Account account = library ? null : budget.accountOf(method);
    Frame frame = new Frame(method, site, Program.isJdk(method.owner().name()), account);
    if (frame.depth() > Budget.CALL_DEPTH) {
      budget.hit(Bound.CALL_DEPTH, site.frame().method());
      return null;
    }
    CallBoundary boundary =
        new CallBoundary(state, method, arguments, site.frame().method(), site.call());
    State entry = boundary.entry();
    budget.step(site.frame().account());
    int occurrences = frame.occurrences();
    if (occurrences > Budget.RECURSION_DEPTH) {
      if (entry.heap().keySet().stream().anyMatch(Obj::isImported)) {
        budget.hit(Bound.RECURSION, site.frame().method());
      }
      return List.of(); // what would come back from there comes back from further out, too
    }
    if (occurrences > Budget.RECURSION) {
      entry = boundary.generalised(frame.earlierEntry());
    }
    Summary summary = library ? withinShare(frame, entry) : withinAccount(frame, entry);
    if (summary == null) {
      return null;
    }
    interpreter.reportFor(site, summary.unreported());
    List<Outcome> outcomes = new ArrayList<>();
    boolean bottom = !summary.isComplete();
    if (!bottom && summary.outcomes().stream().noneMatch(Outcome::isNormal)) {
      if (library || summary.outcomes().isEmpty()) {
        return null; // what it does was not understood: better to go on with nothing known
      }
    }
    for (Outcome outcome : summary.outcomes()) {
      State after = boundary.leave(outcome.state(), outcome.result());
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

  /** Returns the summary of a method of the project; null if it takes too much work. */
  private Summary withinAccount(Frame frame, State entry) {
    try {
      return summaryOf(frame, entry);
    } catch (Budget.Exhausted e) {
      if (!e.isOf(frame.account())) {
        throw e;
      }
      interpreter.budget().hit(Bound.WORK, frame.method());
      return null;
    }
  }

  /** Returns the summary of a library method; null if it takes more work than a call is given. */
  private Summary withinShare(Frame frame, State entry) {
    Budget budget = interpreter.budget();
    long aside = budget.beginCall(frame.account());
    try {
      return summaryOf(frame, entry);
    } catch (Budget.Exhausted e) {
      if (!e.isOf(frame.account()) || aside == 0) {
        throw e;
      }
      budget.hit(Bound.WORK, frame.method());
      return null;
    } finally {
      budget.endCall(frame.account(), aside);
    }
  }

  /** Runs a method that nobody in the project calls. */
  List<Outcome> run(Frame frame, State entry) {
    return summaryOf(frame, entry).outcomes();
  }

  private Summary summaryOf(Frame frame, State entry) {
    frame.beginAt(entry);
    Key key = new Key(frame.method(), entry);
    Summary summary = known.computeIfAbsent(key, k -> new Summary());
    if (!summary.isRunning() && !summary.isUpToDate()) {
      run(frame, entry, summary);
    } else {
      interpreter.globals().noteReads(summary.reads());
    }
    if (!summary.isComplete() && !running.isEmpty()) {
      summary.useIn(running.get(running.size() - 1));
    }
    return summary;
  }

  private void run(Frame frame, State entry, Summary summary) {
    running.add(summary);
    Set<String> outerReads = interpreter.globals().beginReads();
    try {
      runToFixpoint(frame, entry, summary);
      summary.reads().addAll(interpreter.globals().endReads(outerReads));
      summary.end();
      kept += entry.heap().size();
      summary.outcomes().forEach(outcome -> kept += outcome.state().heap().size());
    } finally {
      running.remove(running.size() - 1);
      if (summary.isRunning()) {
        interpreter.globals().endReads(outerReads);
        summary.abandon();
      }
    }
  }

  private void runToFixpoint(Frame frame, State entry, Summary summary) {
    interpreter.visited().add(frame.method());
    StateJoin join = new StateJoin(interpreter.memory(), frame.method(), -1);
    for (int i = 0; i < MAX_RERUNS; i++) {
      summary.begin();
      List<Outcome> outcomes = new MethodRun(interpreter, frame).run(entry.copy());
      summary.unreported().addAll(frame.unreported());
      if (!summary.add(outcomes, join)) {
        return;
      }
    }
  }
}
