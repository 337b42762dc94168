package dev.pagewarden.detectors.flow.interp;

import dev.pagewarden.detectors.flow.Bound;
import dev.pagewarden.detectors.flow.code.ClassFile;
import dev.pagewarden.detectors.flow.code.Program;
import dev.pagewarden.detectors.flow.model.Models;
import dev.pagewarden.detectors.flow.state.Obj;
import dev.pagewarden.detectors.flow.state.State;
import dev.pagewarden.detectors.flow.state.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Resolves calls: to a method with code, a library model, a function, or nothing that is known. */
final class Targets {
  private final Interpreter interpreter;
  private final Program program;
  private final Models models;
  private final Resolver resolver;

  /** A function object as target. */
  record Lambda(Obj function) {}

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

  Targets(Interpreter interpreter, Models models) {
    this.interpreter = interpreter;
    this.program = interpreter.program();
    this.models = models;
    this.resolver = new Resolver(program, models);
  }

  /**
   * Returns what a static call, or one of a constructor, private or super method, runs; null if not
   * known.
   */
  Object exact(Call call) {
    return resolver.resolve(call.owner(), call);
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
    String type = Types.typeOf(state, obj);
    ClassFile file = obj.kind() == Obj.Kind.UNKNOWN ? program.classFile(type) : null;
    if (file == null || file.isInterface() || !program.isProject(type)) {
      return List.of();
    }
    List<OfClass> groups = new ArrayList<>();
    Set<Object> distinct = new HashSet<>();
    for (String implementer : program.implementers(type)) {
      Object target = orUnknown(resolver.resolve(implementer, call));
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

  /**
   * Returns the call of a method of whatever class an object is of; see {@link Resolver#byName}.
   */
  Call byName(State state, Obj obj, String name, int parameters) {
    return resolver.byName(Types.typeOf(state, obj), name, parameters);
  }

  private List<Object> targetsOf(Site site, State state, Call call, Obj obj) {
    return switch (obj.kind()) {
      case FUNCTION -> List.of(functionTarget(obj, call));
      case UNKNOWN -> unknownTargets(site, Types.typeOf(state, obj), call);
      case IMPORTED -> List.of(importedTarget(obj, call));
      default -> List.of(orUnknown(resolver.resolve(obj.type(), call)));
    };
  }

  private Object functionTarget(Obj obj, Call call) {
    Function function = obj.detail() instanceof Function known ? known : null;
    if (function == null || function.method() == null) {
      return Program.isJdk(obj.type()) ? orUnknown(resolver.resolve(obj.type(), call)) : UNKNOWN;
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
    if (Program.isOfLanguage(type)) {
      return List.of(orUnknown(resolver.resolve(type, call)));
    }
    Set<Object> found = new LinkedHashSet<>();
    for (String implementer : program.implementers(type)) {
      found.add(orUnknown(resolver.resolve(implementer, call)));
    }
    if (!program.isProject(type) || found.isEmpty()) {
      found.add(orUnknown(resolver.resolve(type, call)));
    }
    if (found.size() > Budget.TARGETS) {
      interpreter.budget().hit(Bound.TARGETS, site.frame().method());
    }
    return found.stream().limit(Budget.TARGETS).toList();
  }

  private static Object orUnknown(Object target) {
    return target == null ? UNKNOWN : target;
  }
}
