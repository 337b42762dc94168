package dev.pagewarden.detectors.flow.interp;

import dev.pagewarden.detectors.flow.code.ClassFile;
import dev.pagewarden.detectors.flow.code.Method;
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

/** Calls, reads and writes members that were found by reflection or method handle lookup. */
final class MemberCalls {
  private static final Type OBJECT = Type.getObjectType("java/lang/Object");

  /** So many arguments are told apart in an array of them. */
  private static final int MAX_ARGUMENTS = 16;

  /** A member that can be one of more than these is not known. */
  private static final int MAX_MEMBERS = 4;

  private final Interpreter interpreter;
  private final Calls calls;

  MemberCalls(Interpreter interpreter, Calls calls) {
    this.interpreter = interpreter;
    this.calls = calls;
  }

  private static List<Outcome> result(State state, Value value) {
    return List.of(Outcome.returned(state, value));
  }

  /**
   * What a class does with objects: makes and casts them; null if it is asked for anything else.
   */
  List<Outcome> ofClass(Site site, State state, Call call, List<Value> arguments) {
    if (call.isStatic()) {
      return null;
    }
    String owner = MemberLookup.classConstant(arguments.get(0));
    return switch (call.name()) {
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

  /** Uses a member; each of a few by itself. Null where it isn't known which. */
  List<Outcome> use(Site site, State state, Call call, List<Value> arguments) {
    if (arguments.isEmpty() || arguments.get(0).refs().size() > MAX_MEMBERS) {
      return null;
    }
    if (arguments.get(0).single() != null) {
      return use(site, state, call, arguments.get(0).single(), arguments);
    }
    List<Outcome> outcomes = new ArrayList<>();
    for (Obj member : arguments.get(0).refs().keySet()) {
      State branch = state.copy();
      List<Value> given = new ArrayList<>(arguments);
      given.set(0, Value.of(member));
      branch.refine(arguments.get(0), given.get(0));
      List<Outcome> used = use(site, branch, call, member, given);
      if (used != null) {
        outcomes.addAll(used);
      }
    }
    return outcomes.isEmpty() ? null : outcomes;
  }

  private List<Outcome> use(Site site, State state, Call call, Obj member, List<Value> arguments) {
    if (member.detail() instanceof Function) {
      return call.name().startsWith("invoke")
          ? calls.functions().applyFunction(site, state, member, spread(state, call, arguments))
          : null;
    }
    if (!(member.detail() instanceof Reflected reflected)) {
      return null;
    }
    Value owner = arguments.size() > 1 ? arguments.get(1) : Value.TOP;
    Value last = arguments.get(arguments.size() - 1);
    return switch (call.name()) {
      case "asType", "asFixedArity", "withVarargs" -> result(state, arguments.get(0));
      case "getAccessor" -> result(state, arguments.get(0));
      case "invoke", "invokeExact", "invokeWithArguments", "newInstance" ->
          passedOn(site, call, run(site, state, reflected, spread(state, call, arguments)));
      case "get", "getLong", "getInt", "getBoolean" -> get(site, state, reflected, owner);
      case "getVolatile", "getAcquire", "getOpaque", "getPlain" ->
          get(site, state, reflected, owner);
      case "set", "setVolatile", "setRelease", "setOpaque", "lazySet" ->
          set(site, state, reflected, owner, last);
      case "compareAndSet",
          "weakCompareAndSet",
          "weakCompareAndSetPlain",
          "weakCompareAndSetAcquire",
          "weakCompareAndSetRelease" -> {
        set(site, state, reflected, owner, last);
        yield result(state, Fresh.unknown(site, 0, Type.BOOLEAN_TYPE, state));
      }
      case "getAndSet", "getAndSetAcquire", "getAndSetRelease", "compareAndExchange" -> {
        List<Outcome> was = get(site, state, reflected, owner);
        set(site, state, reflected, owner, last);
        yield was;
      }
      case "updateAndGet", "getAndUpdate" -> update(site, state, call, reflected, arguments);
      default -> null;
    };
  }

  private List<Outcome> update(
      Site site, State state, Call call, Reflected reflected, List<Value> arguments) {
    Value before = get(site, state, reflected, arguments.get(1)).get(0).result();
    List<Outcome> outcomes = new ArrayList<>();
    String type = Obj.typeName(call.argumentTypes()[1]);
    for (Outcome made :
        calls.functions().apply(site, state, arguments.get(2), type, List.of(before))) {
      if (made.isNormal()) {
        set(site, made.state(), reflected, arguments.get(1), made.result());
        Value result = call.name().equals("updateAndGet") ? made.result() : before;
        outcomes.add(Outcome.returned(made.state(), result));
      } else {
        outcomes.add(made);
      }
    }
    return outcomes;
  }

  /** Returns the arguments that the member gets; reflection passes them in an array. */
  private List<Value> spread(State state, Call call, List<Value> arguments) {
    boolean handle =
        call.owner().equals("java/lang/invoke/MethodHandle")
            && !call.name().equals("invokeWithArguments");
    if (handle) {
      return arguments.subList(1, arguments.size());
    }
    int last = arguments.size() - 1;
    List<Value> given = new ArrayList<>(arguments.subList(1, last));
    Value array = arguments.get(last);
    Obj only = array.single();
    Integer count = only == null ? null : Places.size(interpreter.memory(), state, only);
    for (int i = 0; count != null && i < Math.min(count, MAX_ARGUMENTS); i++) {
      given.add(interpreter.readElement(state, array, Value.number(i), OBJECT));
    }
    if (count == null && only != null) {
      given.add(interpreter.readElement(state, array, Value.TOP, OBJECT));
    }
    return given;
  }

  private List<Outcome> run(Site site, State state, Reflected reflected, List<Value> arguments) {
    Value first = arguments.isEmpty() ? Value.TOP : arguments.get(0);
    return switch (reflected.kind()) {
      case CONSTRUCTOR -> construct(site, state, reflected.owner(), arguments);
      case GETTER -> get(site, state, reflected, first);
      case SETTER ->
          set(
              site,
              state,
              reflected,
              arguments.size() < 2 ? Value.TOP : first,
              arguments.get(arguments.size() - 1));
      default -> call(site, state, reflected, arguments);
    };
  }

  // -------------------------------------------------------------------------------------------
  // Methods and constructors
  // -------------------------------------------------------------------------------------------

  private List<Outcome> call(Site site, State state, Reflected reflected, List<Value> arguments) {
    Call call = find(reflected, arguments.size());
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
    Boxing.unbox(state, call, given);
    return calls.invoke(site, state, call, given);
  }

  /**
   * Returns the method of that name, with these parameters where they are known, that takes so many
   * arguments, the receiver among them or not.
   */
  private Call find(Reflected reflected, int arguments) {
    for (String type : interpreter.program().supertypes(reflected.owner())) {
      ClassFile file = interpreter.program().classFile(type);
      for (Method method : file == null ? List.<Method>of() : file.methods()) {
        int parameters = method.argumentTypes().length;
        boolean fits = parameters == arguments - 1 || method.isStatic() && parameters == arguments;
        if (fits
            && method.name().equals(reflected.name())
            && method.descriptor().startsWith(reflected.parameters())
            && !method.isSynthetic()) {
          return new Call(kindOf(method), type, method.name(), method.descriptor());
        }
      }
    }
    return null;
  }

  private static Call.Kind kindOf(Method method) {
    return method.isStatic()
        ? Call.Kind.STATIC
        : method.isPrivate() ? Call.Kind.SPECIAL : Call.Kind.VIRTUAL;
  }

  private List<Outcome> construct(Site site, State state, String owner, List<Value> arguments) {
    ClassFile file = interpreter.program().classFile(owner);
    Value made = Fresh.object(site, 61, owner, state);
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

  /** Reflection wraps what the member throws; method handles pass it on as it is. */
  private List<Outcome> passedOn(Site site, Call call, List<Outcome> outcomes) {
    return outcomes == null || !call.owner().startsWith("java/lang/reflect/")
        ? outcomes
        : outcomes.stream().map(o -> o.isNormal() ? o : wrapped(site, o)).toList();
  }

  private Outcome wrapped(Site site, Outcome outcome) {
    State state = outcome.state();
    Value wrapper = Fresh.object(site, 62, "java/lang/reflect/InvocationTargetException", state);
    state.setNode(wrapper.single(), Node.EMPTY.with("#cause", outcome.thrown()));
    return Outcome.thrown(state, wrapper);
  }

  // -------------------------------------------------------------------------------------------
  // Fields
  // -------------------------------------------------------------------------------------------

  private List<Outcome> get(Site site, State state, Reflected reflected, Value owner) {
    String declaring = declaring(reflected);
    Value from = ownerOf(declaring, reflected, owner);
    if (from.hasImported()) {
      FieldInsnNode insn =
          new FieldInsnNode(Opcodes.GETFIELD, reflected.owner(), reflected.name(), "J");
      Value special = interpreter.contractCalls().readField(site, insn, from, state);
      return result(state, special == null ? Value.TOP : special);
    }
    Memory memory = interpreter.memory();
    return result(state, memory.read(state, from, declaring + "." + reflected.name(), OBJECT));
  }

  private List<Outcome> set(Site site, State state, Reflected reflected, Value owner, Value value) {
    String declaring = declaring(reflected);
    Value to = ownerOf(declaring, reflected, owner);
    Value stored = interpreter.steps().stored(site, declaring, reflected.name(), value, state);
    interpreter.memory().write(state, to, declaring + "." + reflected.name(), stored);
    return result(state, Value.TOP);
  }

  private String declaring(Reflected reflected) {
    return interpreter.program().declaringClass(reflected.owner(), reflected.name());
  }

  /** Returns the object that has the field; a static one's handle isn't given any. */
  private Value ownerOf(String declaring, Reflected reflected, Value owner) {
    ClassFile file = interpreter.program().classFile(declaring);
    boolean isStatic = file != null && file.isStatic(reflected.name());
    return isStatic || owner.refs().isEmpty() ? Value.of(Obj.statics(declaring)) : owner;
  }
}
