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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.Type;

/**
 * How methods end, by what they begin with. A method that calls itself is run until nothing new
 * comes of it; meanwhile the call inside sees what is known so far.
 */
final class Summaries {
  private static final int MAX_RERUNS = 12;

  private final Interpreter interpreter;
  private final SummaryStore store = new SummaryStore();
  private final List<Summary> running = new ArrayList<>();

  /** How often library methods have taken more work than a call is given. */
  private final Map<Method, Integer> tooMuch = new HashMap<>();

  /** How often library code was not followed to its end, for library code that called it. */
  private long losses;

  Summaries(Interpreter interpreter) {
    this.interpreter = interpreter;
  }

  /** Takes note that library code was not followed to its end. */
  void lose() {
    losses++;
  }

  /** Forgets what depends on fields that hold more now. */
  void forget(Set<String> changedFields) {
    store.forget(changedFields);
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
    long before = losses;
    Summary summary = library ? withinShare(frame, entry) : withinAccount(frame, entry);
    boolean isLost = library && (summary == null || summary.isLossy());
    boolean byProject = interpreter.program().isProject(site.frame().method().owner().name());
    losses = before + (isLost && !byProject ? 1 : 0);
    if (summary == null) {
      return null;
    }
    boundary.wasRunOn(summary.entry());
    interpreter.reportFor(site, summary.unreported(), boundary);
    if (isLost && byProject && !Program.isOfLanguage(method.owner().name())) {
      return null; // half of what a dependency does is less than what it may do
    }
    List<Outcome> outcomes = new ArrayList<>();
    boolean bottom = !summary.isComplete();
    if (!bottom && !library && summary.endsAtNull()) {
      return List.of(Outcome.returned(state, nothing(method)));
    }
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

  /**
   * Returns what comes of a method that was run on nothing, as a function is on the elements of a
   * container that has none: it is not called then.
   */
  private static Value nothing(Method method) {
    return switch (method.returnType().getSort()) {
      case Type.OBJECT, Type.ARRAY -> Value.NULL;
      case Type.LONG, Type.DOUBLE -> Value.WIDE;
      default -> Value.TOP;
    };
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
    if (tooMuch.getOrDefault(frame.method(), 0) >= Budget.LIBRARY_TRIES) {
      return null;
    }
    Budget budget = interpreter.budget();
    long aside = budget.beginCall(frame.account());
    try {
      return summaryOf(frame, entry);
    } catch (Budget.Exhausted e) {
      if (!e.isOf(frame.account()) || aside == 0) {
        throw e;
      }
      budget.hit(Bound.WORK, frame.method());
      tooMuch.merge(frame.method(), 1, Integer::sum);
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
    Summary summary = store.of(frame.method(), entry);
    if (!summary.isRunning() && !summary.isUpToDate()) {
      run(frame, summary);
    } else {
      interpreter.globals().noteReads(summary.reads());
    }
    if (!summary.isComplete() && !running.isEmpty()) {
      summary.useIn(running.get(running.size() - 1));
    }
    return summary;
  }

  private void run(Frame frame, Summary summary) {
    running.add(summary);
    Set<String> outerReads = interpreter.globals().beginReads();
    long before = losses;
    try {
      runToFixpoint(frame, summary);
      summary.setLossy(losses > before);
      summary.reads().addAll(interpreter.globals().endReads(outerReads));
      summary.end();
      store.filled(summary);
    } finally {
      running.remove(running.size() - 1);
      if (summary.isRunning()) {
        interpreter.globals().endReads(outerReads);
        summary.abandon();
      }
    }
  }

  private void runToFixpoint(Frame frame, Summary summary) {
    interpreter.visited().add(frame.method());
    StateJoin join = new StateJoin(interpreter.memory(), frame.method(), -1);
    for (int i = 0; i < MAX_RERUNS; i++) {
      summary.begin();
      List<Outcome> outcomes = new MethodRun(interpreter, frame).run(summary.entry().copy());
      summary.unreported().addAll(frame.unreported());
      summary.setMetNull(frame.hasMetNull());
      if (!summary.add(outcomes, join)) {
        return;
      }
    }
  }
}
