package dev.pagewarden.detectors.flow;

import dev.pagewarden.contract.Contract;
import dev.pagewarden.detectors.flow.code.CallGraph;
import dev.pagewarden.detectors.flow.code.Method;
import dev.pagewarden.detectors.flow.code.Program;
import dev.pagewarden.detectors.flow.interp.Interpreter;
import dev.pagewarden.detectors.flow.model.Models;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.objectweb.asm.Handle;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * Finds the accesses to the CPU side of tables that come from a mapping.
 *
 * <p>The analysis begins at the methods from which a mapping can be reached and that the project
 * doesn't call itself. What they leave in fields may be touched from elsewhere, and what they read
 * from fields may have been stored elsewhere: those places are analysed next, until fields hold
 * nothing new.
 */
public final class FlowAnalysis {
  /** So often the entries are run again because fields hold more than before. */
  private static final int MAX_ROUNDS = 8;

  private final Contract contract;
  private final Models models;
  private final ClassSource classes;

  /**
   * Creates an analysis with the built-in models of the library.
   *
   * @param contract what maps, derives and touches
   * @param classes where class files come from
   */
  public FlowAnalysis(Contract contract, ClassSource classes) {
    this(contract, Models.load(List.of()).models(), classes);
  }

  /**
   * Creates an analysis.
   *
   * @param contract what maps, derives and touches
   * @param models what library methods do
   * @param classes where class files come from
   */
  public FlowAnalysis(Contract contract, Models models, ClassSource classes) {
    this.contract = contract;
    this.models = models;
    this.classes = classes;
  }

  /**
   * Analyses a program.
   *
   * @param application internal names of the classes that findings are reported for
   * @param companions internal names of further classes of the same project that may call the
   *     application
   * @return the findings and what stood in the way
   */
  public FlowResult analyze(Collection<String> application, Collection<String> companions) {
    Program program = new Program(classes, application, companions);
    CallGraph calls = new CallGraph(program);
    Interpreter interpreter = new Interpreter(program, contract, models);
    Set<Method> maps = calls.methodsWith(this::mayMap);
    if (!maps.isEmpty()) {
      run(calls, interpreter, maps);
    }
    return new FlowResult(
        new Findings(program, interpreter.enclosing()).of(interpreter.accesses()),
        Map.copyOf(program.unreadable()),
        interpreter.gaps());
  }

  private boolean mayMap(AbstractInsnNode insn) {
    Set<String> names = contract.mapNames();
    if (insn instanceof MethodInsnNode call) {
      return names.contains(call.name);
    }
    if (insn instanceof LdcInsnNode constant) {
      return names.contains(constant.cst);
    }
    if (insn instanceof InvokeDynamicInsnNode dynamic) {
      for (Object argument : dynamic.bsmArgs) {
        if (argument instanceof Handle handle && names.contains(handle.getName())) {
          return true;
        }
      }
    }
    return false;
  }

  private void run(CallGraph calls, Interpreter interpreter, Set<Method> maps) {
    Set<Method> targets = new LinkedHashSet<>(maps);
    Map<Method, Set<String>> reads = new HashMap<>();
    Set<String> changed = Set.of();
    for (int round = 0; round < MAX_ROUNDS; round++) {
      interpreter.forget(changed);
      Set<String> since = changed;
      Predicate<Method> isDue =
          method -> !reads.containsKey(method) || !Collections.disjoint(reads.get(method), since);
      for (Method entry : calls.rootsOf(targets)) {
        if (isDue.test(entry)) {
          reads.put(entry, interpreter.runEntry(entry));
        }
      }
      for (Method method : targets) {
        if (!interpreter.visited().contains(method)
            || reads.containsKey(method) && isDue.test(method)) {
          reads.put(method, interpreter.runEntry(method));
        }
      }
      changed = interpreter.globals().takeChanged();
      boolean more = targets.addAll(calls.writersOf(names(interpreter.globals().fieldsRead())));
      more |= targets.addAll(calls.readersOf(names(interpreter.globals().importedFields())));
      if (!more && changed.isEmpty()) {
        return;
      }
    }
  }

  private static Set<String> names(Set<String> fields) {
    Set<String> names = new LinkedHashSet<>();
    fields.forEach(field -> names.add(field.substring(field.lastIndexOf('.') + 1)));
    return names;
  }
}
