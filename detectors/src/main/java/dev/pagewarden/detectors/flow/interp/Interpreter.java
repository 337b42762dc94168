package dev.pagewarden.detectors.flow.interp;

import dev.pagewarden.contract.Contract;
import dev.pagewarden.detectors.flow.Bound;
import dev.pagewarden.detectors.flow.Gap;
import dev.pagewarden.detectors.flow.code.ClassFile;
import dev.pagewarden.detectors.flow.code.Dependencies;
import dev.pagewarden.detectors.flow.code.Method;
import dev.pagewarden.detectors.flow.code.Program;
import dev.pagewarden.detectors.flow.model.Models;
import dev.pagewarden.detectors.flow.state.CallBoundary;
import dev.pagewarden.detectors.flow.state.Globals;
import dev.pagewarden.detectors.flow.state.Memory;
import dev.pagewarden.detectors.flow.state.State;
import dev.pagewarden.detectors.flow.state.Value;
import dev.pagewarden.detectors.flow.state.Work;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import org.objectweb.asm.Type;

/**
 * Runs the methods of a program on abstract states.
 *
 * <p>Everything begins at an entry: a method that somebody outside of the project calls, with
 * arguments of which nothing is known. From there calls are followed with what is known of their
 * arguments; a method is run once for each input that looks different to it ({@link Summaries}).
 * What an entry leaves in fields goes to the {@link Globals}, where the next one finds it.
 */
public final class Interpreter {
  private final Program program;
  private final Contract contract;
  private final Globals globals;
  private final Memory memory;
  private final Work work = new Work();
  private final Budget budget;
  private final Set<Access> accesses = new LinkedHashSet<>();
  private final Set<String> initialised = new HashSet<>();
  private final StaticConstants constants;
  private final SortedMap<String, RuntimeException> failures = new TreeMap<>();
  private final Set<Method> visited = new HashSet<>();
  private final Set<Method> calledOutside = new LinkedHashSet<>();
  private final Types types;
  private final Summaries summaries;
  private final Instructions instructions;
  private final Calls calls;
  private final Dynamics dynamics;
  private final ContractCalls contractCalls;
  private final Enclosing enclosing;
  private final CheckedThrows checkedThrows;
  private final SafeInstructions safeInstructions;
  private final Steps steps;

  /**
   * Creates an interpreter.
   *
   * @param dependencies which classes of dependencies can map
   * @param callers how many methods of the project may call one
   * @param effort at least 1: a method is given so many times the usual work
   */
  public Interpreter(
      Program program,
      Contract contract,
      Models models,
      Dependencies dependencies,
      ToIntFunction<Method> callers,
      int effort) {
    this.budget = new Budget(work, callers, effort);
    this.program = program;
    this.constants = new StaticConstants(program);
    this.contract = contract;
    this.globals = new Globals(program::areDisjoint);
    this.memory = new Memory(globals);
    this.types = new Types(program, contract);
    this.enclosing = new Enclosing(program, contract);
    this.steps = new Steps(enclosing);
    this.checkedThrows = new CheckedThrows(program);
    this.safeInstructions = new SafeInstructions(program);
    this.summaries = new Summaries(this);
    this.calls = new Calls(this, models, dependencies);
    this.dynamics = new Dynamics(this);
    this.contractCalls = new ContractCalls(this);
    this.instructions = new Instructions(this);
  }

  /**
   * Runs a method as somebody outside of the project would call it. Returns the fields that it
   * read.
   */
  public Set<String> runEntry(Method method) {
    Set<String> outer = globals.beginReads();
    try {
      runFromOutside(method);
    } catch (Budget.Exhausted e) {
      budget.hit(e.bound(), method);
    } catch (StackOverflowError e) {
      budget.hit(Bound.CALL_DEPTH, method);
    } catch (RuntimeException e) {
      failures.putIfAbsent(method.owner().name() + "." + method.name(), e);
    }
    return globals.endReads(outer);
  }

  /** Runs a method. Returns the states in which it returns; none if it takes too much work. */
  private List<State> runFromOutside(Method method) {
    visited.add(method);
    Frame frame = new Frame(method, null, false, budget.accountOf(method));
    initialise(method.owner().name());
    try {
      List<State> ends =
          summaries.run(frame, Outside.entryState(method, work)).stream()
              .filter(Outcome::isNormal)
              .map(Outcome::state)
              .toList();
      ends.forEach(globals::add);
      return ends;
    } catch (Budget.Exhausted e) {
      if (!e.isOf(frame.account())) {
        throw e;
      }
      budget.hit(Bound.WORK, method);
      return List.of();
    }
  }

  /** Runs a class's static initialiser, if it has one and it hasn't run. */
  void initialise(String className) {
    if (!initialised.add(className) || !runsInitialiserOf(className)) {
      return;
    }
    ClassFile file = program.classFile(className);
    Method initialiser = file == null ? null : file.method("<clinit>()V");
    if (initialiser != null && initialiser.hasCode()) {
      constants.learn(file, runFromOutside(initialiser));
    }
  }

  /** Returns whether the static initialiser of a class is looked at. */
  boolean runsInitialiserOf(String className) {
    return !className.startsWith("java/") && !contract.isApiType(className);
  }

  /**
   * Returns the number that a static field holds for good, or null; see {@link StaticConstants}.
   */
  Object constantOf(String className, String field, boolean isInt) {
    ClassFile file = program.classFile(className);
    return file == null ? null : constants.of(file, field, isInt);
  }

  /** Returns whether a field is final. */
  boolean isFinal(String className, String field) {
    ClassFile file = program.classFile(className);
    return file != null && file.isFinal(field);
  }

  /** Returns whether nobody but the compiler's own code stores into a field. */
  boolean isCompilersCache(String className, String field) {
    ClassFile file = program.classFile(className);
    return file != null && file.isCompilersCache(field);
  }

  /** Returns an element of an array or container, entries of an imported table among them. */
  Value readElement(State state, Value container, Value index, Type type) {
    Value imported = contractCalls.carriers().elements(container);
    Value others = container.filter(obj -> !obj.isImported(), false);
    if (others == null) {
      return imported == null ? Value.NULL : imported;
    }
    Value value = memory.readElement(state, others, index, type);
    return imported == null ? value : value.join(imported);
  }

  /** Takes note of an access. */
  void report(Site site, Access access) {
    if (program.isApplication(access.at().site().className())) {
      accesses.add(access);
    } else {
      site.frame().unreported().add(access);
    }
  }

  /**
   * Reports what a callee met in a class that nothing is reported for.
   *
   * @param boundary of the call
   */
  void reportFor(Site site, Set<Access> unreported, CallBoundary boundary) {
    boolean application = program.isApplication(site.frame().method().owner().name());
    for (Access access : unreported) {
      Access here = access.withTrace(boundary.outward(access.trace()));
      if (application) {
        accesses.add(here.reportedAt(site.location()));
      } else {
        site.frame().unreported().add(here);
      }
    }
  }

  /** Returns the accesses met so far, in the order in which they were met. */
  public Set<Access> accesses() {
    return accesses;
  }

  /** Forgets how methods ended that read fields which hold more now. */
  public void forget(Set<String> changedFields) {
    summaries.forget(changedFields);
  }

  /** Returns what fields hold between entries. */
  public Globals globals() {
    return globals;
  }

  /** Returns the methods that were run. */
  public Set<Method> visited() {
    return visited;
  }

  /** Takes note that a method is not run again although it should be. */
  public void leave(Method method, Bound bound) {
    budget.hit(bound, method);
  }

  /** Takes note of a method that is called as somebody outside of the project would. */
  void callOutside(Object method) {
    calledOutside.add((Method) method);
  }

  /** Returns the methods that were met in calls which say no more to them than one from outside. */
  public List<Method> calledOutside() {
    return List.copyOf(calledOutside);
  }

  /** Returns the methods from which on defects of ours kept the analysis from looking. */
  public SortedMap<String, RuntimeException> failures() {
    return failures;
  }

  /** Returns where bounds kept the analysis from looking further, in order. */
  public List<Gap> gaps() {
    return budget.gaps();
  }

  Program program() {
    return program;
  }

  Contract contract() {
    return contract;
  }

  Memory memory() {
    return memory;
  }

  Budget budget() {
    return budget;
  }

  Types types() {
    return types;
  }

  CheckedThrows checkedThrows() {
    return checkedThrows;
  }

  SafeInstructions safeInstructions() {
    return safeInstructions;
  }

  Summaries summaries() {
    return summaries;
  }

  Instructions instructions() {
    return instructions;
  }

  Calls calls() {
    return calls;
  }

  Dynamics dynamics() {
    return dynamics;
  }

  /** Returns the lookup of the source's methods. */
  public Enclosing enclosing() {
    return enclosing;
  }

  Steps steps() {
    return steps;
  }

  ContractCalls contractCalls() {
    return contractCalls;
  }
}
