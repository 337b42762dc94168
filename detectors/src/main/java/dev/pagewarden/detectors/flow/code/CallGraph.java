package dev.pagewarden.detectors.flow.code;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * Who may call whom among the project's methods, by name, descriptor and hierarchy. It is only used
 * to choose where the analysis begins; which calls really happen, the analysis finds out itself.
 */
public final class CallGraph {
  private final Program program;
  private final Map<String, List<Method>> bySignature = new HashMap<>();
  private final Map<Method, Set<Method>> callers = new LinkedHashMap<>();
  private final Map<Method, Set<Method>> callees = new LinkedHashMap<>();
  private final Set<Method> referenced = new LinkedHashSet<>();

  /** Builds the graph of the project's methods. */
  public CallGraph(Program program) {
    this.program = program;
    for (Method method : allMethods()) {
      bySignature.computeIfAbsent(method.signature(), key -> new ArrayList<>()).add(method);
    }
    for (Method method : allMethods()) {
      addCalls(method);
    }
  }

  private List<Method> allMethods() {
    return program.projectClasses().stream()
        .flatMap(file -> file.methods().stream())
        .filter(Method::hasCode)
        .toList();
  }

  private void addCalls(Method caller) {
    for (AbstractInsnNode insn : caller.node().instructions) {
      if (insn instanceof MethodInsnNode call) {
        addCall(caller, call.owner, call.name + call.desc);
      } else if (insn instanceof InvokeDynamicInsnNode dynamic) {
        for (Object argument : dynamic.bsmArgs) {
          if (argument instanceof Handle handle) {
            addCall(caller, handle.getOwner(), handle.getName() + handle.getDesc());
          }
        }
      }
    }
  }

  private void addCall(Method caller, String owner, String signature) {
    for (Method callee : bySignature.getOrDefault(signature, List.of())) {
      String declared = callee.owner().name();
      if (program.isSubtype(declared, owner) || program.isSubtype(owner, declared)) {
        callers.computeIfAbsent(callee, key -> new LinkedHashSet<>()).add(caller);
        callees.computeIfAbsent(caller, key -> new LinkedHashSet<>()).add(callee);
        if (callee != caller) {
          referenced.add(callee);
        }
      }
    }
  }

  /** Returns the methods of the project whose code has an instruction that passes the test. */
  public Set<Method> methodsWith(Predicate<AbstractInsnNode> test) {
    Set<Method> found = new LinkedHashSet<>();
    for (Method method : allMethods()) {
      for (AbstractInsnNode insn : method.node().instructions) {
        if (insn.getOpcode() >= 0 && test.test(insn)) {
          found.add(method);
          break;
        }
      }
    }
    return found;
  }

  /** Returns the methods that write one of the given fields, named without their class. */
  public Set<Method> writersOf(Set<String> fields) {
    return methodsWith(insn -> isField(insn, fields, Opcodes.PUTFIELD, Opcodes.PUTSTATIC));
  }

  /** Returns the methods that read one of the given fields, named without their class. */
  public Set<Method> readersOf(Set<String> fields) {
    return methodsWith(insn -> isField(insn, fields, Opcodes.GETFIELD, Opcodes.GETSTATIC));
  }

  private static boolean isField(AbstractInsnNode insn, Set<String> fields, int a, int b) {
    return insn instanceof FieldInsnNode field
        && (field.getOpcode() == a || field.getOpcode() == b)
        && fields.contains(field.name);
  }

  /**
   * Returns the methods from which the analysis begins in order to come to the given ones: those
   * that can reach them and that nobody in the project calls; where all callers call each other in
   * a circle, the first of the circle.
   */
  public Set<Method> rootsOf(Collection<Method> targets) {
    Set<Method> reaching = closure(targets, callers);
    Set<Method> roots = new LinkedHashSet<>();
    for (Method method : allMethods()) {
      if (reaching.contains(method) && !referenced.contains(method)) {
        roots.add(method);
      }
    }
    Set<Method> covered = closure(roots, callees);
    for (Method method : allMethods()) {
      if (reaching.contains(method) && !covered.contains(method)) {
        roots.add(method);
        covered.addAll(closure(List.of(method), callees));
      }
    }
    return roots;
  }

  /** Returns the methods that can reach one of the given ones, these included. */
  public Set<Method> reaching(Collection<Method> targets) {
    return closure(targets, callers);
  }

  private static Set<Method> closure(Collection<Method> start, Map<Method, Set<Method>> edges) {
    Set<Method> found = new LinkedHashSet<>(start);
    Deque<Method> open = new ArrayDeque<>(start);
    while (!open.isEmpty()) {
      for (Method next : edges.getOrDefault(open.remove(), Set.of())) {
        if (found.add(next)) {
          open.add(next);
        }
      }
    }
    return found;
  }
}
