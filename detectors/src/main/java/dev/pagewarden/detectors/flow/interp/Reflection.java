package dev.pagewarden.detectors.flow.interp;

import dev.pagewarden.contract.Subject;
import dev.pagewarden.detectors.flow.code.ClassFile;
import dev.pagewarden.detectors.flow.code.Method;
import dev.pagewarden.detectors.flow.interp.Reflected.Kind;
import dev.pagewarden.detectors.flow.state.Memory;
import dev.pagewarden.detectors.flow.state.Node;
import dev.pagewarden.detectors.flow.state.Obj;
import dev.pagewarden.detectors.flow.state.State;
import dev.pagewarden.detectors.flow.state.Value;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.FieldInsnNode;

/** Reflection, method handles and proxies, where classes and names are constants. */
final class Reflection {
  private static final Type OBJECT = Type.getObjectType("java/lang/Object");

  private final Interpreter interpreter;
  private final Calls calls;

  Reflection(Interpreter interpreter, Calls calls) {
    this.interpreter = interpreter;
    this.calls = calls;
  }

  /**
   * Returns how a call of the reflection API can end, or null if it is none that can be followed.
   */
  List<Outcome> invoke(Site site, State state, Call call, List<Value> arguments) {
    return switch (call.owner()) {
      case "java/lang/Object" ->
          call.name().equals("getClass") ? classOf(state, arguments.get(0)) : null;
      case "java/lang/Class" -> ofClass(site, state, call, arguments);
      case "java/lang/invoke/MethodHandles$Lookup" -> lookUp(site, state, call, arguments);
      case "java/lang/reflect/Method",
          "java/lang/reflect/Field",
          "java/lang/reflect/Constructor",
          "java/lang/invoke/MethodHandle",
          "java/lang/invoke/VarHandle" ->
          use(site, state, call, arguments);
      case "java/lang/invoke/MethodHandles" -> combine(site, state, call, arguments);
      case "java/lang/reflect/Proxy" -> proxy(site, state, call, arguments);
      default -> onProxy(site, state, call, arguments);
    };
  }

  private static List<Outcome> classOf(State state, Value value) {
    Obj obj = value.single();
    boolean isTable = obj != null && obj.isImported() && obj.derived().subject() == Subject.TABLE;
    if (obj == null || !isTable && obj.kind() != Obj.Kind.MADE) {
      return null;
    }
    String type = isTable ? obj.derived().mapping().tableType() : obj.type();
    return result(state, Value.of(Obj.constant(Type.getObjectType(type))));
  }

  private static List<Outcome> result(State state, Value value) {
    return List.of(Outcome.returned(state, value));
  }

  // -------------------------------------------------------------------------------------------
  // Looking members up
  // -------------------------------------------------------------------------------------------

  private List<Outcome> ofClass(Site site, State state, Call call, List<Value> arguments) {
    if (call.name().equals("forName")) {
      Obj name = arguments.get(0).single();
      return name != null && name.identity() instanceof String text
          ? result(state, Value.of(Obj.constant(Type.getObjectType(text.replace('.', '/')))))
          : null;
    }
    if (call.isStatic()) {
      return null;
    }
    String owner = classConstant(arguments.get(0));
    return switch (call.name()) {
      case "getMethod", "getDeclaredMethod" ->
          member(site, state, call, Kind.METHOD, owner, stringConstant(arguments.get(1)));
      case "getField", "getDeclaredField" ->
          member(site, state, call, Kind.GETTER, owner, stringConstant(arguments.get(1)));
      case "getConstructor", "getDeclaredConstructor" ->
          member(site, state, call, Kind.CONSTRUCTOR, owner, "<init>");
      case "newInstance" -> owner == null ? null : construct(site, state, owner, List.of());
      case "cast" ->
          owner == null ? result(state, arguments.get(1)) : cast(state, arguments.get(1), owner);
      default -> null;
    };
  }

  private List<Outcome> cast(State state, Value value, String type) {
    Value cast = interpreter.types().cast(state, value, type);
    return cast == null ? List.of() : result(state, cast);
  }

  private List<Outcome> lookUp(Site site, State state, Call call, List<Value> arguments) {
    if (call.name().startsWith("unreflect")) {
      return rebind(site, state, call, arguments.get(1));
    }
    if (arguments.size() < 3) {
      return null;
    }
    String owner = classConstant(arguments.get(1));
    String name = stringConstant(arguments.get(2));
    return switch (call.name()) {
      case "findVirtual", "findStatic", "findSpecial" ->
          member(site, state, call, Kind.METHOD, owner, name);
      case "findConstructor" -> member(site, state, call, Kind.CONSTRUCTOR, owner, "<init>");
      case "findGetter", "findStaticGetter", "findVarHandle" ->
          member(site, state, call, Kind.GETTER, owner, name);
      case "findSetter", "findStaticSetter" -> member(site, state, call, Kind.SETTER, owner, name);
      default -> null;
    };
  }

  private List<Outcome> rebind(Site site, State state, Call call, Value reflected) {
    Obj obj = reflected.single();
    return obj != null && obj.detail() instanceof Reflected found
        ? member(
            site,
            state,
            call,
            call.name().equals("unreflectSetter") ? Kind.SETTER : found.kind(),
            found.owner(),
            found.name())
        : null;
  }

  private List<Outcome> member(
      Site site, State state, Call call, Kind kind, String owner, String name) {
    if (owner == null || name == null) {
      return null;
    }
    Reflected reflected = new Reflected(kind, owner, name, 0);
    String type = call.returnType().getInternalName();
    return result(
        state,
        interpreter.makeObject(new Obj(Obj.Kind.FUNCTION, type, site.made(), reflected), state));
  }

  private static String classConstant(Value value) {
    Obj obj = value.single();
    return obj != null && obj.identity() instanceof Type type ? Obj.typeName(type) : null;
  }

  private static String stringConstant(Value value) {
    Obj obj = value.single();
    return obj != null && obj.identity() instanceof String text ? text : null;
  }

  // -------------------------------------------------------------------------------------------
  // Using them
  // -------------------------------------------------------------------------------------------

  private List<Outcome> use(Site site, State state, Call call, List<Value> arguments) {
    Obj member = arguments.get(0).single();
    if (member == null) {
      return null;
    }
    if (member.detail() instanceof Function) {
      return call.name().startsWith("invoke")
          ? calls.applyFunction(site, state, member, spread(state, call, arguments))
          : null;
    }
    if (!(member.detail() instanceof Reflected reflected)) {
      return null;
    }
    return switch (call.name()) {
      case "bindTo" -> bind(site, state, member, reflected, arguments.get(1));
      case "asType", "asFixedArity", "withVarargs" -> result(state, arguments.get(0));
      case "invoke", "invokeExact", "invokeWithArguments", "newInstance" ->
          run(site, state, member, reflected, spread(state, call, arguments));
      case "get", "getLong", "getInt", "getBoolean" ->
          get(site, state, reflected, arguments.get(1));
      case "set", "setVolatile", "setRelease", "setOpaque" ->
          set(site, state, reflected, arguments.get(1), arguments.get(arguments.size() - 1));
      case "getVolatile", "getAcquire", "getOpaque" ->
          get(site, state, reflected, arguments.size() > 1 ? arguments.get(1) : Value.TOP);
      case "compareAndSet", "weakCompareAndSet", "weakCompareAndSetPlain" -> {
        set(site, state, reflected, arguments.get(1), arguments.get(arguments.size() - 1));
        yield result(state, interpreter.freshUnknown(site, 0, Type.BOOLEAN_TYPE, state));
      }
      case "getAndSet", "compareAndExchange" -> {
        List<Outcome> was = get(site, state, reflected, arguments.get(1));
        set(site, state, reflected, arguments.get(1), arguments.get(arguments.size() - 1));
        yield was;
      }
      default -> null;
    };
  }

  /** Method handles made of others: only those that bind arguments or chain two handles. */
  private List<Outcome> combine(Site site, State state, Call call, List<Value> arguments) {
    if (call.name().equals("lookup") || call.name().equals("privateLookupIn")) {
      return null;
    }
    Obj target = arguments.isEmpty() ? null : arguments.get(0).single();
    if (target == null || target.kind() != Obj.Kind.FUNCTION) {
      return null;
    }
    if (call.name().equals("insertArguments") && target.detail() instanceof Reflected reflected) {
      Value given = interpreter.readElement(state, arguments.get(2), Value.number(0), OBJECT);
      return Integer.valueOf(reflected.bound()).equals(arguments.get(1).intConstant())
          ? bind(site, state, target, reflected, given)
          : null;
    }
    if (call.name().equals("filterReturnValue")) {
      Reflected chain = new Reflected(Kind.CHAIN, "", "", 0);
      Obj made = new Obj(Obj.Kind.FUNCTION, "java/lang/invoke/MethodHandle", site.made(), chain);
      Value value = interpreter.makeObject(made, state);
      state.setNode(made, Node.EMPTY.with("#0", arguments.get(0)).with("#1", arguments.get(1)));
      return result(state, value);
    }
    return null;
  }

  /** Runs the first of two chained handles, and the second one on its result. */
  private List<Outcome> runChain(Site site, State state, Obj chain, List<Value> arguments) {
    Value first = state.node(chain).fields().getOrDefault("#0", Value.TOP);
    Value second = state.node(chain).fields().getOrDefault("#1", Value.TOP);
    List<Outcome> outcomes = new ArrayList<>();
    for (Outcome outcome : runHandle(site, state, first, arguments)) {
      if (outcome.isNormal()) {
        outcomes.addAll(runHandle(site, outcome.state(), second, List.of(outcome.result())));
      } else {
        outcomes.add(outcome);
      }
    }
    return outcomes;
  }

  private List<Outcome> runHandle(Site site, State state, Value handle, List<Value> arguments) {
    Obj member = handle.single();
    List<Outcome> outcomes = null;
    if (member != null && member.detail() instanceof Function) {
      outcomes = calls.applyFunction(site, state, member, arguments);
    } else if (member != null && member.detail() instanceof Reflected reflected) {
      outcomes = run(site, state, member, reflected, arguments);
    }
    return outcomes != null ? outcomes : result(state, Value.TOP);
  }

  private List<Outcome> bind(
      Site site, State state, Obj member, Reflected reflected, Value receiver) {
    Node node = state.node(member);
    Obj bound = new Obj(Obj.Kind.FUNCTION, member.type(), site.made(), reflected.bind());
    Value value = interpreter.makeObject(bound, state);
    state.setNode(bound, node.with("#" + reflected.bound(), receiver));
    return result(state, value);
  }

  /** Returns the arguments that the member gets; reflection passes them in an array. */
  private List<Value> spread(State state, Call call, List<Value> arguments) {
    List<Value> given = new ArrayList<>();
    boolean handle =
        call.owner().equals("java/lang/invoke/MethodHandle")
            && !call.name().equals("invokeWithArguments");
    if (handle) {
      return arguments.subList(1, arguments.size());
    }
    int last = arguments.size() - 1;
    given.addAll(arguments.subList(1, last));
    Value array = arguments.get(last);
    Obj only = array.single();
    Value length = only == null ? null : state.node(only).fields().get("#length");
    Integer count = length == null ? null : length.intConstant();
    for (int i = 0; count != null && i < Math.min(count, 16); i++) {
      given.add(interpreter.readElement(state, array, Value.number(i), OBJECT));
    }
    if (count == null && only != null) {
      given.add(interpreter.readElement(state, array, Value.TOP, OBJECT));
    }
    return given;
  }

  private List<Outcome> run(
      Site site, State state, Obj member, Reflected reflected, List<Value> arguments) {
    List<Value> given = new ArrayList<>();
    for (int i = 0; i < reflected.bound(); i++) {
      given.add(state.node(member).fields().getOrDefault("#" + i, Value.TOP));
    }
    given.addAll(arguments);
    return switch (reflected.kind()) {
      case CONSTRUCTOR -> construct(site, state, reflected.owner(), given);
      case CHAIN -> runChain(site, state, member, given);
      case GETTER -> get(site, state, reflected, given.isEmpty() ? Value.TOP : given.get(0));
      case SETTER ->
          set(
              site,
              state,
              reflected,
              given.size() < 2 ? Value.TOP : given.get(0),
              given.get(given.size() - 1));
      default -> call(site, state, reflected, given);
    };
  }

  private List<Outcome> call(Site site, State state, Reflected reflected, List<Value> arguments) {
    Call call = find(reflected.owner(), reflected.name(), arguments);
    if (call == null) {
      return null;
    }
    List<Value> given = new ArrayList<>(arguments);
    int expected = call.argumentTypes().length + (call.isStatic() ? 0 : 1);
    while (given.size() > expected) {
      given.remove(0); // the receiver that reflection wants for a static method, too
    }
    if (!call.isStatic()) {
      Value receiver = given.get(0).nonNull();
      if (receiver == null) {
        return List.of();
      }
      given.set(0, receiver);
    }
    return calls.invoke(site, state, call, given);
  }

  /**
   * Returns the method of that name that takes so many arguments, the receiver among them or not.
   */
  private Call find(String owner, String name, List<Value> arguments) {
    for (String type : interpreter.program().supertypes(owner)) {
      ClassFile file = interpreter.program().classFile(type);
      if (file == null) {
        continue;
      }
      for (Method method : file.methods()) {
        int given = arguments.size() - 1;
        boolean fits =
            method.argumentTypes().length == given
                || method.isStatic() && method.argumentTypes().length == given + 1;
        if (method.name().equals(name) && fits && !method.isSynthetic()) {
          Call.Kind kind =
              method.isStatic()
                  ? Call.Kind.STATIC
                  : method.isPrivate() ? Call.Kind.SPECIAL : Call.Kind.VIRTUAL;
          return new Call(kind, type, name, method.descriptor());
        }
      }
    }
    return null;
  }

  private List<Outcome> construct(Site site, State state, String owner, List<Value> arguments) {
    ClassFile file = interpreter.program().classFile(owner);
    Value made = interpreter.make(site, 61, owner, state);
    List<Value> given = new ArrayList<>(List.of(made));
    given.addAll(arguments);
    for (Method method : file == null ? List.<Method>of() : file.methods()) {
      if (method.name().equals("<init>") && method.argumentTypes().length == arguments.size()) {
        Call call = new Call(Call.Kind.SPECIAL, owner, "<init>", method.descriptor());
        return calls.invoke(site, state, call, given).stream()
            .map(o -> o.isNormal() ? Outcome.returned(o.state(), made) : o)
            .toList();
      }
    }
    return result(state, made);
  }

  private List<Outcome> get(Site site, State state, Reflected reflected, Value owner) {
    String declaring = interpreter.program().declaringClass(reflected.owner(), reflected.name());
    Value from = owner.refs().isEmpty() ? Value.of(Obj.statics(declaring)) : owner;
    if (from.hasImported()) {
      FieldInsnNode insn =
          new FieldInsnNode(Opcodes.GETFIELD, reflected.owner(), reflected.name(), "J");
      Value special = interpreter.contractCalls().readField(site, insn, from, state);
      return result(state, special == null ? Value.TOP : special);
    }
    String field = declaring + "." + reflected.name();
    return result(state, interpreter.memory().read(state, from, field, OBJECT));
  }

  private List<Outcome> set(Site site, State state, Reflected reflected, Value owner, Value value) {
    String declaring = interpreter.program().declaringClass(reflected.owner(), reflected.name());
    Value to = owner.refs().isEmpty() ? Value.of(Obj.statics(declaring)) : owner;
    Value stored = interpreter.steps().stored(site, declaring, reflected.name(), value, state);
    interpreter.memory().write(state, to, declaring + "." + reflected.name(), stored);
    return result(state, Value.TOP);
  }

  // -------------------------------------------------------------------------------------------
  // Proxies
  // -------------------------------------------------------------------------------------------

  private List<Outcome> proxy(Site site, State state, Call call, List<Value> arguments) {
    if (!call.name().equals("newProxyInstance")) {
      return null;
    }
    String type =
        classConstant(interpreter.readElement(state, arguments.get(1), Value.number(0), OBJECT));
    if (type == null) {
      return null;
    }
    Reflected reflected = new Reflected(Kind.PROXY, type, "", 0);
    Obj obj = new Obj(Obj.Kind.FUNCTION, type, site.made(), reflected);
    Value value = interpreter.makeObject(obj, state);
    state.setNode(obj, Node.EMPTY.with("#0", arguments.get(2)));
    return result(state, value);
  }

  private List<Outcome> onProxy(Site site, State state, Call call, List<Value> arguments) {
    Obj proxy = call.isStatic() || arguments.isEmpty() ? null : arguments.get(0).single();
    boolean isProxy =
        proxy != null
            && proxy.detail() instanceof Reflected reflected
            && reflected.kind() == Kind.PROXY;
    if (!isProxy) {
      return null;
    }
    Reflected method = new Reflected(Kind.METHOD, call.owner(), call.name(), 0);
    Value reflected =
        interpreter.makeObject(
            new Obj(Obj.Kind.FUNCTION, "java/lang/reflect/Method", site.made(1), method), state);
    Value array = interpreter.make(site, 2, "[Ljava/lang/Object;", state);
    Node node = Node.EMPTY.with("#length", Value.number(arguments.size() - 1));
    for (int i = 1; i < arguments.size(); i++) {
      node = node.with(Memory.element(state, Value.number(i - 1)), arguments.get(i));
    }
    state.setNode(array.single(), node);
    Value handler = state.node(proxy).fields().getOrDefault("#0", Value.TOP);
    return calls.apply(
        site,
        state,
        handler,
        "java/lang/reflect/InvocationHandler",
        List.of(arguments.get(0), reflected, array));
  }
}
