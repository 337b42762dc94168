package dev.pagewarden.detectors.flow.interp;

import dev.pagewarden.detectors.flow.state.Memory;
import dev.pagewarden.detectors.flow.state.Node;
import dev.pagewarden.detectors.flow.state.Obj;
import dev.pagewarden.detectors.flow.state.State;
import dev.pagewarden.detectors.flow.state.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The elements of a list or array by place, as long as they are few and each one's is known. */
final class Places {
  /** The part that says how many elements there are. */
  static final String SIZE = "#size";

  /** The part that says which keys a map may have. */
  static final String KEYS = "#keys";

  /** Elements beyond this many are no longer told apart by place. */
  static final int MAX = 24;

  /** The part that says how long an array is. */
  static final String LENGTH = "#length";

  private Places() {}

  /** Returns how many elements a container has, null if that isn't known. */
  static Integer size(Memory memory, State state, Obj container) {
    memory.materialise(state, container);
    Map<String, Value> fields = state.node(container).fields();
    Value size = fields.getOrDefault(SIZE, fields.get(LENGTH));
    if (size != null) {
      return size.intConstant();
    }
    boolean closed = container.kind() == Obj.Kind.MADE && !fields.containsKey(Memory.OPAQUE);
    Integer count = closed ? count(state.node(container)) : null;
    boolean isExact = isKeyed(fields) && Memory.isMade(container);
    return count == null || count == 0 || isExact ? count : null;
  }

  /** Counts the elements under known keys; null where some may be absent, or be further ones. */
  private static Integer count(Node node) {
    int count = 0;
    for (Map.Entry<String, Value> field : node.fields().entrySet()) {
      if (field.getKey().startsWith("[") && !field.getValue().isNull()) {
        if (field.getKey().equals(Memory.ANY) || field.getValue().isNullable() || !node.single()) {
          return null;
        }
        count++;
      }
    }
    return count;
  }

  /** Returns whether a container has elements under keys, as maps do, and not at places. */
  static boolean isKeyed(Map<String, Value> fields) {
    return fields.containsKey(KEYS);
  }

  /** Returns the elements in a new list, null if their places aren't known. */
  static List<Value> of(Memory memory, State state, Obj container) {
    Integer size = size(memory, state, container);
    Node node = state.node(container);
    boolean isPlaced =
        size != null
            && size <= MAX
            && node.single()
            && container.kind() == Obj.Kind.MADE
            && !isKeyed(node.fields())
            && !node.fields().containsKey(Memory.ANY);
    if (!isPlaced) {
      return null;
    }
    Value unset = unset(container.type());
    List<Value> places = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      places.add(node.fields().getOrDefault("[" + i + "]", unset));
    }
    return places;
  }

  /** Returns what stands at a place that nobody has set. */
  private static Value unset(String type) {
    return switch (type) {
      case "[I", "[S", "[B", "[C", "[Z" -> Value.number(0);
      case "[J" -> Value.number(0L);
      case "[F", "[D" -> Value.TOP;
      default -> Value.NULL;
    };
  }

  /** Sets what a container's elements are. */
  static void set(State state, Obj container, List<Value> places) {
    Node node = state.node(container);
    Map<String, Value> fields = new LinkedHashMap<>(node.withoutElements().fields());
    for (int i = 0; i < places.size(); i++) {
      fields.put("[" + i + "]", places.get(i));
    }
    String size = container.type().startsWith("[") ? LENGTH : SIZE;
    fields.put(size, Value.number(places.size()));
    state.setNode(container, new Node(fields, node.single(), node.type()));
  }

  /** Forgets at which places elements are and how many there can be. */
  static void forget(Memory memory, State state, Obj container) {
    memory.mix(state, container);
    if (container.type().startsWith("[")) {
      state.setNode(container, state.node(container).with(LENGTH, Value.TOP));
    }
  }

  /** Takes into account that any of the elements may have been removed. */
  static void weaken(State state, Obj container) {
    Node node = state.node(container);
    for (Map.Entry<String, Value> field : node.fields().entrySet()) {
      if (field.getKey().startsWith("[") && !field.getKey().equals(Memory.ANY)) {
        node = node.with(field.getKey(), field.getValue().orNull());
      }
    }
    state.setNode(container, node);
  }
}
