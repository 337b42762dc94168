package dev.pagewarden.detectors.flow.interp;

import dev.pagewarden.detectors.flow.state.State;
import dev.pagewarden.detectors.flow.state.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks whether a value is of a type: a way for each answer, on which the value is what that leaves.
 */
final class InstanceTests {
  private final Interpreter interpreter;

  InstanceTests(Interpreter interpreter) {
    this.interpreter = interpreter;
  }

  /** Returns the answers for a value that holds something. */
  List<Outcome> ask(State state, Value value, String type) {
    Types types = interpreter.types();
    List<Outcome> answers = new ArrayList<>();
    Value is = value.filter(obj -> types.mayBe(state, obj, type), false);
    if (is != null) {
      State yes = state.copy();
      yes.refine(value, is);
      types.cast(yes, is, type);
      types.learn(yes, is, type, true);
      interpreter.contractCalls().consents().isOwnExporter(is, type, yes);
      answers.add(Outcome.returned(yes, Value.number(1)));
    }
    Value isNot = value.filter(obj -> types.isInstance(state, obj, type) != Types.Answer.YES, true);
    if (isNot != null) {
      State no = state.copy();
      no.refine(value, isNot);
      types.learn(no, isNot, type, false);
      answers.add(Outcome.returned(no, Value.number(0)));
    }
    return answers;
  }
}
