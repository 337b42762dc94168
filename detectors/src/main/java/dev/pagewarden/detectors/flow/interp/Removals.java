package dev.pagewarden.detectors.flow.interp;

import dev.pagewarden.contract.Subject;
import dev.pagewarden.detectors.flow.state.Memory;
import dev.pagewarden.detectors.flow.state.Node;
import dev.pagewarden.detectors.flow.state.Obj;
import dev.pagewarden.detectors.flow.state.State;
import dev.pagewarden.detectors.flow.state.Value;
import java.util.List;
import java.util.Map;

/** The operations of the model language that take elements out of containers. */
final class Removals {
  private static final String SEVERAL = "#several";

  private final Interpreter interpreter;
  private final Memory memory;
  private final Elements elements;
  private final Containers containers;

  Removals(Interpreter interpreter, Elements elements, Containers containers) {
    this.interpreter = interpreter;
    this.memory = interpreter.memory();
    this.elements = elements;
    this.containers = containers;
  }

  void clear(State state, Value container) {
    Obj view = container.single();
    Obj only = elements.behind(state, container).single();
    if (view == null || only == null || !state.node(only).single()) {
      return;
    }
    Map<String, Value> fields = state.node(view).fields();
    if (fields.containsKey(Elements.FROM)) {
      clearPart(state, only, fields.get(Elements.FROM), fields.get(Elements.TO));
    } else if (!fields.containsKey(Elements.PART)) {
      state.setNode(only, state.node(only).cleared());
    }
  }

  private void clearPart(State state, Obj list, Value from, Value to) {
    List<Value> places = Places.of(memory, state, list);
    boolean isKnown =
        places != null
            && from.intConstant() != null
            && to.intConstant() != null
            && to.intConstant() <= places.size();
    if (isKnown) {
      places.subList(from.intConstant(), to.intConstant()).clear();
      Places.set(state, list, places);
    } else {
      memory.mix(state, list);
    }
  }

  /** Removes what is under a key; where that is not known, any of them may be gone. */
  void drop(State state, Value container, Value key) {
    Value behind = elements.behind(state, container);
    Obj only = behind.single();
    String field = Memory.element(state, key);
    behind.refs().keySet().forEach(obj -> memory.materialise(state, obj));
    if (only != null && state.node(only).single() && !field.equals(Memory.ANY)) {
      state.setNode(only, state.node(only).without(field));
    } else {
      behind.refs().keySet().forEach(obj -> Places.weaken(state, obj));
    }
  }

  /** Removes an element by what it is. */
  void discard(State state, Value container, Value element) {
    if (isOfKeys(state, container)) {
      drop(state, container, element);
      return;
    }
    Obj removed = element.isNullable() ? null : element.single();
    boolean isOne = removed != null && isOne(state, removed);
    List<Value> places = containers.placesOf(state, container);
    for (int i = 0; places != null && i < places.size(); i++) {
      Value there = places.get(i);
      if (isOne && removed.equals(there.single()) && !there.isNullable()) {
        places.remove(i);
        Places.set(state, elements.behind(state, container).single(), places);
        return;
      }
      if (!isOne || there.refs().containsKey(removed)) {
        break;
      }
    }
    Obj only = elements.behind(state, container).single();
    if (isOne && only != null && dropOnly(state, only, removed)) {
      return;
    }
    boolean hasOnce = isOne && only != null && holdsEachOnce(only) && state.node(only).single();
    containers.mix(state, container);
    if (hasOnce) {
      Places.filter(state, only, obj -> !obj.equals(removed));
    }
  }

  /** Removes an object from a map that holds it under exactly one key, and surely does. */
  private boolean dropOnly(State state, Obj map, Obj removed) {
    Node node = state.node(map);
    List<Map.Entry<String, Value>> holding =
        node.fields().entrySet().stream()
            .filter(field -> field.getKey().startsWith("["))
            .filter(field -> field.getValue().refs().containsKey(removed))
            .toList();
    boolean isSure =
        node.single()
            && interpreter.program().isSubtype(map.type(), "java/util/Map")
            && holding.size() == 1
            && !holding.get(0).getKey().equals(Memory.ANY)
            && holding.get(0).getValue().single() != null
            && !holding.get(0).getValue().isNullable();
    if (isSure) {
      state.setNode(map, node.without(holding.get(0).getKey()));
    }
    return isSure;
  }

  private boolean isOne(State state, Obj obj) {
    boolean isTable = obj.isImported() && obj.derived().subject() == Subject.TABLE;
    return isTable
        ? !state.node(obj).fields().containsKey(SEVERAL)
        : !obj.isImported() && state.node(obj).single();
  }

  /** Returns whether what a container shows is not the elements of the one behind it. */
  private static boolean isOfKeys(State state, Value container) {
    return container.refs().keySet().stream()
        .map(obj -> state.node(obj).fields())
        .anyMatch(f -> f.containsKey(Elements.KEYS_OF) || f.containsKey(Elements.ENTRIES_OF));
  }

  private boolean holdsEachOnce(Obj container) {
    return interpreter.program().isSubtype(container.type(), "java/util/Set");
  }

  /** Removes all elements but those among the given ones. */
  void keep(State state, Value container, Value kept) {
    Obj only = elements.behind(state, container).single();
    boolean isOne = only != null && state.node(only).single();
    if (isOne && isOfKeys(state, container)) {
      keepKeys(state, only, kept);
      return;
    }
    if (isOne && Places.isKeyed(state.node(only).fields())) {
      Places.weaken(state, only);
    } else {
      containers.mix(state, container);
    }
    if (isOne) {
      Places.filter(state, only, obj -> kept.refs().containsKey(obj));
    }
  }

  /** Removes what a map has under keys that are not among the given ones. */
  private void keepKeys(State state, Obj map, Value kept) {
    memory.materialise(state, map);
    Places.weaken(state, map);
    Value keys = state.node(map).fields().getOrDefault(Places.KEYS, Value.TOP);
    for (Obj key : keys.refs().keySet()) {
      String field = Memory.element(state, Value.of(key));
      if (!kept.refs().containsKey(key) && !field.equals(Memory.ANY)) {
        state.setNode(map, state.node(map).without(field));
      }
    }
  }
}
