package dev.pagewarden.detectors.flow.interp;

import dev.pagewarden.detectors.flow.code.Body;
import dev.pagewarden.detectors.flow.code.ClassFile;
import dev.pagewarden.detectors.flow.code.Method;
import dev.pagewarden.detectors.flow.code.Program;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * Tells from where a checked exception can come: from calls of methods that declare it, as javac
 * sees to (JLS 11.2). Other languages and tricks with generics throw them undeclared, so where no
 * call in the reach of a handler declares what it catches, any instruction may throw it.
 */
final class CheckedThrows {
  /** They catch what is not checked, too. */
  private static final Set<String> GENERAL = Set.of("java/lang/Throwable", "java/lang/Exception");

  private static final String KOTLIN = "kotlin/Metadata";

  private final Program program;
  private final Map<Catch, BitSet> throwers = new HashMap<>();
  private final Map<Method, BitSet> silent = new HashMap<>();

  CheckedThrows(Program program) {
    this.program = program;
  }

  private record Catch(Method method, int handler, String type) {}

  /** Returns whether an instruction in the reach of a handler can throw what it catches. */
  boolean canThrow(Method method, int index, Body.Handler handler) {
    if (!isChecked(handler.type())) {
      return true;
    }
    BitSet declared =
        throwers.computeIfAbsent(
            new Catch(method, handler.target(), handler.type()),
            key -> declaringCalls(method.body(), key));
    return declared.isEmpty() || declared.get(index);
  }

  /** Returns whether an instruction can throw nothing that is checked. */
  boolean isSilent(Method method, int index) {
    return silent.computeIfAbsent(method, key -> silent(key.body())).get(index);
  }

  private BitSet silent(Body body) {
    BitSet instructions = new BitSet();
    for (int i = 0; i < body.instructions.length; i++) {
      instructions.set(i, !declares(body.instructions[i], this::isCheckedOrGeneral));
    }
    return instructions;
  }

  private boolean isCheckedOrGeneral(String type) {
    return GENERAL.contains(type) || isChecked(type) || !program.isHierarchyKnown(type);
  }

  private boolean isChecked(String type) {
    return type != null
        && !GENERAL.contains(type)
        && !program.isSubtype(type, "java/lang/RuntimeException")
        && !program.isSubtype(type, "java/lang/Error")
        && program.isHierarchyKnown(type);
  }

  private BitSet declaringCalls(Body body, Catch caught) {
    BitSet calls = new BitSet();
    for (Body.Handler handler : body.handlers) {
      if (handler.target() == caught.handler() && caught.type().equals(handler.type())) {
        for (int i = handler.start(); i < handler.end(); i++) {
          calls.set(i, calls.get(i) || declares(body.instructions[i], type -> mayBe(type, caught)));
        }
      }
    }
    return calls;
  }

  private boolean mayBe(String declared, Catch caught) {
    return program.isSubtype(declared, caught.type()) || program.isSubtype(caught.type(), declared);
  }

  /** Returns whether an instruction calls what declares, or needn't declare, some exceptions. */
  private boolean declares(AbstractInsnNode insn, Predicate<String> exceptions) {
    if (!(insn instanceof MethodInsnNode call) || call.owner.startsWith("[")) {
      return false;
    }
    Method declared = find(call);
    return declared == null
        || declared.owner().annotations().contains(KOTLIN)
        || declared.exceptions().stream().anyMatch(exceptions);
  }

  /** Returns the method that a call names, or null if it isn't known. */
  private Method find(MethodInsnNode call) {
    for (String type : program.supertypes(call.owner)) {
      ClassFile file = program.classFile(type);
      Method method = file == null ? null : file.method(call.name + call.desc);
      if (method != null) {
        return method;
      }
    }
    return null;
  }
}
