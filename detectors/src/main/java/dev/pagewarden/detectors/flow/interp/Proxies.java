package dev.pagewarden.detectors.flow.interp;

import dev.pagewarden.detectors.flow.interp.Reflected.Kind;
import dev.pagewarden.detectors.flow.state.Memory;
import dev.pagewarden.detectors.flow.state.Node;
import dev.pagewarden.detectors.flow.state.Obj;
import dev.pagewarden.detectors.flow.state.State;
import dev.pagewarden.detectors.flow.state.Value;
import java.util.List;
import org.objectweb.asm.Type;

/** Objects that stand for an interface and pass their calls to a handler. */
final class Proxies {
  private static final Type OBJECT = Type.getObjectType("java/lang/Object");
  private static final String HANDLER = "#0";

  /** A handler that calls a method handle; what it does is told by a model. */
  private static final String HANDLE_CALLER = "handles/Caller";

  private final Interpreter interpreter;
  private final Calls calls;

  Proxies(Interpreter interpreter, Calls calls) {
    this.interpreter = interpreter;
    this.calls = calls;
  }

  /** Makes a proxy; null if the call doesn't. */
  List<Outcome> make(Site site, State state, Call call, List<Value> arguments) {
    if (call.name().equals("newProxyInstance")) {
      Value first = interpreter.readElement(state, arguments.get(1), Value.number(0), OBJECT);
      return make(site, state, MemberLookup.classConstant(first), arguments.get(2));
    }
    if (call.name().equals("asInterfaceInstance")) {
      Value caller = Fresh.object(site, 1, HANDLE_CALLER, state);
      state.setNode(caller.single(), Node.EMPTY.with("#target", arguments.get(1)));
      return make(site, state, MemberLookup.classConstant(arguments.get(0)), caller);
    }
    return null;
  }

  private List<Outcome> make(Site site, State state, String type, Value handler) {
    if (type == null) {
      return null;
    }
    Obj obj = new Obj(Obj.Kind.FUNCTION, type, site.made(), new Reflected(Kind.PROXY, type, ""));
    Value value = Fresh.object(obj, state);
    state.setNode(obj, Node.EMPTY.with(HANDLER, handler));
    return List.of(Outcome.returned(state, value));
  }

  /** Passes a call to the handler; null if it isn't one of a proxy. */
  List<Outcome> call(Site site, State state, Call call, List<Value> arguments) {
    Obj proxy = call.isStatic() || arguments.isEmpty() ? null : arguments.get(0).single();
    boolean isProxy =
        proxy != null
            && proxy.detail() instanceof Reflected reflected
            && reflected.kind() == Kind.PROXY;
    if (!isProxy) {
      return null;
    }
    Reflected method = new Reflected(Kind.METHOD, call.owner(), call.name());
    Value reflected =
        Fresh.object(
            new Obj(Obj.Kind.FUNCTION, "java/lang/reflect/Method", site.made(1), method), state);
    Value array = Fresh.object(site, 2, "[Ljava/lang/Object;", state);
    Node node = Node.EMPTY.with(Places.LENGTH, Value.number(arguments.size() - 1));
    for (int i = 1; i < arguments.size(); i++) {
      node = node.with(Memory.element(state, Value.number(i - 1)), arguments.get(i));
    }
    state.setNode(array.single(), node);
    Value handler = state.node(proxy).fields().getOrDefault(HANDLER, Value.TOP);
    return calls
        .functions()
        .apply(
            site,
            state,
            handler,
            "java/lang/reflect/InvocationHandler",
            List.of(arguments.get(0), reflected, array));
  }
}
