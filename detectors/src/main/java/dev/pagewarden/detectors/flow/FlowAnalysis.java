package dev.pagewarden.detectors.flow;

import dev.pagewarden.contract.Contract;
import dev.pagewarden.detectors.flow.code.ApiPackages;
import dev.pagewarden.detectors.flow.code.CallGraph;
import dev.pagewarden.detectors.flow.code.ClassFile;
import dev.pagewarden.detectors.flow.code.Dependencies;
import dev.pagewarden.detectors.flow.code.Method;
import dev.pagewarden.detectors.flow.code.Program;
import dev.pagewarden.detectors.flow.interp.Interpreter;
import dev.pagewarden.detectors.flow.model.Models;
import dev.pagewarden.detectors.flow.state.Globals;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Finds the accesses to the CPU side of tables that come from a mapping.
 *
 * <p>The analysis begins at the methods from which a mapping can be reached, also one in the code
 * of a dependency, and that the project doesn't call itself. What they leave in fields may be
 * touched from elsewhere, and what they read from fields may have been stored elsewhere: those
 * places are analysed next, until fields hold nothing new.
 */
public final class FlowAnalysis {
  /**
   * So often the entries are run again because fields hold more than before: a table may pass from
   * field to field by as many entries.
   */
  private static final int MAX_ROUNDS = 100;

  private final Contract contract;
  private final Models models;
  private final ClassSource classes;
  private final int effort;

  /**
   * Creates an analysis with the built-in contract and models of the library.
   *
   * @param classes where class files come from
   */
  public FlowAnalysis(ClassSource classes) {
    this(Contract.builtIn(), Models.load(List.of()).models(), classes, 1);
  }

  /**
   * Creates an analysis.
   *
   * @param contract what maps, derives and touches
   * @param models what library methods do
   * @param classes where class files come from
   * @param effort at least 1: a method is given so many times the usual work
   */
  public FlowAnalysis(Contract contract, Models models, ClassSource classes, int effort) {
    this.contract = contract;
    this.models = models;
    this.classes = classes;
    this.effort = effort;
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
    if (!mayMap(application) && !mayMap(companions)) {
      return new FlowResult(List.of(), Map.of(), List.of(), new TreeMap<>());
    }
    return DeepStack.call(() -> analyzeWhole(application, companions));
  }

  private FlowResult analyzeWhole(Collection<String> application, Collection<String> companions) {
    Program program = programOf(application, companions);
    program.declare(models.supertypes());
    CallGraph calls = new CallGraph(program);
    Dependencies dependencies = new Dependencies(program, classes, contract);
    Interpreter interpreter =
        new Interpreter(program, contract, models, dependencies, calls::callersOf, effort);
    run(calls, dependencies, interpreter);
    return new FlowResult(
        new Findings(program, interpreter.enclosing()).of(interpreter.accesses()),
        Map.copyOf(program.unreadable()),
        interpreter.gaps(),
        interpreter.failures());
  }

  /** Reads the program; the API itself, where the project contains it, is a dependency of it. */
  private Program programOf(Collection<String> application, Collection<String> companions) {
    Set<String> project = new TreeSet<>(application);
    project.addAll(companions);
    project.removeAll(new ApiPackages(classes, contract).classesOf(project));
    return new Program(classes, application, project, contract.mapNames());
  }

  /**
   * Returns whether any class can have to do with a mapping, by a look at the constant pools: in
   * most programs none can, and this is all that they cost.
   */
  private boolean mayMap(Collection<String> names) {
    PoolSearch search = new PoolSearch(contract.mapNames(), contract.tableNames());
    for (String name : names) {
      if (Thread.currentThread().isInterrupted()) {
        return false; // whoever interrupts wants an end, not an answer
      }
      byte[] classFile = classes.classFile(name);
      if (classFile != null && mayMap(classFile, search)) {
        return true;
      }
    }
    return false;
  }

  private static boolean mayMap(byte[] classFile, PoolSearch search) {
    try {
      return search.isIn(classFile);
    } catch (IllegalArgumentException e) {
      return true; // a broken class is told of, and it takes the whole analysis to do so
    }
  }

  private void run(CallGraph calls, Dependencies dependencies, Interpreter interpreter) {
    Set<Method> targets = new LinkedHashSet<>(calls.naming());
    targets.addAll(calls.callersInto(dependencies::canMap));
    Map<Method, Set<String>> reads = new HashMap<>();
    Set<String> changed = Set.of();
    for (int round = 0; round < MAX_ROUNDS; round++) {
      interpreter.forget(changed);
      Set<String> since = changed;
      Predicate<Method> isDue =
          method -> !reads.containsKey(method) || !Collections.disjoint(reads.get(method), since);
      Consumer<Method> runIfDue =
          entry -> {
            if (isDue.test(entry)) {
              runConstructors(interpreter, entry.owner(), reads);
              reads.put(entry, interpreter.runEntry(entry));
            }
          };
      calls.rootsOf(targets).forEach(runIfDue);
      runCalledOutside(interpreter, runIfDue);
      targets.stream().filter(reads::containsKey).forEach(runIfDue);
      changed = interpreter.globals().takeChanged();
      boolean more = !reads.keySet().containsAll(interpreter.calledOutside());
      more |= addThoseBehindFields(targets, calls, interpreter.globals());
      if (!more && changed.isEmpty()) {
        if (interpreter.visited().containsAll(targets)) {
          return;
        }
        runUnreached(interpreter, targets, reads);
        changed = interpreter.globals().takeChanged();
      }
    }
    for (Method method : reads.keySet()) {
      if (!Collections.disjoint(reads.get(method), changed)) {
        interpreter.leave(method, Bound.ROUNDS);
      }
    }
  }

  /** Returns whether more methods may store what was read from fields, or read what was stored. */
  private static boolean addThoseBehindFields(
      Set<Method> targets, CallGraph calls, Globals globals) {
    boolean more = false;
    for (String field : names(globals.fieldsRead())) {
      more |= targets.addAll(calls.writersOf(field));
    }
    for (String field : names(globals.containersRead())) {
      more |= targets.addAll(calls.readersOf(field));
    }
    for (String field : names(globals.importedFields())) {
      more |= targets.addAll(calls.readersOf(field));
    }
    return more;
  }

  /**
   * Runs what no call was found to reach as somebody outside may call it. Only when all else is
   * settled: before, a call may be missing because what it goes by is not in its field yet.
   */
  private static void runUnreached(
      Interpreter interpreter, Set<Method> targets, Map<Method, Set<String>> reads) {
    for (Method method : targets) {
      if (!interpreter.visited().contains(method)) {
        reads.put(method, interpreter.runEntry(method));
      }
    }
  }

  /** Runs what is called as from outside, and what it is in turn found to call like that. */
  private static void runCalledOutside(Interpreter interpreter, Consumer<Method> runIfDue) {
    int done = 0;
    List<Method> outside = interpreter.calledOutside();
    while (done < outside.size()) {
      outside.subList(done, outside.size()).forEach(runIfDue);
      done = outside.size();
      outside = interpreter.calledOutside();
    }
  }

  /**
   * Runs a class's constructors before the first of its methods, so that what fields begin with is
   * known to those that read them. Not an enum's: all there ever is of it is what its static
   * initialiser has made.
   */
  private static void runConstructors(
      Interpreter interpreter, ClassFile owner, Map<Method, Set<String>> reads) {
    if (owner.isEnum()) {
      return;
    }
    for (Method method : owner.methods()) {
      if (method.name().equals("<init>") && method.hasCode() && !reads.containsKey(method)) {
        reads.put(method, interpreter.runEntry(method));
      }
    }
  }

  private static Set<String> names(Set<String> fields) {
    Set<String> names = new LinkedHashSet<>();
    fields.forEach(field -> names.add(field.substring(field.lastIndexOf('.') + 1)));
    return names;
  }
}
