package dev.pagewarden.detectors.flow.interp;

import dev.pagewarden.detectors.flow.code.Program;
import dev.pagewarden.detectors.flow.state.Memory;
import dev.pagewarden.detectors.flow.state.Node;
import dev.pagewarden.detectors.flow.state.Obj;
import dev.pagewarden.detectors.flow.state.State;
import dev.pagewarden.detectors.flow.state.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.objectweb.asm.Type;

/** What is taken for the effect of code that neither is there nor has a model. */
final class UnseenCode {
  private final Interpreter interpreter;
  private final Program program;
  private final FunctionCalls functions;
  private final Holdings holdings;
  private final CallBacks callBacks;

  /** The functions that are being called as code which can't be seen may call them. */
  private final Set<Function> calledBack = new HashSet<>();

  UnseenCode(Interpreter interpreter, FunctionCalls functions) {
    this.interpreter = interpreter;
    this.program = interpreter.program();
    this.functions = functions;
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
    return held == null
        ? callFunctions(site, Outcome.returned(state, result), call, arguments)
        : List.of(keep(state, new Unseen(site, call, arguments, result, held)));
  }

  private Outcome keep(State state, Unseen unseen) {
    if (!unseen.call().isStatic()) {
      holdings.derive(state, unseen.result(), unseen.arguments().get(0));
    }
    holdings.keep(state, unseen.holders(), unseen.held());
    Value before = unseen.heldBefore();
    Value result =
        before == null
            ? unseen.result()
            : holdings.withHeld(state, unseen.result(), before, unseen.call().returnType());
    return callBacks.run(unseen, Outcome.returned(state, result));
  }

  private List<Outcome> callFunctions(
      Site site, Outcome returned, Call call, List<Value> arguments) {
    List<Outcome> outcomes = List.of(returned);
    for (Value argument :
        arguments.subList(call.isStatic() || arguments.isEmpty() ? 0 : 1, arguments.size())) {
      for (Obj obj : argument.refs().keySet()) {
        if (obj.detail() instanceof Function function) {
          outcomes = callBack(site, outcomes, obj, function);
        }
      }
    }
    return outcomes;
  }

  /** What the API makes of nothing that is mapped is there, and is not mapped. */
  private Value result(Site site, State state, Call call, List<Value> arguments) {
    Value result = interpreter.freshUnknown(site, 0, call.returnType(), state);
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

  /** Calls a function, unless that is what led here: functions that wrap themselves have no end. */
  private List<Outcome> callBack(Site site, List<Outcome> outcomes, Obj obj, Function function) {
    if (!calledBack.add(function)) {
      return outcomes;
    }
    try {
      return calledBack(site, outcomes, obj, function);
    } finally {
      calledBack.remove(function);
    }
  }

  private List<Outcome> calledBack(Site site, List<Outcome> outcomes, Obj obj, Function function) {
    List<Outcome> all = new ArrayList<>();
    for (Outcome outcome : outcomes) {
      if (!outcome.isNormal()) {
        all.add(outcome);
        continue;
      }
      all.add(outcome);
      State state = outcome.state().copy();
      List<Value> given = new ArrayList<>();
      for (Type type : function.parameterTypes()) {
        given.add(interpreter.unknown(site, 40 + given.size() % 16, type));
      }
      for (Outcome called : functions.applyFunction(site, state, obj, given)) {
        if (called.isNormal()) {
          all.add(Outcome.returned(called.state(), outcome.result()));
        }
      }
    }
    return all;
  }

  /** Code of the JDK that was followed may have kept a function to call it when nobody looks. */
  List<Outcome> callKept(
      Site site, List<Outcome> outcomes, List<Value> arguments, Predicate<Function> wasRun) {
    List<Outcome> all = outcomes;
    for (Value argument : arguments) {
      for (Obj obj : argument.refs().keySet()) {
        if (obj.detail() instanceof Function function && !wasRun.test(function)) {
          all = callBack(site, all, obj, function);
        }
      }
    }
    return all;
  }
}
