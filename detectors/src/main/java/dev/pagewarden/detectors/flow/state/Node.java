package dev.pagewarden.detectors.flow.state;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * What an abstract object holds.
 *
 * @param fields values by field: {@code a/b/C.name}; {@code [3]}, {@code ["key"]} and {@code [*]}
 *     for elements with a known and with any other index or key; names that begin with {@code #}
 *     for what models and engine keep
 * @param single whether the object stands for exactly one object, so that a store replaces what was
 *     there
 * @param type a class that the object is known to be of, where that says more than its name; else
 *     null
 */
public record Node(Map<String, Value> fields, boolean single, String type) {
  private static final Set<String> CLEARED = Set.of("#keys", "#size");

  /** An object that nothing is known of yet. */
  public static final Node EMPTY = new Node(Map.of(), true, null);

  /** Creates a node of fields that nobody changes any more. */
  public Node {
    fields = FewMap.copyOf(fields);
  }

  /** Returns the node with a field replaced. */
  public Node with(String field, Value value) {
    return new Node(FewMap.with(fields, field, value), single, type);
  }

  /** Returns the node without a field. */
  public Node without(String field) {
    Map<String, Value> changed = new LinkedHashMap<>(fields);
    changed.remove(field);
    return new Node(changed, single, type);
  }

  /** Returns the node without a container's elements. */
  public Node withoutElements() {
    Map<String, Value> changed = new LinkedHashMap<>(fields);
    changed.keySet().removeIf(field -> field.startsWith("["));
    return new Node(changed, single, type);
  }

  /** Returns the node without the elements and keys of a container. */
  public Node cleared() {
    Map<String, Value> changed = new LinkedHashMap<>(fields);
    changed.keySet().removeIf(field -> field.startsWith("[") || CLEARED.contains(field));
    return new Node(changed, single, type);
  }

  /** Returns the node for an object that stands for several. */
  public Node shared() {
    return single ? new Node(fields, false, type) : this;
  }

  /** Returns the node for an object known to be of a class. */
  public Node narrowed(String to) {
    return new Node(fields, single, to);
  }

  /** Returns the node with a change applied to the value of each field. */
  Node rewritten(UnaryOperator<Value> change) {
    return rewritten((field, value) -> change.apply(value));
  }

  /** Returns the node with a change applied to its values, each with the field that holds it. */
  Node rewritten(BiFunction<String, Value, Value> change) {
    Map<String, Value> changed = null;
    for (Map.Entry<String, Value> field : fields.entrySet()) {
      Value value = change.apply(field.getKey(), field.getValue());
      if (value != field.getValue()) {
        changed = changed == null ? new LinkedHashMap<>(fields) : changed;
        changed.put(field.getKey(), value);
      }
    }
    return changed == null ? this : new Node(changed, single, type);
  }
}
