package dev.pagewarden.detectors.flow.interp;

import dev.pagewarden.detectors.flow.Location;
import dev.pagewarden.detectors.flow.code.Dependencies;
import dev.pagewarden.detectors.flow.code.Method;
import dev.pagewarden.detectors.flow.code.Program;
import dev.pagewarden.detectors.flow.model.Model;
import dev.pagewarden.detectors.flow.model.Models;
import dev.pagewarden.detectors.flow.state.Obj;
import dev.pagewarden.detectors.flow.state.State;
import dev.pagewarden.detectors.flow.state.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Finds what a call runs, and runs it. */
final class Calls {
  private final Interpreter interpreter;
  private final Program program;
  private final Targets targets;
  private final Following following;
  private final LibraryCalls library;
  private final LibraryConstants libraryConstants;
  private final Reflection reflection;
  private final FunctionCalls functions;
  private final UnseenCode unseen;

  Calls(Interpreter interpreter, Models models, Dependencies dependencies) {
    this.interpreter = interpreter;
    this.program = interpreter.program();
    this.targets = new Targets(interpreter, models);
    this.following = new Following(interpreter, models, dependencies);
    this.functions = new FunctionCalls(interpreter, this);
    this.unseen = new UnseenCode(interpreter, functions);
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
    if (following.isOfOutsider(state, call, arguments, receivers.keySet())) {
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
    List<Outcome> outcomes = call.isStatic() ? null : Strings.ask(state, call, arguments);
    if (outcomes != null) {
      return outcomes;
    }
    if (target instanceof Model model) {
      outcomes = library.run(site, state, model, call, arguments);
    } else if (target instanceof Method method
        && following.isFollowed(site, state, method, arguments)
        && !unseen.standsFor(state, call, arguments)) {
      outcomes = enterApart(site, state, method, arguments);
    } else if (target instanceof Targets.Lambda lambda) {
      outcomes =
          functions.applyFunction(
              site, state, lambda.function(), arguments.subList(1, arguments.size()));
    }
    if (outcomes == null) {
      return unseen.call(site, state, call, arguments);
    }
    boolean followedJdk = target instanceof Method method && Program.isJdk(method.owner().name());
    return followedJdk ? unseen.callKept(site, outcomes, arguments, this::wasRun) : outcomes;
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
   * Returns the first argument that is one of a few objects made by the project, constants or
   * objects of the API; -1 if none is.
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
        || obj.kind() == Obj.Kind.CONSTANT
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

  /** Calls a method by name and number of arguments on whatever class an object is of. */
  List<Outcome> invokeByName(
      Site site, State state, Value receiver, String name, List<Value> arguments) {
    List<Outcome> outcomes = new ArrayList<>();
    for (Obj obj : receiver.refs().keySet()) {
      Call call = targets.byName(state, obj, name, arguments.size());
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

  /** Returns what calls functional objects. */
  FunctionCalls functions() {
    return functions;
  }

  /** Returns what knows what the library's static fields hold. */
  LibraryConstants libraryConstants() {
    return libraryConstants;
  }
}
