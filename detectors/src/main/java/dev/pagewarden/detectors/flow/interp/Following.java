package dev.pagewarden.detectors.flow.interp;

import dev.pagewarden.detectors.flow.code.Accessors;
import dev.pagewarden.detectors.flow.code.ClassFile;
import dev.pagewarden.detectors.flow.code.Dependencies;
import dev.pagewarden.detectors.flow.code.Method;
import dev.pagewarden.detectors.flow.code.Program;
import dev.pagewarden.detectors.flow.model.Models;
import dev.pagewarden.detectors.flow.state.Obj;
import dev.pagewarden.detectors.flow.state.State;
import dev.pagewarden.detectors.flow.state.Value;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.Type;

/** Decides which of the calls whose targets are known are followed into their code. */
final class Following {
  /**
   * Static methods of dependencies with no more instructions than this are followed in any case.
   */
  private static final int SMALL = 40;

  private final Interpreter interpreter;
  private final Program program;
  private final Models models;
  private final Dependencies dependencies;
  private final Accessors accessors = new Accessors();

  Following(Interpreter interpreter, Models models, Dependencies dependencies) {
    this.interpreter = interpreter;
    this.program = interpreter.program();
    this.models = models;
    this.dependencies = dependencies;
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
    ClassFile file = program.classFile(Types.typeOf(state, receiver));
    return file != null
        && file.isInterface()
        && program.isProject(file.name())
        && groups.stream().allMatch(group -> Targets.targetOf(group) instanceof Method)
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
        && program.supertypes(obj.type()).stream().anyMatch(Following::isFunctional);
  }

  private static boolean isFunctional(String type) {
    return type.startsWith("java/util/function/") || type.equals("java/util/Comparator");
  }
}
