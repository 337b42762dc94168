package dev.pagewarden.detectors.flow.interp;

import dev.pagewarden.detectors.flow.state.Memory;
import dev.pagewarden.detectors.flow.state.Node;
import dev.pagewarden.detectors.flow.state.Obj;
import dev.pagewarden.detectors.flow.state.State;
import dev.pagewarden.detectors.flow.state.StateJoin;
import dev.pagewarden.detectors.flow.state.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * What other threads do.
 *
 * <p>A task is run where it is begun. Since it may wait there for what its beginner does next, it
 * is remembered, and run again wherever something happens that a thread can wait for.
 */
final class Background {
  private static final Obj TASKS = Obj.statics("#tasks");
  private static final String AWAKE = "#awake";

  /** So many tasks are remembered, the latest. */
  private static final int MAX_TASKS = 4;

  private final Calls calls;
  private final Memory memory;
  private final ModelRun run;

  Background(Calls calls, Memory memory, ModelRun run) {
    this.calls = calls;
    this.memory = memory;
    this.run = run;
  }

  /** Begins a task. Returns what is known then. */
  State begin(State state, Value task) {
    Value begun = task.nonNull();
    if (begun == null || begun.refs().isEmpty()) {
      return state;
    }
    State after = run(state, begun);
    Node node = after.node(TASKS);
    Value known = node.fields().get(Memory.ANY);
    after.setNode(TASKS, node.with(Memory.ANY, known == null ? begun : latest(known, begun)));
    return after;
  }

  private static Value latest(Value known, Value begun) {
    Value all = known.join(begun);
    List<Obj> tasks = List.copyOf(all.refs().keySet());
    List<Obj> kept = tasks.subList(Math.max(0, tasks.size() - MAX_TASKS), tasks.size());
    return all.filter(kept::contains, false);
  }

  /** Runs the tasks once more. Returns what is known then. */
  State wake(State state) {
    Node node = state.node(TASKS);
    Value tasks = node.fields().get(Memory.ANY);
    if (tasks == null || node.fields().containsKey(AWAKE)) {
      return state;
    }
    State at = state;
    at.setNode(TASKS, node.with(AWAKE, Value.number(1)));
    for (Obj task : tasks.refs().keySet()) {
      at = run(at, Value.of(task));
    }
    at.setNode(TASKS, at.node(TASKS).without(AWAKE));
    return at;
  }

  /** Forgets a task that has surely ended. */
  void end(State state, Value task) {
    Node node = state.node(TASKS);
    Value tasks = node.fields().get(Memory.ANY);
    Obj ended = task.single();
    if (tasks == null || ended == null || !tasks.refs().containsKey(ended)) {
      return;
    }
    Value left = tasks.filter(obj -> !obj.equals(ended), false);
    state.setNode(TASKS, left == null ? node.without(Memory.ANY) : node.with(Memory.ANY, left));
  }

  private State run(State state, Value task) {
    List<Outcome> outcomes = new ArrayList<>();
    Site site = run.nextSite();
    Obj only = task.single();
    if (only != null && only.detail() instanceof Function) {
      outcomes.addAll(calls.functions().applyFunction(site, state.copy(), only, List.of()));
    } else {
      outcomes.addAll(calls.invokeByName(site, state.copy(), task, "run", List.of()));
    }
    StateJoin join = site.join(memory);
    return outcomes.stream()
        .filter(Outcome::isNormal)
        .map(Outcome::state)
        .reduce(join::join)
        .orElse(state);
  }
}
