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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.Type;

/** Finds classes and members by what reflection and method handle lookups are asked for. */
final class MemberLookup {
  private static final String METHOD_TYPE = "java/lang/invoke/MethodType";

  private final Interpreter interpreter;

  MemberLookup(Interpreter interpreter) {
    this.interpreter = interpreter;
  }

  private static List<Outcome> result(State state, Value value) {
    return List.of(Outcome.returned(state, value));
  }

  /** Returns the class that a value is a constant for, in internal form, or null. */
  static String classConstant(Value value) {
    Obj obj = value.single();
    return obj != null && obj.identity() instanceof Type type ? Obj.typeName(type) : null;
  }

  private static String stringConstant(Value value) {
    Obj obj = value.single();
    return obj == null ? null : obj.text();
  }

  // -------------------------------------------------------------------------------------------
  // Classes
  // -------------------------------------------------------------------------------------------

  /**
   * What {@code getClass()} returns, for each of a few objects by itself; null where an object's
   * class is not known.
   */
  List<Outcome> classOf(State state, Value value) {
    List<Outcome> outcomes = new ArrayList<>();
    for (Value one : value.apart()) {
      Obj obj = one.single();
      String type = obj == null ? null : obj.isImported() ? importedType(obj) : madeType(obj);
      if (type == null) {
        return null;
      }
      State branch = state.copy();
      branch.refine(value, one);
      outcomes.add(Outcome.returned(branch, Value.of(Obj.constant(Type.getObjectType(type)))));
    }
    return outcomes;
  }

  private static String madeType(Obj obj) {
    return obj.kind() == Obj.Kind.MADE ? obj.type() : null;
  }

  /** The class of a table; of an entry or page, the one that the table's methods lead to. */
  private String importedType(Obj obj) {
    Subject subject = obj.derived().subject();
    String table = obj.derived().mapping().tableType();
    if (subject == Subject.TABLE) {
      return table;
    }
    Set<String> seen = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(table));
    while (!open.isEmpty()) {
      String type = open.remove();
      if (interpreter.contract().subjectOf(type).filter(subject::equals).isPresent()) {
        return type;
      }
      ClassFile file = interpreter.contract().isApiType(type) ? program(type) : null;
      if (file != null && seen.add(type)) {
        file.methods().stream()
            .map(Method::returnType)
            .filter(returned -> returned.getSort() == Type.OBJECT)
            .forEach(returned -> open.add(returned.getInternalName()));
      }
    }
    return null;
  }

  private ClassFile program(String type) {
    return interpreter.program().classFile(type);
  }

  /** A method type whose classes are constants, so that handles tell overloads apart. */
  List<Outcome> methodType(State state, Call call, List<Value> arguments) {
    if (!call.name().equals("methodType")) {
      return null;
    }
    List<Value> classes = new ArrayList<>(arguments);
    if (call.descriptor().contains("[Ljava/lang/Class;")) {
      List<Value> more = elements(state, classes.remove(classes.size() - 1));
      if (more == null) {
        return null;
      }
      classes.addAll(more);
    }
    String parameters = parameters(classes.subList(1, classes.size()));
    Type type = parameters.isEmpty() ? null : Type.getMethodType(parameters + "V");
    return type == null
        ? null
        : result(state, Value.of(new Obj(Obj.Kind.CONSTANT, METHOD_TYPE, type, null)));
  }

  private List<Value> elements(State state, Value array) {
    Obj only = array.single();
    return only == null ? null : Places.of(interpreter.memory(), state, only);
  }

  /** Returns a descriptor's beginning for constant classes, empty where one is none. */
  private static String parameters(List<Value> classes) {
    StringBuilder text = new StringBuilder("(");
    for (Value value : classes) {
      Obj obj = value.single();
      if (obj == null || !(obj.identity() instanceof Type type)) {
        return "";
      }
      text.append(type.getDescriptor());
    }
    return text.append(')').toString();
  }

  // -------------------------------------------------------------------------------------------
  // Members
  // -------------------------------------------------------------------------------------------

  /** What a class is asked for. */
  List<Outcome> ofClass(Site site, State state, Call call, List<Value> arguments) {
    if (call.name().equals("forName")) {
      String name = stringConstant(arguments.get(0));
      return name == null
          ? null
          : result(state, Value.of(Obj.constant(Type.getObjectType(name.replace('.', '/')))));
    }
    String owner = call.isStatic() ? null : classConstant(arguments.get(0));
    if (owner == null) {
      return null;
    }
    List<Reflected> all = all(call.name(), owner);
    if (all != null) {
      return result(state, arrayOf(site, state, call, all));
    }
    Kind kind = kindOf(call.name());
    if (kind == null) {
      return null;
    }
    String name = kind == Kind.CONSTRUCTOR ? "<init>" : stringConstant(arguments.get(1));
    return member(site, state, call, kind, owner, name, asked(state, kind, arguments));
  }

  private static Kind kindOf(String lookup) {
    return switch (lookup) {
      case "getMethod", "getDeclaredMethod" -> Kind.METHOD;
      case "getField", "getDeclaredField" -> Kind.GETTER;
      case "getConstructor", "getDeclaredConstructor" -> Kind.CONSTRUCTOR;
      default -> null;
    };
  }

  private String asked(State state, Kind kind, List<Value> arguments) {
    List<Value> classes =
        kind == Kind.GETTER ? null : elements(state, arguments.get(arguments.size() - 1));
    return classes == null ? "" : parameters(classes);
  }

  /** Returns all members that a lookup without a name gives, or null if it is none. */
  private List<Reflected> all(String lookup, String owner) {
    ClassFile file = program(owner);
    if (file == null) {
      return null;
    }
    return switch (lookup) {
      case "getMethods" -> methods(interpreter.program().supertypes(owner), false);
      case "getDeclaredMethods" -> methods(List.of(owner), false);
      case "getConstructors", "getDeclaredConstructors" -> methods(List.of(owner), true);
      case "getFields", "getDeclaredFields" ->
          file.fields().stream().map(name -> new Reflected(Kind.GETTER, owner, name)).toList();
      case "getRecordComponents" ->
          file.fields().stream()
              .filter(name -> !file.isStatic(name))
              .map(name -> new Reflected(Kind.METHOD, owner, name, "()"))
              .toList();
      default -> null;
    };
  }

  private List<Reflected> methods(List<String> owners, boolean constructors) {
    List<Reflected> found = new ArrayList<>();
    for (String owner : owners) {
      ClassFile file = program(owner);
      for (Method method : file == null ? List.<Method>of() : file.methods()) {
        boolean isWanted =
            method.name().equals("<init>") == constructors
                && !method.name().equals("<clinit>")
                && !method.isSynthetic();
        if (isWanted) {
          String descriptor = method.descriptor();
          String parameters = descriptor.substring(0, descriptor.indexOf(')') + 1);
          Kind kind = constructors ? Kind.CONSTRUCTOR : Kind.METHOD;
          found.add(new Reflected(kind, owner, method.name(), parameters));
        }
      }
    }
    return found;
  }

  private Value arrayOf(Site site, State state, Call call, List<Reflected> members) {
    String descriptor = call.returnType().getDescriptor();
    String type = call.returnType().getElementType().getInternalName();
    Value array = Fresh.object(site, 0, descriptor, state);
    Value all = null;
    for (Reflected member : members) {
      Obj obj = new Obj(Obj.Kind.FUNCTION, type, site.made(1), member);
      all = all == null ? Value.of(obj) : all.join(Value.of(obj));
    }
    if (all != null) {
      state.setNode(array.single(), Node.EMPTY.with(Memory.ANY, all));
    }
    return array;
  }

  /** What a lookup of method handles is asked for. */
  List<Outcome> byHandle(Site site, State state, Call call, List<Value> arguments) {
    if (call.name().startsWith("unreflect")) {
      Obj obj = arguments.get(1).single();
      Kind kind = call.name().equals("unreflectSetter") ? Kind.SETTER : null;
      return obj != null && obj.detail() instanceof Reflected found
          ? made(
              site,
              state,
              call,
              new Reflected(
                  kind == null ? found.kind() : kind,
                  found.owner(),
                  found.name(),
                  found.parameters()))
          : null;
    }
    if (arguments.size() < 3) {
      return null;
    }
    String owner = classConstant(arguments.get(1));
    String name = stringConstant(arguments.get(2));
    Value type = arguments.get(arguments.size() > 3 ? 3 : 2);
    return switch (call.name()) {
      case "findVirtual", "findStatic", "findSpecial" ->
          member(site, state, call, Kind.METHOD, owner, name, parametersOf(type));
      case "findConstructor" ->
          member(site, state, call, Kind.CONSTRUCTOR, owner, "<init>", parametersOf(type));
      case "findGetter", "findStaticGetter", "findVarHandle", "findStaticVarHandle" ->
          member(site, state, call, Kind.GETTER, owner, name, "");
      case "findSetter", "findStaticSetter" ->
          member(site, state, call, Kind.SETTER, owner, name, "");
      default -> null;
    };
  }

  private static String parametersOf(Value methodType) {
    Obj obj = methodType.single();
    boolean isKnown =
        obj != null && obj.identity() instanceof Type type && type.getSort() == Type.METHOD;
    if (!isKnown) {
      return "";
    }
    String descriptor = ((Type) obj.identity()).getDescriptor();
    return descriptor.substring(0, descriptor.indexOf(')') + 1);
  }

  /** What a field updater of java.util.concurrent.atomic is made for. */
  List<Outcome> updater(Site site, State state, Call call, List<Value> arguments) {
    String name = stringConstant(arguments.get(arguments.size() - 1));
    return member(site, state, call, Kind.GETTER, classConstant(arguments.get(0)), name, "");
  }

  private List<Outcome> member(
      Site site, State state, Call call, Kind kind, String owner, String name, String parameters) {
    return owner == null || name == null
        ? null
        : made(site, state, call, new Reflected(kind, owner, name, parameters));
  }

  private List<Outcome> made(Site site, State state, Call call, Reflected reflected) {
    String type = call.returnType().getInternalName();
    Obj obj = new Obj(Obj.Kind.FUNCTION, type, site.made(), reflected);
    return result(state, Fresh.object(obj, state));
  }
}
