package dev.pagewarden.detectors.flow.interp;

import dev.pagewarden.detectors.flow.state.State;
import dev.pagewarden.detectors.flow.state.StateJoin;
import dev.pagewarden.detectors.flow.state.StateSet;
import dev.pagewarden.detectors.flow.state.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * The ways in which a method can end, few of them: each kept as a state without locals whose
 * operand stack holds the result, so that they are told apart and joined as states are.
 */
final class OutcomeSet {
  private final StateSet normal;
  private final StateSet thrown;

  OutcomeSet(StateJoin join, List<Outcome> before, List<Outcome> now) {
    normal = new StateSet(join, Budget.OUTCOMES);
    thrown = new StateSet(join, Budget.OUTCOMES);
    before.forEach(this::add);
    now.forEach(this::add);
  }

  private void add(Outcome outcome) {
    List<Value> stack = new ArrayList<>();
    stack.add(outcome.isNormal() ? outcome.result() : outcome.thrown());
    State end = outcome.state().withLocals(new Value[0], stack);
    (outcome.isNormal() ? normal : thrown).add(end);
  }

  List<Outcome> outcomes() {
    List<Outcome> outcomes = new ArrayList<>();
    normal.states().forEach(state -> outcomes.add(Outcome.returned(state, state.peek(0))));
    thrown.states().forEach(state -> outcomes.add(Outcome.thrown(state, state.peek(0))));
    return outcomes;
  }
}
