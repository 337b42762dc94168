package dev.pagewarden.detectors.flow.interp;

import dev.pagewarden.detectors.flow.Location;
import dev.pagewarden.detectors.flow.code.Dependencies;
import dev.pagewarden.detectors.flow.code.Method;
import dev.pagewarden.detectors.flow.code.Program;
import dev.pagewarden.detectors.flow.model.Model;
import dev.pagewarden.detectors.flow.model.Models;
import dev.pagewarden.detectors.flow.state.Memory;
import dev.pagewarden.detectors.flow.state.Obj;
import dev.pagewarden.detectors.flow.state.State;
import dev.pagewarden.detectors.flow.state.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.Type;

/** Finds what a call runs, and runs it. */
final class Calls {
  private final Interpreter interpreter;
  private final Program program;
  private final Targets targets;
  private final LibraryCalls library;
  private final LibraryConstants libraryConstants;
  private final Reflection reflection;

  /** The functions that are being called as code which can't be seen may call them. */
  private final Set<Function> calledBack = new HashSet<>();

  Calls(Interpreter interpreter, Models models, Dependencies dependencies) {
    this.interpreter = interpreter;
    this.program = interpreter.program();
    this.targets = new Targets(interpreter, models, dependencies);
    this.library = new LibraryCalls(interpreter, this, models);
    this.libraryConstants = new LibraryConstants(library);
    this.reflection = new Reflection(interpreter, this);
  }

  /** Returns how a call can end, arguments with the receiver first. */
  List<Outcome> invoke(Site site, State state, Call call, List<Value> arguments) {
    return invoke(site, state, call, arguments, site.location());
  }

  /** Returns how a call can end that the source has at another place than the one that runs it. */
  List<Outcome> invoke(Site site, State state, Call call, List<Value> arguments, Location at) {
    List<Outcome> outcomes = interpreter.contractCalls().invoke(site, state, call, arguments, at);
    return outcomes != null ? outcomes : dispatch(site, state, call, arguments);
  }

  /** Returns how a call of which the contract says nothing can end. */
  List<Outcome> dispatch(Site site, State state, Call call, List<Value> arguments) {
    List<Outcome> reflected = reflection.invoke(site, state, call, arguments);
    if (reflected != null) {
      return reflected;
    }
    if (call.kind() != Call.Kind.VIRTUAL) {
      return run(site, state, call, arguments, targets.exact(call));
    }
    Map<Object, List<Obj>> receivers = targets.byReceiver(site, state, call, arguments.get(0));
    if (receivers.isEmpty()) {
      return run(site, state, call, arguments, null);
    }
    if (targets.isOfOutsider(state, call, arguments, receivers.keySet())) {
      receivers.keySet().forEach(group -> interpreter.callOutside(Targets.targetOf(group)));
      return List.of(Outcome.returned(state, Value.TOP));
    }
    List<Outcome> outcomes = new ArrayList<>();
    for (Map.Entry<Object, List<Obj>> group : receivers.entrySet()) {
      State branch = receivers.size() == 1 ? state : state.copy();
      List<Value> given = new ArrayList<>(arguments);
      Value receiver = arguments.get(0).filter(group.getValue()::contains, false);
      if (receivers.size() > 1 && !targets.overlap(receivers)) {
        branch.refine(arguments.get(0), receiver);
      }
      Targets.narrow(group.getKey(), branch);
      given.set(0, receiver);
      Object target = Targets.targetOf(group.getKey());
      if (receivers.size() > 1) {
        narrow(branch, receiver, target);
      }
      outcomes.addAll(run(site, branch, call, given, target));
    }
    return outcomes;
  }

  /** An object that runs a class's method is of that class. */
  private void narrow(State state, Value receiver, Object target) {
    Obj only = receiver.single();
    if (target instanceof Method method && only != null && state.node(only).single()) {
      interpreter.types().cast(state, receiver, method.owner().name());
    }
  }

  private List<Outcome> run(
      Site site, State state, Call call, List<Value> arguments, Object target) {
    Value answer = call.isStatic() ? null : Strings.answer(state, call, arguments);
    if (answer != null) {
      return List.of(Outcome.returned(state, answer));
    }
    List<Outcome> outcomes = null;
    if (target instanceof Model model) {
      outcomes = library.run(site, state, model, call, arguments);
    } else if (target instanceof Method method
        && targets.isFollowed(site, state, method, arguments)) {
      outcomes = enterApart(site, state, method, arguments);
    } else if (target instanceof Targets.Lambda lambda) {
      outcomes =
          applyFunction(site, state, lambda.function(), arguments.subList(1, arguments.size()));
    }
    if (outcomes == null) {
      return unknown(site, state, call, arguments);
    }
    boolean followedJdk = target instanceof Method method && Program.isJdk(method.owner().name());
    return followedJdk ? callKept(site, outcomes, arguments) : outcomes;
  }

  /** Enters a method; where an argument is one of a few objects that matter, once for each. */
  private List<Outcome> enterApart(Site site, State state, Method method, List<Value> arguments) {
    int which = site.frame().occurrences() == 1 ? undecided(arguments) : -1;
    if (which < 0) {
      return enterOrForget(site, state, method, arguments);
    }
    List<Outcome> outcomes = new ArrayList<>();
    Value argument = arguments.get(which);
    for (Value one : argument.apartFromNull()) {
      State branch = state.copy();
      branch.refine(argument, one);
      List<Value> given = new ArrayList<>(arguments);
      given.set(which, one);
      List<Outcome> entered = enterOrForget(site, branch, method, given);
      if (entered == null) {
        return null;
      }
      outcomes.addAll(entered);
    }
    return outcomes;
  }

  /**
   * Returns the first argument that is one of a few objects made by the project or of the API; -1
   * if none is.
   */
  private int undecided(List<Value> arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      Value argument = arguments.get(i);
      boolean few = argument.refs().size() > 1 && argument.refs().size() <= Value.MAX_APART;
      if (few && argument.refs().keySet().stream().allMatch(this::isToldApart)) {
        return i;
      }
    }
    return -1;
  }

  private boolean isToldApart(Obj obj) {
    return obj.kind() == Obj.Kind.MADE && program.isProject(obj.type())
        || obj.isImported()
        || interpreter.contract().isApiType(obj.type());
  }

  /**
   * Enters a method; where a bound keeps it out, what the method would have counted is not known.
   */
  private List<Outcome> enterOrForget(
      Site site, State state, Method method, List<Value> arguments) {
    List<Outcome> outcomes = enter(site, state, method, arguments);
    if (outcomes == null) {
      state.forgetConstants();
    }
    return outcomes;
  }

  /** Code of the JDK that was followed may have kept a function to call it when nobody looks. */
  private List<Outcome> callKept(Site site, List<Outcome> outcomes, List<Value> arguments) {
    List<Outcome> all = outcomes;
    for (Value argument : arguments) {
      for (Obj obj : argument.refs().keySet()) {
        if (obj.detail() instanceof Function function && !wasRun(function)) {
          all = callBack(site, all, obj, function);
        }
      }
    }
    return all;
  }

  private boolean wasRun(Function function) {
    Object target = targets.exact(function.call());
    return !(target instanceof Method method)
        || !program.isProject(method.owner().name())
        || interpreter.visited().contains(method);
  }

  private List<Outcome> enter(Site site, State state, Method method, List<Value> arguments) {
    List<Value> passed =
        arguments.stream().map(value -> interpreter.steps().passed(site, method, value)).toList();
    int expected = method.argumentTypes().length + (method.isStatic() ? 0 : 1);
    return passed.size() == expected
        ? interpreter.summaries().call(site, method, state, passed)
        : null;
  }

  /**
   * What code that can't be seen does: returns something, and may call the functions that it is
   * given.
   */
  private List<Outcome> unknown(Site site, State state, Call call, List<Value> arguments) {
    List<Outcome> outcomes = List.of(Outcome.returned(state, result(site, state, call, arguments)));
    if (call.name().equals("<init>") && arguments.get(0).single() != null) {
      Obj made = arguments.get(0).single();
      state.setNode(made, state.node(made).with(Memory.OPAQUE, Value.number(1)));
    }
    escape(state, arguments);
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

  /** Takes note of the project's objects that code which can't be seen gets to know. */
  void escape(State state, List<Value> arguments) {
    for (Value argument : arguments) {
      for (Obj obj : argument.refs().keySet()) {
        if (obj.kind() == Obj.Kind.MADE && program.isProject(obj.type())) {
          state.setNode(obj, state.node(obj).with(Memory.ESCAPED, Value.number(1)));
        }
      }
    }
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
      for (Outcome called : applyFunction(site, state, obj, given)) {
        if (called.isNormal()) {
          all.add(Outcome.returned(called.state(), outcome.result()));
        }
      }
    }
    return all;
  }

  // -------------------------------------------------------------------------------------------
  // Functional objects
  // -------------------------------------------------------------------------------------------

  /** Calls the one abstract method of a functional type on whatever the value is. */
  List<Outcome> apply(Site site, State state, Value function, String type, List<Value> arguments) {
    Method method = program.functionalMethod(type);
    Value receiver = function.nonNull();
    if (receiver == null) {
      return List.of();
    }
    if (method == null) {
      return applyEach(site, state, receiver, arguments);
    }
    List<Value> given = new ArrayList<>(List.of(receiver));
    given.addAll(arguments);
    Call call =
        new Call(Call.Kind.VIRTUAL, method.owner().name(), method.name(), method.descriptor());
    while (given.size() < call.argumentTypes().length + 1) {
      given.add(Value.TOP);
    }
    return invoke(site, state, call, given);
  }

  /**
   * Calls each object by the functional interface that it is of, where the model doesn't say of
   * which.
   */
  private List<Outcome> applyEach(Site site, State state, Value receiver, List<Value> arguments) {
    List<Outcome> outcomes = new ArrayList<>();
    for (Obj obj : receiver.refs().keySet()) {
      boolean functional =
          obj.kind() == Obj.Kind.MADE && program.functionalMethod(obj.type()) != null;
      if (obj.detail() instanceof Function) {
        outcomes.addAll(applyFunction(site, state.copy(), obj, arguments));
      } else if (functional) {
        outcomes.addAll(apply(site, state.copy(), Value.of(obj), obj.type(), arguments));
      }
    }
    return outcomes.isEmpty() ? List.of(Outcome.returned(state, Value.TOP)) : outcomes;
  }

  /** Calls what a lambda, method reference or method handle stands for. */
  List<Outcome> applyFunction(Site site, State state, Obj obj, List<Value> arguments) {
    Function function = (Function) obj.detail();
    interpreter.memory().materialise(state, obj);
    List<Value> given = new ArrayList<>();
    for (int i = 0; i < function.captured(); i++) {
      given.add(state.node(obj).fields().getOrDefault("#" + i, Value.TOP));
    }
    given.addAll(arguments);
    Call call = function.call();
    boolean makes = function.makes() != null;
    if (makes) {
      given.add(0, interpreter.make(site, 62, function.makes(), state));
    }
    Value made = makes ? given.get(0) : null;
    int expected = call.argumentTypes().length + (call.isStatic() ? 0 : 1);
    if (given.size() < expected) {
      return List.of(
          Outcome.returned(state, interpreter.freshUnknown(site, 0, call.returnType(), state)));
    }
    given = new ArrayList<>(given.subList(0, expected));
    if (!call.isStatic()) {
      Value receiver =
          given.get(0) == Value.TOP
              ? interpreter.freshUnknown(site, 61, Type.getObjectType(call.owner()), state)
              : given.get(0);
      if (receiver.nonNull() == null) {
        return List.of();
      }
      given.set(0, receiver.nonNull());
    }
    Boxing.unbox(state, call, given);
    Location at = function.isReference() ? function.location() : site.location();
    List<Outcome> outcomes = invoke(site, state, call, given, at);
    if (!makes) {
      return new Boxing(interpreter).boxed(site, obj, call, outcomes);
    }
    return outcomes.stream()
        .map(o -> o.isNormal() ? Outcome.returned(o.state(), made) : o)
        .toList();
  }

  /** Calls a method by name and number of arguments on whatever class an object is of. */
  List<Outcome> invokeByName(
      Site site, State state, Value receiver, String name, List<Value> arguments) {
    List<Outcome> outcomes = new ArrayList<>();
    for (Obj obj : receiver.refs().keySet()) {
      Call call = targets.byName(interpreter.types().typeOf(state, obj), name, arguments.size());
      if (call == null) {
        outcomes.add(Outcome.returned(state.copy(), Value.TOP));
      } else {
        List<Value> given = new ArrayList<>(List.of(Value.of(obj, receiver.refs().get(obj))));
        given.addAll(arguments);
        outcomes.addAll(invoke(site, state.copy(), call, given));
      }
    }
    return outcomes.isEmpty() ? List.of(Outcome.returned(state, Value.TOP)) : outcomes;
  }

  /** Returns what knows what the library's static fields hold. */
  LibraryConstants libraryConstants() {
    return libraryConstants;
  }
}
