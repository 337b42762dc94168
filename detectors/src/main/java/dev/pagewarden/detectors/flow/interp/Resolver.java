package dev.pagewarden.detectors.flow.interp;

import dev.pagewarden.detectors.flow.code.ClassFile;
import dev.pagewarden.detectors.flow.code.Method;
import dev.pagewarden.detectors.flow.code.Program;
import dev.pagewarden.detectors.flow.model.Model;
import dev.pagewarden.detectors.flow.model.Models;
import java.util.List;
import org.objectweb.asm.Type;

/** Looks up what a class has for a call: a method with code, its own or inherited, or a model. */
final class Resolver {
  private final Program program;
  private final Models models;

  Resolver(Program program, Models models) {
    this.program = program;
    this.models = models;
  }

  /** Returns what a call on an object of exactly this class runs, or null if that is not known. */
  Object resolve(String type, Call call) {
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
