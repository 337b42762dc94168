package dev.pagewarden.detectors.flow.interp;

import dev.pagewarden.detectors.flow.Location;
import dev.pagewarden.detectors.flow.code.Method;
import dev.pagewarden.detectors.flow.code.Program;
import dev.pagewarden.detectors.flow.state.Obj;
import dev.pagewarden.detectors.flow.state.State;
import dev.pagewarden.detectors.flow.state.Value;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Type;

/** Calls functional objects: lambdas, method references, handles and instances of such types. */
final class FunctionCalls {
  private final Interpreter interpreter;
  private final Program program;
  private final Calls calls;

  FunctionCalls(Interpreter interpreter, Calls calls) {
    this.interpreter = interpreter;
    this.program = interpreter.program();
    this.calls = calls;
  }

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
    return calls.invoke(site, state, call, given);
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
      given.add(0, Fresh.object(site, 62, function.makes(), state));
    }
    Value made = makes ? given.get(0) : null;
    int expected = call.argumentTypes().length + (call.isStatic() ? 0 : 1);
    if (given.size() < expected) {
      return List.of(Outcome.returned(state, Fresh.unknown(site, 0, call.returnType(), state)));
    }
    given = new ArrayList<>(given.subList(0, expected));
    if (!call.isStatic()) {
      Value receiver =
          given.get(0) == Value.TOP
              ? Fresh.unknown(site, 61, Type.getObjectType(call.owner()), state)
              : given.get(0);
      if (receiver.nonNull() == null) {
        return List.of();
      }
      given.set(0, receiver.nonNull());
    }
    Boxing.unbox(state, call, given);
    Location at = function.isReference() ? function.location() : site.location();
    List<Outcome> outcomes = calls.invoke(site, state, call, given, at);
    if (!makes) {
      return new Boxing(interpreter).boxed(site, obj, call, outcomes);
    }
    return outcomes.stream()
        .map(o -> o.isNormal() ? Outcome.returned(o.state(), made) : o)
        .toList();
  }
}
