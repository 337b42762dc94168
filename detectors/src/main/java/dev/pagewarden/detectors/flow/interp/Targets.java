package dev.pagewarden.detectors.flow.interp;

import dev.pagewarden.detectors.flow.Bound;
import dev.pagewarden.detectors.flow.code.Accessors;
import dev.pagewarden.detectors.flow.code.ClassFile;
import dev.pagewarden.detectors.flow.code.Dependencies;
import dev.pagewarden.detectors.flow.code.Method;
import dev.pagewarden.detectors.flow.code.Program;
import dev.pagewarden.detectors.flow.model.Model;
import dev.pagewarden.detectors.flow.model.Models;
import dev.pagewarden.detectors.flow.state.Obj;
import dev.pagewarden.detectors.flow.state.State;
import dev.pagewarden.detectors.flow.state.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.Type;

/** Resolves calls: to a method with code, a library model, a function, or nothing that is known. */
final class Targets {
  private final Interpreter interpreter;
  private final Program program;
  private final Models models;
  private final Dependencies dependencies;
  private final Accessors accessors = new Accessors();

  /** A function object as target. */
  record Lambda(Obj function) {}

  /**
   * Static methods of dependencies with no more instructions than this are followed in any case.
   */
  private static final int SMALL = 40;

  /** A target for one receiver. */
  private record Apart(Object target, Obj receiver) {}

  /** A target for one receiver from outside that is taken to be of one class. */
  private record OfClass(Object target, Obj receiver, String type) {}

  /** Returns the target of a group of receivers. */
  static Object targetOf(Object group) {
    return group instanceof Apart apart
        ? apart.target()
        : group instanceof OfClass ofClass ? ofClass.target() : group;
  }

  /** Takes into a state what the receiver's class is in a group. */
  static void narrow(Object group, State state) {
    if (group instanceof OfClass ofClass) {
      Obj receiver = ofClass.receiver();
      state.setNode(receiver, state.node(receiver).narrowed(ofClass.type()));
    }
  }

  /** Stands for "nothing known" as target. */
  private static final Object UNKNOWN = "unknown";

  Targets(Interpreter interpreter, Models models, Dependencies dependencies) {
    this.interpreter = interpreter;
    this.program = interpreter.program();
    this.models = models;
    this.dependencies = dependencies;
  }

  /**
   * Returns what a static call, or one of a constructor, private or super method, runs; null if not
   * known.
   */
  Object exact(Call call) {
    return resolve(call.owner(), call);
  }

  /** Returns what a virtual call runs, with the receivers that make it run that. */
  Map<Object, List<Obj>> byReceiver(Site site, State state, Call call, Value receiver) {
    Map<Object, List<Obj>> groups = new LinkedHashMap<>();
    boolean apart = receiver.refs().size() <= Value.MAX_APART && site.frame().occurrences() == 1;
    if (receiver.single() != null && apart) {
      byClass(state, call, receiver.single())
          .forEach(group -> groups.put(group, List.of(group.receiver())));
    }
    if (!groups.isEmpty()) {
      return groups;
    }
    for (Obj obj : receiver.refs().keySet()) {
      for (Object target : targetsOf(site, state, call, obj)) {
        Object key = apart ? new Apart(target, obj) : target;
        groups.computeIfAbsent(key, k -> new ArrayList<>()).add(obj);
      }
    }
    return groups;
  }

  /**
   * Returns a group for each class that an object from outside can be of, where they are few and
   * run different methods: what a template calls on itself belongs to one of them. Nothing for
   * interfaces, since objects of which only that is known can be many under one name.
   */
  private List<OfClass> byClass(State state, Call call, Obj obj) {
    String type = interpreter.types().typeOf(state, obj);
    ClassFile file = obj.kind() == Obj.Kind.UNKNOWN ? program.classFile(type) : null;
    if (file == null || file.isInterface() || !program.isProject(type)) {
      return List.of();
    }
    List<OfClass> groups = new ArrayList<>();
    Set<Object> distinct = new HashSet<>();
    for (String implementer : program.implementers(type)) {
      Object target = orUnknown(resolve(implementer, call));
      distinct.add(target);
      groups.add(new OfClass(target, obj, implementer));
    }
    return distinct.size() > 1 && groups.size() <= Value.MAX_APART ? groups : List.of();
  }

  /** Returns whether a receiver is in more than one group. */
  boolean overlap(Map<Object, List<Obj>> groups) {
    int all = 0;
    Set<Obj> distinct = new HashSet<>();
    for (List<Obj> group : groups.values()) {
      all += group.size();
      distinct.addAll(group);
    }
    return all != distinct.size();
  }

  private List<Object> targetsOf(Site site, State state, Call call, Obj obj) {
    return switch (obj.kind()) {
      case FUNCTION -> List.of(functionTarget(obj, call));
      case UNKNOWN -> unknownTargets(site, interpreter.types().typeOf(state, obj), call);
      case IMPORTED -> List.of(importedTarget(obj, call));
      default -> List.of(orUnknown(resolve(obj.type(), call)));
    };
  }

  private Object functionTarget(Obj obj, Call call) {
    Function function = obj.detail() instanceof Function known ? known : null;
    if (function == null || function.method() == null) {
      return Program.isJdk(obj.type()) ? orUnknown(resolve(obj.type(), call)) : UNKNOWN;
    }
    if (call.name().equals(function.method())) {
      return new Lambda(obj);
    }
    return orUnknown(program.dispatch(obj.type(), call.signature()));
  }

  private Object importedTarget(Obj obj, Call call) {
    boolean container = interpreter.contract().elementsOf(obj.derived().subject()).isPresent();
    return container
        ? orUnknown(
            models.find(program.supertypes("java/lang/Iterable"), call.name(), call.descriptor()))
        : UNKNOWN;
  }

  private List<Object> unknownTargets(Site site, String known, Call call) {
    String type =
        program.isSubtype(call.owner(), known) || known.startsWith("[") ? call.owner() : known;
    if (isOfLanguage(type)) {
      return List.of(orUnknown(resolve(type, call)));
    }
    Set<Object> found = new LinkedHashSet<>();
    for (String implementer : program.implementers(type)) {
      found.add(orUnknown(resolve(implementer, call)));
    }
    if (!program.isProject(type) || found.isEmpty()) {
      found.add(orUnknown(resolve(type, call)));
    }
    if (found.size() > Budget.TARGETS) {
      interpreter.budget().hit(Bound.TARGETS, site.frame().method());
    }
    return found.stream().limit(Budget.TARGETS).toList();
  }

  /**
   * Returns whether a type belongs to a language's own library, so that it is implemented for any
   * purpose, and who does so says nothing of what an object is.
   */
  private static boolean isOfLanguage(String type) {
    return Program.isJdk(type) || type.startsWith("kotlin/");
  }

  private static Object orUnknown(Object target) {
    return target == null ? UNKNOWN : target;
  }

  /** Returns what a call on an object of exactly this class runs, or null if that is not known. */
  private Object resolve(String type, Call call) {
    String signature = call.signature();
    for (String name = type; name != null; ) {
      ClassFile file = program.classFile(name);
      if (file == null) {
        Model model = models.find(program.supertypes(name), call.name(), call.descriptor());
        return model != null ? model : program.dispatch(name, call.signature());
      }
      if (!program.isProject(name)) {
        return resolveInLibrary(type, name, call);
      }
      Method method = file.method(signature);
      if (method != null) {
        return method.hasCode() ? method : null;
      }
      name = file.isInterface() ? null : file.superName();
      if ("java/lang/Object".equals(name)) {
        break;
      }
    }
    Method inherited = program.dispatch(type, signature);
    return inherited != null
        ? inherited
        : models.find(program.supertypes(type), call.name(), call.descriptor());
  }

  private Object resolveInLibrary(String type, String library, Call call) {
    List<String> supertypes = program.supertypes(library);
    if (call.name().equals("<init>")) {
      return resolveConstructor(library, supertypes, call);
    }
    Method override = override(library, call);
    if (override != null) {
      return override;
    }
    Object model = models.find(supertypes, call.name(), call.descriptor());
    if (model != null) {
      return model;
    }
    if (models.describes(supertypes)) {
      return null;
    }
    return call.kind() == Call.Kind.VIRTUAL
        ? program.dispatch(type, call.signature())
        : find(library, call.signature());
  }

  /**
   * Returns the code by which a class outside of the JDK overrides what models say of its
   * supertypes, or null.
   */
  private Method override(String library, Call call) {
    for (String name = library; name != null && !Program.isJdk(name); ) {
      ClassFile file = program.classFile(name);
      boolean modelled =
          models.describes(List.of(name))
              || models.find(List.of(name), call.name(), call.descriptor()) != null;
      if (file == null || modelled) {
        return null;
      }
      Method method = file.method(call.signature());
      if (method != null) {
        return method.hasCode() ? method : null;
      }
      name = file.superName();
    }
    return null;
  }

  /**
   * A model of a constructor counts for the JDK's subclasses, but what Object's does says nothing.
   */
  private Object resolveConstructor(String library, List<String> supertypes, Call call) {
    List<String> modelled = supertypes.subList(0, supertypes.size() - 1);
    Object model =
        library.equals("java/lang/Object")
            ? models.find(supertypes, call.name(), call.descriptor())
            : models.find(
                Program.isJdk(library) ? modelled : List.of(library),
                call.name(),
                call.descriptor());
    ClassFile file = program.classFile(library);
    return model != null ? model : file == null ? null : file.method(call.signature());
  }

  private Method find(String type, String signature) {
    for (String name : program.supertypes(type)) {
      ClassFile file = program.classFile(name);
      Method method = file == null ? null : file.method(signature);
      if (method != null) {
        return method.hasCode() ? method : null;
      }
    }
    return null;
  }

  /**
   * Returns whether a method's code is looked at: always in the project, elsewhere where it can
   * matter.
   */
  boolean isFollowed(Site site, State state, Method method, List<Value> arguments) {
    String owner = method.owner().name();
    if (program.isProject(owner)) {
      return true;
    }
    if (!Program.isJdk(owner) && accessors.isAccessor(method)) {
      return true;
    }
    if (interpreter.contract().isApiType(owner)) {
      return false;
    }
    if (Program.isJdk(owner)) {
      return site.frame().libraryDepth() < Budget.LIBRARY_DEPTH
          && !method.name().equals("<init>")
          && carriesSomething(state, arguments);
    }
    return method.name().equals("<init>")
        || isSmallFactory(method)
        || carriesSomething(state, arguments)
        || dependencies.canMap(owner);
  }

  /**
   * Returns whether a call says no more to those that it may run than one from outside of the
   * project: nothing is known of the receiver but an interface that several classes implement,
   * nothing that matters is passed and nothing returned. As a host does with drivers that it found
   * by name: followed from here, each would be taken for all others as well.
   */
  boolean isOfOutsider(State state, Call call, List<Value> arguments, Set<Object> groups) {
    Obj receiver = arguments.get(0).single();
    if (groups.size() < 2
        || call.returnType() != Type.VOID_TYPE
        || receiver == null
        || receiver.kind() != Obj.Kind.UNKNOWN) {
      return false;
    }
    ClassFile file = program.classFile(interpreter.types().typeOf(state, receiver));
    return file != null
        && file.isInterface()
        && program.isProject(file.name())
        && groups.stream().allMatch(group -> targetOf(group) instanceof Method)
        && !carriesSomething(state, arguments);
  }

  /** Returns whether a method of a dependency may be what hands out its one shared object. */
  private static boolean isSmallFactory(Method method) {
    Type result = method.returnType();
    return method.isStatic()
        && result.getSort() == Type.OBJECT
        && !Program.isJdk(result.getInternalName())
        && method.body().instructions.length <= SMALL;
  }

  /**
   * Returns whether an imported value, a function or an object of the project can be reached from
   * arguments.
   */
  private boolean carriesSomething(State state, List<Value> arguments) {
    Set<Obj> seen = new HashSet<>();
    Deque<Obj> open = new ArrayDeque<>();
    arguments.forEach(value -> open.addAll(value.refs().keySet()));
    while (!open.isEmpty()) {
      Obj obj = open.remove();
      if (!seen.add(obj)) {
        continue;
      }
      if (obj.isImported()
          || obj.kind() == Obj.Kind.FUNCTION
          || obj.kind() == Obj.Kind.MADE && program.isProject(obj.type())
          || isModelledFunction(obj)) {
        return true;
      }
      state.node(obj).fields().values().forEach(value -> open.addAll(value.refs().keySet()));
    }
    return false;
  }

  /** Returns whether an object is a function of a type that exists in models only. */
  private boolean isModelledFunction(Obj obj) {
    return obj.kind() == Obj.Kind.MADE
        && models.supertypes().containsKey(obj.type())
        && program.supertypes(obj.type()).stream().anyMatch(Targets::isFunctional);
  }

  private static boolean isFunctional(String type) {
    return type.startsWith("java/util/function/") || type.equals("java/util/Comparator");
  }

  /**
   * Returns the call of a method by its name and number of parameters, or null if the type has
   * none.
   */
  Call byName(String type, String name, int parameters) {
    for (String declaring : program.supertypes(type)) {
      ClassFile file = program.classFile(declaring);
      if (file != null) {
        for (Method method : file.methods()) {
          if (method.name().equals(name)
              && !method.isStatic()
              && Type.getArgumentTypes(method.descriptor()).length == parameters) {
            return new Call(Call.Kind.VIRTUAL, declaring, name, method.descriptor());
          }
        }
      }
    }
    String descriptor = "(" + "Ljava/lang/Object;".repeat(parameters) + ")Ljava/lang/Object;";
    return models.find(program.supertypes(type), name, descriptor) == null
        ? null
        : new Call(Call.Kind.VIRTUAL, type, name, descriptor);
  }
}
