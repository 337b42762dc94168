package dev.pagewarden.detectors.flow.state;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What leads to the objects of a state's heap. */
final class Reachability {
  private Reachability() {}

  /**
   * Returns the objects made or obtained by the method under analysis that nothing leads to.
   *
   * @param given what is imported that the method was given, so that its caller may hold it
   */
  static Set<Obj> lost(State state, Set<Obj> given) {
    Set<Obj> lost = new HashSet<>();
    for (Obj obj : state.heap().keySet()) {
      if (isOwn(state, obj, given)) {
        lost.add(obj);
      }
    }
    if (!lost.isEmpty()) {
      state.work().add(state.heap().size());
      lost.removeAll(reachedBesides(state, lost));
    }
    return lost;
  }

  /** Returns what locals, stack and those objects lead to that are not among the given ones. */
  private static Set<Obj> reachedBesides(State state, Set<Obj> objects) {
    Set<Obj> reached = new HashSet<>();
    Deque<Obj> open = new ArrayDeque<>();
    state.heap().keySet().stream().filter(obj -> !objects.contains(obj)).forEach(open::add);
    Arrays.asList(state.locals()).forEach(value -> open.addAll(value.refs().keySet()));
    state.stack().forEach(value -> open.addAll(value.refs().keySet()));
    while (!open.isEmpty()) {
      Obj obj = open.remove();
      if (reached.add(obj)) {
        state.node(obj).fields().values().forEach(value -> open.addAll(value.refs().keySet()));
        if (obj.isImported()) {
          open.add(obj.derived().table());
        }
      }
    }
    return reached;
  }

  /** Returns whether nobody but what this state leads to can hold an object of the heap. */
  private static boolean isOwn(State state, Obj obj, Set<Obj> given) {
    return switch (obj.kind()) {
      case MADE, FUNCTION -> isNamedByMaker(obj);
      case UNKNOWN -> isNamedByMaker(obj) && holdsNothing(state.node(obj));
      case IMPORTED -> Mapping.isMappedHere(state.node(obj)) && !given.contains(obj);
      case CONSTANT, STATICS -> false;
    };
  }

  private static boolean isNamedByMaker(Obj obj) {
    return obj.identity() instanceof Chain
        || obj.identity() instanceof Older
        || obj.identity() instanceof Kept
        || obj.identity() instanceof Field field && isNamedByMaker(field.obj());
  }

  /** Returns whether nothing was stored in an object that somebody else may find there. */
  private static boolean holdsNothing(Node node) {
    return node.fields().keySet().stream().allMatch(field -> field.startsWith("#"));
  }

  /**
   * Returns the identity that an object goes on with when its maker makes another, or null if
   * nothing leads to it.
   */
  static Object identityAfter(State state, Obj obj) {
    Older older = new Older(obj.identity());
    if (holds(Arrays.asList(state.locals()), obj) || holds(state.stack(), obj)) {
      return older;
    }
    Object found = null;
    for (Map.Entry<Obj, Node> holder : state.heap().entrySet()) {
      for (Map.Entry<String, Value> field : holder.getValue().fields().entrySet()) {
        if (field.getValue().refs().containsKey(obj)) {
          boolean alone =
              found == null
                  && holder.getValue().single()
                  && Memory.isPlace(field.getKey())
                  && field.getValue().single() != null
                  && Kept.canNameBy(holder.getKey());
          if (!alone) {
            return older;
          }
          found = new Kept(obj.identity(), holder.getKey(), field.getKey());
        }
      }
    }
    return found;
  }

  /** Returns whether anything leads to what a call has mapped. */
  static boolean isHeld(State state, Mapping mapping) {
    return Arrays.stream(state.locals()).anyMatch(value -> holds(value, mapping))
        || state.stack().stream().anyMatch(value -> holds(value, mapping))
        || state.heap().values().stream()
            .flatMap(node -> node.fields().values().stream())
            .anyMatch(value -> holds(value, mapping));
  }

  private static boolean holds(Value value, Mapping mapping) {
    return value.refs().keySet().stream()
        .anyMatch(obj -> obj.isImported() && obj.derived().mapping().equals(mapping));
  }

  private static boolean holds(List<Value> values, Obj obj) {
    return values.stream().anyMatch(value -> value.refs().containsKey(obj));
  }
}
