package dev.pagewarden.detectors.flow.interp;

import dev.pagewarden.detectors.flow.state.State;
import dev.pagewarden.detectors.flow.state.Value;
import java.util.List;

/** What predicates and comparators say of elements, for models. */
final class Predicates {
  private final Calls calls;
  private final ModelRun run;

  Predicates(Calls calls, ModelRun run) {
    this.calls = calls;
    this.run = run;
  }

  /** Returns the elements for which a predicate may say so; each is asked of by itself. */
  Value among(State state, Value predicate, String type, Value elements) {
    if (elements == Strand.NOTHING) {
      return Strand.NOTHING;
    }
    Value kept =
        elements.filter(
            obj -> {
              Value element = Value.of(obj, elements.refs().get(obj));
              return says(state.copy(), predicate, type, element) != Types.Answer.NO;
            },
            true);
    return kept == null ? Strand.NOTHING : kept;
  }

  /** Returns what a predicate says of a value. */
  Types.Answer says(State state, Value predicate, String type, Value element) {
    Integer answer = answer(state, predicate, type, List.of(element));
    return answer == null ? Types.Answer.MAYBE : answer == 1 ? Types.Answer.YES : Types.Answer.NO;
  }

  /** Returns the number that a function returns for values; null if it is not known. */
  Integer answer(State state, Value function, String type, List<Value> values) {
    List<Integer> answers =
        calls.functions().apply(run.nextSite(), state, function, type, values).stream()
            .filter(Outcome::isNormal)
            .map(outcome -> outcome.result().intConstant())
            .distinct()
            .toList();
    return answers.size() == 1 ? answers.get(0) : null;
  }
}
