package dev.pagewarden.detectors.flow.interp;

import dev.pagewarden.detectors.flow.code.Program;
import dev.pagewarden.detectors.flow.state.Memory;
import dev.pagewarden.detectors.flow.state.Node;
import dev.pagewarden.detectors.flow.state.Obj;
import dev.pagewarden.detectors.flow.state.State;
import dev.pagewarden.detectors.flow.state.Value;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** What is taken for the effect of code that neither is there nor has a model. */
final class UnseenCode {
  private final Interpreter interpreter;
  private final Program program;
  private final Holdings holdings;
  private final CallBacks callBacks;

  UnseenCode(Interpreter interpreter, FunctionCalls functions) {
    this.interpreter = interpreter;
    this.program = interpreter.program();
    this.holdings = new Holdings(interpreter);
    this.callBacks = new CallBacks(interpreter, functions, holdings);
  }

  /** Returns whether a method's code, which is there, says nothing of what an argument holds. */
  boolean standsFor(State state, Call call, List<Value> arguments) {
    return holdings.isOfDependency(call.owner())
        && arguments.stream().anyMatch(argument -> holdings.isHolder(state, argument));
  }

  /**
   * What code that can't be seen does: returns something, and may call the functions that it is
   * given. That of a dependency may also keep what the project gives it, and return it later; what
   * it makes of it at once may be something else, as a copy is.
   */
  List<Outcome> call(Site site, State state, Call call, List<Value> arguments) {
    Value result = result(site, state, call, arguments);
    if (call.name().equals("<init>") && arguments.get(0).single() != null) {
      Obj made = arguments.get(0).single();
      state.setNode(made, state.node(made).with(Memory.OPAQUE, Value.number(1)));
    }
    escape(state, arguments);
    Value held = holdings.isOfDependency(call.owner()) ? holdings.held(state, arguments) : null;
    if (held != null && !program.isProject(site.frame().method().owner().name())) {
      interpreter.summaries().lose();
      held = null;
    }
    if (held != null) {
      return List.of(keep(state, new Unseen(site, call, arguments, result, held)));
    }
    List<Value> given =
        arguments.subList(call.isStatic() || arguments.isEmpty() ? 0 : 1, arguments.size());
    return callBacks.runFunctions(
        site, List.of(Outcome.returned(state, result)), given, function -> true);
  }

  private Outcome keep(State state, Unseen unseen) {
    if (!unseen.call().isStatic()) {
      holdings.derive(state, unseen.result(), unseen.arguments().get(0));
    }
    holdings.keep(state, unseen.holders(), unseen.held());
    Value result =
        holdings.withHeld(state, unseen.result(), unseen.heldBefore(), unseen.call().returnType());
    return callBacks.run(unseen, Outcome.returned(state, result));
  }

  /** What the API makes of nothing that is mapped is there, and is not mapped. */
  private Value result(Site site, State state, Call call, List<Value> arguments) {
    Value result = Fresh.unknown(site, 0, call.returnType(), state);
    Obj made = result.single();
    boolean byApi =
        made != null
            && interpreter.contract().isApiType(call.owner())
            && interpreter.contract().isApiType(made.type())
            && arguments.stream().noneMatch(Value::hasImported);
    if (!byApi) {
      return result;
    }
    state.setNode(made, state.node(made).with(Types.MADE_BY_API, Value.number(1)));
    return result.nonNull();
  }

  /**
   * Takes note of the project's objects that code which can't be seen gets to know, and that it may
   * have put any numbers into an array of them.
   */
  private void escape(State state, List<Value> arguments) {
    for (Value argument : arguments) {
      for (Obj obj : argument.refs().keySet()) {
        if (isNumbers(obj.type())) {
          fill(state, obj);
        } else if (obj.kind() == Obj.Kind.MADE && program.isProject(obj.type())) {
          state.setNode(obj, state.node(obj).with(Memory.ESCAPED, Value.number(1)));
        }
      }
    }
  }

  private static boolean isNumbers(String type) {
    return type.length() == 2 && type.startsWith("[");
  }

  /** Forgets what an array of numbers holds: what is read of it from here on is something else. */
  private static void fill(State state, Obj array) {
    for (Map.Entry<String, Value> field : state.node(array).fields().entrySet()) {
      if (field.getKey().startsWith("[") && field.getValue().symbol() != null) {
        state.forget(field.getValue().symbol());
      }
    }
    Node emptied = state.node(array).withoutElements();
    state.setNode(array, emptied.with(Memory.ESCAPED, Value.number(1)));
  }

  /** Code of the JDK that was followed may have kept a function to call it when nobody looks. */
  List<Outcome> callKept(
      Site site, List<Outcome> outcomes, List<Value> arguments, Predicate<Function> wasRun) {
    return callBacks.runFunctions(site, outcomes, arguments, wasRun.negate());
  }
}
