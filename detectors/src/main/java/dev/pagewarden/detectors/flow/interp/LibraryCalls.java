package dev.pagewarden.detectors.flow.interp;

import dev.pagewarden.detectors.flow.Bound;
import dev.pagewarden.detectors.flow.model.Model;
import dev.pagewarden.detectors.flow.model.Models;
import dev.pagewarden.detectors.flow.state.State;
import dev.pagewarden.detectors.flow.state.Value;
import java.util.List;

/** Runs models of library methods. */
final class LibraryCalls {
  private final Interpreter interpreter;
  private final Calls calls;
  private final Models models;

  /** How many models are run one within the other. */
  private int depth;

  LibraryCalls(Interpreter interpreter, Calls calls, Models models) {
    this.interpreter = interpreter;
    this.calls = calls;
    this.models = models;
  }

  /** Returns how a call of a modelled method can end. */
  List<Outcome> run(Site site, State state, Model model, Call call, List<Value> arguments) {
    if (depth == Budget.MODEL_DEPTH) {
      interpreter.budget().hit(Bound.CALL_DEPTH, site.frame().method());
      Value unknown = Fresh.unknown(site, 0, call.returnType(), state);
      return List.of(Outcome.returned(state, unknown));
    }
    depth++;
    try {
      return new ModelRun(this, site, call, arguments).run(state, model);
    } finally {
      depth--;
    }
  }

  Interpreter interpreter() {
    return interpreter;
  }

  Calls calls() {
    return calls;
  }

  Models models() {
    return models;
  }
}
