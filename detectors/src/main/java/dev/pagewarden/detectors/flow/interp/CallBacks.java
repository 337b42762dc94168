package dev.pagewarden.detectors.flow.interp;

import dev.pagewarden.detectors.flow.code.ClassFile;
import dev.pagewarden.detectors.flow.code.Method;
import dev.pagewarden.detectors.flow.code.Program;
import dev.pagewarden.detectors.flow.state.Obj;
import dev.pagewarden.detectors.flow.state.State;
import dev.pagewarden.detectors.flow.state.StateJoin;
import dev.pagewarden.detectors.flow.state.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.objectweb.asm.Type;

/**
 * The calls that code which can't be seen may make of what it has been given: of functions and, if
 * it is a dependency's, of the methods by which it knows the project's objects.
 */
final class CallBacks {
  /** What one call answers may be what another is given, so often. */
  private static final int MAX_ROUNDS = 3;

  private final Interpreter interpreter;
  private final Program program;
  private final FunctionCalls functions;
  private final Holdings holdings;

  /** What is being called already: functions that wrap themselves have no end. */
  private final Set<Object> called = new HashSet<>();

  CallBacks(Interpreter interpreter, FunctionCalls functions, Holdings holdings) {
    this.interpreter = interpreter;
    this.program = interpreter.program();
    this.functions = functions;
    this.holdings = holdings;
  }

  /**
   * Returns how a call can have ended that may have called functions of some kind which it was
   * given, or not, on ways of their own: with values of which nothing is known.
   */
  List<Outcome> runFunctions(
      Site site, List<Outcome> outcomes, List<Value> given, Predicate<Function> ofThese) {
    List<Outcome> all = outcomes;
    for (Value value : given) {
      for (Obj obj : value.refs().keySet()) {
        if (obj.detail() instanceof Function function
            && ofThese.test(function)
            && called.add(function)) {
          try {
            all = calledOrNot(site, all, obj, function);
          } finally {
            called.remove(function);
          }
        }
      }
    }
    return all;
  }

  private List<Outcome> calledOrNot(Site site, List<Outcome> outcomes, Obj obj, Function function) {
    List<Outcome> all = new ArrayList<>();
    for (Outcome outcome : outcomes) {
      all.add(outcome);
      if (outcome.isNormal()) {
        State state = outcome.state().copy();
        List<Value> given = arguments(site, state, null, function.parameterTypes());
        functions.applyFunction(site, state, obj, given).stream()
            .filter(Outcome::isNormal)
            .forEach(end -> all.add(Outcome.returned(end.state(), outcome.result())));
      }
    }
    return all;
  }

  /** Returns how a dependency's call that has returned can have ended, whatever it called back. */
  Outcome run(Unseen unseen, Outcome returned) {
    Outcome at = returned;
    Value held = unseen.held();
    for (int round = 0; round < MAX_ROUNDS; round++) {
      for (Obj obj : held.refs().keySet()) {
        at = run(unseen, at, obj);
      }
      Value now = holdings.held(at.state(), unseen.all());
      if (held.refs().keySet().containsAll(now.refs().keySet())) {
        break;
      }
      held = now;
    }
    return at;
  }

  private Outcome run(Unseen unseen, Outcome outcome, Obj obj) {
    if (!called.add(obj)) {
      return outcome;
    }
    try {
      Outcome at = outcome;
      if (obj.detail() instanceof Function function) {
        State state = at.state().copy();
        List<Value> given = arguments(unseen, state, function.parameterTypes());
        at = with(unseen, at, functions.applyFunction(unseen.site(), state, obj, given));
      }
      for (Method method : knownBy(obj)) {
        State state = at.state().copy();
        List<Value> given = new ArrayList<>(List.of(Value.of(obj)));
        given.addAll(arguments(unseen, state, List.of(method.argumentTypes())));
        at =
            with(
                unseen,
                at,
                interpreter.calls().invoke(unseen.site(), state, virtual(method), given));
      }
      return at;
    } finally {
      called.remove(obj);
    }
  }

  private static Call virtual(Method method) {
    return new Call(Call.Kind.VIRTUAL, method.owner().name(), method.name(), method.descriptor());
  }

  private List<Value> arguments(Unseen unseen, State state, List<Type> types) {
    return arguments(unseen.site(), state, holdings.held(state, unseen.all()), types);
  }

  /** Returns values of some types: what is held of each, if anything, else something unknown. */
  private List<Value> arguments(Site site, State state, Value held, List<Type> types) {
    List<Value> given = new ArrayList<>();
    for (Type type : types) {
      Value known = held == null ? null : holdings.ofType(state, held, type);
      given.add(known != null ? known : Fresh.sameUnknown(site, 40 + given.size() % 16, type));
    }
    return given;
  }

  /** Returns an outcome that tells of both: a call back was made, or was not. */
  private Outcome with(Unseen unseen, Outcome outcome, List<Outcome> ends) {
    StateJoin join = unseen.site().join(interpreter.memory());
    State state = outcome.state();
    Value result = outcome.result();
    for (Outcome end : ends) {
      if (end.isNormal()) {
        result = result.join(keepAnswer(unseen, end));
        state = join.join(state, end.state());
      }
    }
    return Outcome.returned(state, result);
  }

  /** What is answered to a dependency may be kept and returned, too. */
  private Value keepAnswer(Unseen unseen, Outcome end) {
    Value answer = holdings.held(end.state(), List.of(end.result()));
    if (answer == null) {
      return unseen.result();
    }
    holdings.keep(end.state(), unseen.holders(), answer);
    return holdings.withHeld(end.state(), unseen.result(), answer, unseen.call().returnType());
  }

  /** Returns the methods of a project's object that override those of types of others. */
  private Set<Method> knownBy(Obj obj) {
    Set<Method> methods = new LinkedHashSet<>();
    if (obj.kind() != Obj.Kind.MADE || !program.isProject(obj.type())) {
      return methods;
    }
    for (String type : program.supertypes(obj.type())) {
      ClassFile file = program.isProject(type) ? null : program.classFile(type);
      if (file == null || type.equals("java/lang/Object")) {
        continue;
      }
      for (Method declared : file.methods()) {
        Method method =
            isOverridable(declared) ? program.dispatch(obj.type(), declared.signature()) : null;
        if (method != null && method.hasCode() && program.isProject(method.owner().name())) {
          methods.add(method);
        }
      }
    }
    return methods;
  }

  private static boolean isOverridable(Method method) {
    return !method.isStatic() && !method.isPrivate() && !method.name().startsWith("<");
  }
}
