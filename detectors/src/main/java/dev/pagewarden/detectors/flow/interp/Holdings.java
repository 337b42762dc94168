package dev.pagewarden.detectors.flow.interp;

import dev.pagewarden.detectors.flow.code.Program;
import dev.pagewarden.detectors.flow.state.Memory;
import dev.pagewarden.detectors.flow.state.Node;
import dev.pagewarden.detectors.flow.state.Obj;
import dev.pagewarden.detectors.flow.state.State;
import dev.pagewarden.detectors.flow.state.Trace;
import dev.pagewarden.detectors.flow.state.Value;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.Type;

/**
 * What objects of a dependency hold whose code can't be seen, or takes too much work to follow:
 * what they are given is taken for their elements, and may come back from each of their methods
 * that can return it, as from a cache, a pool or a queue.
 */
final class Holdings {
  /** The part that names the object whose method returned this one: they hold the same. */
  private static final String ROOT = "#root";

  /** So many of a dependency's objects are looked through for what they hold. */
  private static final int MOST_LOOKED_THROUGH = 200;

  private static final Value ONE = Value.number(1);

  private final Interpreter interpreter;
  private final Program program;

  Holdings(Interpreter interpreter) {
    this.interpreter = interpreter;
    this.program = interpreter.program();
  }

  /**
   * Returns whether a type is a dependency's; languages and the API do what models and contract
   * say.
   */
  boolean isOfDependency(String type) {
    return !Program.isOfLanguage(type)
        && !program.isProject(type)
        && !interpreter.contract().isApiType(type);
  }

  /** Returns whether an object's code was not followed, so that its fields don't tell. */
  boolean isHolder(State state, Value value) {
    return value.refs().keySet().stream()
        .anyMatch(
            obj ->
                !program.isProject(obj.type())
                    && state.node(obj).fields().containsKey(Memory.OPAQUE));
  }

  /** Has what a call returned share what its receiver holds. */
  void derive(State state, Value result, Value receiver) {
    for (Obj obj : result.refs().keySet()) {
      tie(state, obj, receiver);
    }
  }

  private static void tie(State state, Obj obj, Value root) {
    state.setNode(obj, state.node(obj).with(ROOT, root).with(Memory.OPAQUE, ONE));
  }

  /** Returns what some values are or lead to that may matter, as a value; null if nothing. */
  Value held(State state, List<Value> values) {
    Map<Obj, Trace> found = new LinkedHashMap<>();
    Set<Obj> seen = new HashSet<>();
    Deque<Value> open = new ArrayDeque<>(values);
    while (!open.isEmpty() && seen.size() < MOST_LOOKED_THROUGH) {
      Value value = open.remove();
      value
          .refs()
          .forEach(
              (obj, trace) -> {
                if (matters(obj)) {
                  found.putIfAbsent(obj, trace);
                } else if (seen.add(obj)) {
                  open.addAll(state.node(obj).fields().values());
                }
              });
    }
    return found.isEmpty() ? null : Value.ofAll(found, false);
  }

  private boolean matters(Obj obj) {
    return obj.isImported()
        || obj.kind() == Obj.Kind.FUNCTION
        || (obj.kind() == Obj.Kind.MADE || obj.kind() == Obj.Kind.UNKNOWN)
            && program.isProject(obj.type());
  }

  /** Has objects hold something from now on, with all that they lead to in their code. */
  void keep(State state, Value holders, Value held) {
    for (Obj root : roots(state, holders)) {
      Node node = state.node(root).with(Memory.OPAQUE, ONE);
      Value before = node.fields().get(Memory.ANY);
      state.setNode(root, node.with(Memory.ANY, before == null ? held : before.join(held)));
      tieParts(state, root);
    }
  }

  /** Returns the objects that hold what others share with them. */
  private static Set<Obj> roots(State state, Value holders) {
    Set<Obj> roots = new LinkedHashSet<>();
    Set<Obj> seen = new HashSet<>();
    Deque<Obj> open = new ArrayDeque<>(holders.refs().keySet());
    while (!open.isEmpty()) {
      Obj obj = open.remove();
      Value root = state.node(obj).fields().get(ROOT);
      if (!seen.add(obj) || obj.isImported() || obj.kind() == Obj.Kind.FUNCTION) {
        continue;
      }
      if (root == null) {
        roots.add(obj);
      } else {
        open.addAll(root.refs().keySet());
      }
    }
    return roots;
  }

  /** What a dependency's object leads to within the dependency holds what it holds. */
  private void tieParts(State state, Obj holder) {
    Set<Obj> seen = new HashSet<>(Set.of(holder));
    Deque<Obj> open = new ArrayDeque<>(seen);
    Value root = Value.of(holder);
    while (!open.isEmpty() && seen.size() < MOST_LOOKED_THROUGH) {
      for (Value value : List.copyOf(state.node(open.remove()).fields().values())) {
        for (Obj obj : value.refs().keySet()) {
          if (isOfDependency(obj.type()) && obj.kind() == Obj.Kind.MADE && seen.add(obj)) {
            open.add(obj);
            tie(state, obj, root);
          }
        }
      }
    }
  }

  /** Returns a result of a type, with what is held, if anything, that can be of that type. */
  Value withHeld(State state, Value result, Value held, Type type) {
    Value returned = held == null ? null : ofType(state, held, type);
    return returned == null ? result : result.join(returned);
  }

  /** Returns what is held that can be of a type, null if nothing is. */
  Value ofType(State state, Value held, Type type) {
    return type.getSort() < Type.ARRAY
        ? null
        : held.filter(obj -> interpreter.types().mayBe(state, obj, Obj.typeName(type)), false);
  }
}
