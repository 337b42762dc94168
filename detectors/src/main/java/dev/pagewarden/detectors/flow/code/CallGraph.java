package dev.pagewarden.detectors.flow.code;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Who may call whom among the project's methods, by name, descriptor and hierarchy. It is only used
 * to choose where the analysis begins; which calls really happen, the analysis finds out itself.
 *
 * <p>Callers and callees are not connected one by one but by way of what the calls name: a thousand
 * calls of an interface method that a thousand classes implement are two thousand connections.
 */
public final class CallGraph {
  private final Program program;
  private final References references;
  private final Map<Method, List<Node>> calls = new HashMap<>();
  private final Map<Method, List<Node>> calledBy = new HashMap<>();
  private final Set<Method> referenced = new HashSet<>();

  /** What calls name: who makes them, and what they can run. Each is itself only. */
  private static final class Node {
    private final Collection<Method> callers;
    private final Collection<Method> callees;

    Node(Collection<Method> callers, Collection<Method> callees) {
      this.callers = callers;
      this.callees = callees;
    }
  }

  /** What can be reached in one direction. */
  private static final class Reached {
    private final Map<Method, List<Node>> edges;
    private final Function<Node, Collection<Method>> ends;
    private final Set<Method> methods = new HashSet<>();
    private final Set<Node> nodes = new HashSet<>();

    Reached(Map<Method, List<Node>> edges, Function<Node, Collection<Method>> ends) {
      this.edges = edges;
      this.ends = ends;
    }

    void addFrom(Collection<Method> start) {
      Deque<Method> open = new ArrayDeque<>();
      addAll(start, open);
      while (!open.isEmpty()) {
        for (Node node : edges.getOrDefault(open.remove(), List.of())) {
          if (nodes.add(node)) {
            addAll(ends.apply(node), open);
          }
        }
      }
    }

    private void addAll(Collection<Method> next, Deque<Method> open) {
      for (Method method : next) {
        if (methods.add(method)) {
          open.add(method);
        }
      }
    }
  }

  /** Builds the graph of the project's methods. */
  public CallGraph(Program program) {
    this.program = program;
    this.references = program.references();
    Map<String, List<Method>> bySignature = new HashMap<>();
    for (Method method : references.methods()) {
      bySignature.computeIfAbsent(method.signature(), key -> new ArrayList<>(1)).add(method);
    }
    references
        .callers()
        .forEach(
            (call, callers) -> {
              List<Method> named = bySignature.getOrDefault(call.signature(), List.of());
              Set<Method> callees = calleesOf(call, named);
              if (!callees.isEmpty()) {
                connect(new Node(callers, callees));
              }
            });
  }

  private Set<Method> calleesOf(References.Call call, List<Method> named) {
    if (named.isEmpty()) {
      return Set.of();
    }
    Set<Method> callees = new LinkedHashSet<>();
    for (String type : program.supertypes(call.owner())) {
      addIfProject(type, call.signature(), callees);
    }
    if (!call.exact()) {
      Set<String> subtypes = program.projectSubtypes(call.owner());
      if (subtypes.size() < named.size()) {
        subtypes.forEach(type -> addIfProject(type, call.signature(), callees));
      } else {
        named.stream()
            .filter(method -> subtypes.contains(method.owner().name()))
            .forEach(callees::add);
      }
    }
    return callees;
  }

  private void addIfProject(String type, String signature, Set<Method> to) {
    ClassFile file = program.isProject(type) ? program.classFile(type) : null;
    Method method = file == null ? null : file.method(signature);
    if (method != null && method.hasCode()) {
      to.add(method);
    }
  }

  /**
   * Returns whether a caller is the callee or goes by way of it, as by {@code super.attach()}:
   * objects of the callee's other subclasses are called from outside all the same.
   */
  private boolean isSameOrOverride(Method caller, Method callee) {
    return caller == callee
        || caller.signature().equals(callee.signature())
            && program.isSubtype(caller.owner().name(), callee.owner().name());
  }

  private void connect(Node node) {
    for (Method callee : node.callees) {
      calledBy.computeIfAbsent(callee, key -> new ArrayList<>(1)).add(node);
      if (node.callers.stream().anyMatch(caller -> !isSameOrOverride(caller, callee))) {
        referenced.add(callee);
      }
    }
    for (Method caller : node.callers) {
      calls.computeIfAbsent(caller, key -> new ArrayList<>(1)).add(node);
    }
  }

  /** Returns how many methods may call one, each counted for each way in which it names it. */
  public int callersOf(Method method) {
    return calledBy.getOrDefault(method, List.of()).stream()
        .mapToInt(node -> node.callers.size())
        .sum();
  }

  /** Returns the methods whose code names one of the methods that the program was asked for. */
  public Set<Method> naming() {
    return references.naming();
  }

  /** Returns the methods that call one of a class, or of a class below one, that passes a test. */
  public Set<Method> callersInto(Predicate<String> classes) {
    Set<Method> found = new LinkedHashSet<>();
    Map<String, Boolean> known = new HashMap<>();
    references
        .callers()
        .forEach(
            (call, callers) -> {
              if (known.computeIfAbsent(
                  call.owner(), owner -> program.supertypes(owner).stream().anyMatch(classes))) {
                found.addAll(callers);
              }
            });
    return found;
  }

  /** Returns the methods that write a field of the given name, whatever its class. */
  public List<Method> writersOf(String field) {
    return references.writersOf(field);
  }

  /** Returns the methods that read a field of the given name, whatever its class. */
  public List<Method> readersOf(String field) {
    return references.readersOf(field);
  }

  /**
   * Returns the methods from which the analysis begins in order to come to the given ones: those
   * that can reach them and that nobody in the project calls; where all callers call each other in
   * a circle, the first of the circle.
   */
  public Set<Method> rootsOf(Collection<Method> targets) {
    Reached reaching = new Reached(calledBy, node -> node.callers);
    reaching.addFrom(targets);
    List<Method> candidates =
        references.methods().stream().filter(reaching.methods::contains).toList();
    Set<Method> roots = new LinkedHashSet<>();
    candidates.stream().filter(method -> !referenced.contains(method)).forEach(roots::add);
    Reached covered = new Reached(calls, node -> node.callees);
    covered.addFrom(roots);
    for (Method method : candidates) {
      if (!covered.methods.contains(method)) {
        roots.add(method);
        covered.addFrom(List.of(method));
      }
    }
    return roots;
  }
}
