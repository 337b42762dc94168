package dev.pagewarden.detectors.flow.interp;

import dev.pagewarden.detectors.flow.state.Memory;
import dev.pagewarden.detectors.flow.state.Node;
import dev.pagewarden.detectors.flow.state.Obj;
import dev.pagewarden.detectors.flow.state.State;
import dev.pagewarden.detectors.flow.state.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The keys of maps and the members of sets, as long as all of them are known: in their order, and
 * those in the range that a part of a sorted one shows.
 */
final class Keys {
  /** The part that says in which order a sorted map or set is, where that isn't the natural one. */
  static final String ORDER = "#order";

  private static final String REVERSE = "#reverse";
  private static final String NATURAL = "comparators/Natural";
  private static final String REVERSED = "comparators/Reversed";

  /** The keys of larger maps and sets are not told apart. */
  private static final int MAX = 8;

  private final Interpreter interpreter;
  private final Elements elements;

  Keys(Interpreter interpreter, Elements elements) {
    this.interpreter = interpreter;
    this.elements = elements;
  }

  /**
   * Returns the keys of a map or the members of a set, or of a part of either, by the fields that
   * hold what is under them; null if not all are known. They may be gone by now where the fields'
   * values are nullable.
   */
  Map<String, Value> byField(State state, Value container) {
    Obj only = container.single();
    if (only == null) {
      return null;
    }
    interpreter.memory().materialise(state, only);
    Map<String, Value> fields = state.node(only).fields();
    Value whole = fields.getOrDefault(Elements.OF, fields.get(Elements.KEYS_OF));
    if (whole == null) {
      return elements.isPlain(state, only) ? ofWhole(state, only) : null;
    }
    boolean isRange = KeyRange.isRange(fields);
    boolean isUnknownPart = fields.containsKey(Elements.PART) && !isRange;
    Map<String, Value> keys = isUnknownPart ? null : byField(state, whole);
    return keys == null || !isRange ? keys : inRange(state, container, keys);
  }

  private Map<String, Value> inRange(State state, Value view, Map<String, Value> all) {
    Map<String, Value> keys = new LinkedHashMap<>();
    for (Map.Entry<String, Value> key : all.entrySet()) {
      Types.Answer answer = isInRange(state, view, key.getValue());
      if (answer == Types.Answer.MAYBE) {
        return null;
      }
      if (answer == Types.Answer.YES) {
        keys.put(key.getKey(), key.getValue());
      }
    }
    return keys;
  }

  private Map<String, Value> ofWhole(State state, Obj container) {
    Node node = state.node(container);
    boolean isSet = interpreter.program().isSubtype(container.type(), "java/util/Set");
    Value known = node.fields().get(Places.KEYS);
    List<String> held = node.fields().keySet().stream().filter(f -> f.startsWith("[")).toList();
    boolean isKnown = known != null || isSet;
    if (!node.single() || !isKnown || held.isEmpty() || held.size() > MAX) {
      return null;
    }
    Map<String, Value> keys = new LinkedHashMap<>();
    if (isSet) {
      held.forEach(field -> keys.put(field, node.fields().get(field)));
      return keys.containsKey(Memory.ANY) ? null : keys;
    }
    Map<String, Value> named = new LinkedHashMap<>();
    known
        .refs()
        .forEach(
            (obj, trace) -> {
              Value key = Value.of(obj, trace);
              named.put(Memory.element(state, key), key);
            });
    held.forEach(field -> keys.put(field, named.get(field)));
    return keys.containsValue(null) || keys.containsKey(Memory.ANY) ? null : keys;
  }

  /**
   * Returns the orders in which the keys of a small map or set can come, all surely there; none
   * where they aren't known or have too many orders.
   */
  List<List<Value>> orders(State state, Value container) {
    List<Value> ordered = inOrder(state, container);
    if (ordered != null) {
      return List.of(ordered);
    }
    List<Value> keys = surelyThere(state, container);
    Obj whole = elements.behind(state, container).single();
    if (keys == null || keys.size() != 2 || isSorted(whole)) {
      return List.of();
    }
    return List.of(keys, List.of(keys.get(1), keys.get(0)));
  }

  private List<Value> surelyThere(State state, Value container) {
    Map<String, Value> byField = byField(state, container);
    Obj whole = elements.behind(state, container).single();
    return byField == null || whole == null || !areSurelyThere(state, whole, byField)
        ? null
        : new ArrayList<>(byField.values());
  }

  /** Returns the keys in the order of the map or set, all surely there; null if not known. */
  List<Value> inOrder(State state, Value container) {
    List<Value> keys = surelyThere(state, container);
    Obj whole = elements.behind(state, container).single();
    if (keys == null) {
      return null;
    }
    if (keys.size() > 1 && isSorted(whole)) {
      int direction = direction(state, whole);
      if (direction == 0 || !KeyRange.areComparable(state, keys)) {
        return null;
      }
      keys.sort((a, b) -> direction * KeyRange.compare(state, a, b));
    } else if (keys.size() > 1 && !isInInsertionOrder(state, whole)) {
      return null;
    }
    if (isReversed(state, container)) {
      Collections.reverse(keys);
    }
    return keys;
  }

  /** Takes into account that a key or member is now the first in the order of insertion. */
  void lead(State state, Value container, Value key) {
    Obj whole = elements.behind(state, container).single();
    if (whole == null) {
      return;
    }
    Node node = state.node(whole);
    String field = fieldOf(state, whole, key);
    if (field == null) {
      state.setNode(whole, node.with(ORDER, Value.number(1)));
      return;
    }
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put(field, node.fields().get(field));
    node.fields().forEach(fields::putIfAbsent);
    state.setNode(whole, new Node(fields, node.single(), node.type()));
  }

  /** Returns the field for a key that a map has or a member that a set has, null if not known. */
  private String fieldOf(State state, Obj whole, Value key) {
    Map<String, Value> fields = state.node(whole).fields();
    if (interpreter.program().isSubtype(whole.type(), "java/util/Map")) {
      String field = Memory.element(state, key);
      return fields.containsKey(field) && !field.equals(Memory.ANY) ? field : null;
    }
    return fields.entrySet().stream()
        .filter(field -> field.getKey().startsWith("[") && !field.getKey().equals(Memory.ANY))
        .filter(field -> field.getValue().equals(key))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(null);
  }

  private static boolean areSurelyThere(State state, Obj whole, Map<String, Value> keys) {
    Map<String, Value> fields = state.node(whole).fields();
    return Memory.isMade(whole)
        && !fields.containsKey(Memory.OPAQUE)
        && keys.keySet().stream()
            .map(fields::get)
            .allMatch(held -> held != null && !held.isNullable());
  }

  private boolean isSorted(Obj whole) {
    return interpreter.program().isSubtype(whole.type(), "java/util/SortedMap")
        || interpreter.program().isSubtype(whole.type(), "java/util/SortedSet");
  }

  /** Returns 1 for the natural order of keys, -1 for its reverse, 0 for any other. */
  private static int direction(State state, Obj whole) {
    Value order = state.node(whole).fields().get(ORDER);
    String comparator = order == null || order.single() == null ? "" : order.single().type();
    return order == null || comparator.equals(NATURAL) ? 1 : comparator.equals(REVERSED) ? -1 : 0;
  }

  private boolean isInInsertionOrder(State state, Obj whole) {
    return !state.node(whole).fields().containsKey(ORDER)
        && (interpreter.program().isSubtype(whole.type(), "java/util/LinkedHashMap")
            || interpreter.program().isSubtype(whole.type(), "java/util/LinkedHashSet"));
  }

  private boolean isReversed(State state, Value container) {
    Obj only = container.single();
    Map<String, Value> fields = only == null ? Map.of() : state.node(only).fields();
    Value whole = fields.getOrDefault(Elements.OF, fields.get(Elements.KEYS_OF));
    return whole != null && fields.containsKey(REVERSE) != isReversed(state, whole);
  }

  /** Returns whether a key is among those that a view of a sorted map or set shows. */
  Types.Answer isInRange(State state, Value view, Value key) {
    Obj whole = elements.behind(state, view).single();
    boolean isSorted = whole != null && isSorted(whole) && direction(state, whole) != 0;
    if (!isSorted) {
      return Types.Answer.MAYBE;
    }
    int direction = direction(state, whole) * (isReversed(state, view) ? -1 : 1);
    return KeyRange.contains(state, state.node(view.single()).fields(), key, direction);
  }

  /** Returns what is under all keys of a range, null if it isn't known which these are. */
  Value heldInRange(State state, Value view) {
    Map<String, Value> keys = byField(state, view);
    Obj whole = elements.behind(state, view).single();
    return keys == null || whole == null
        ? null
        : keys.keySet().stream()
            .map(field -> state.node(whole).fields().getOrDefault(field, Strand.NOTHING))
            .reduce(Strand.NOTHING, Strand::either);
  }

  /** Returns the keys that a range of a sorted map shows, null if it is none or not known. */
  Value keysInRange(State state, Obj view) {
    boolean isRange = KeyRange.isRange(state.node(view).fields());
    Map<String, Value> keys = isRange ? byField(state, Value.of(view)) : null;
    return keys == null ? null : keys.values().stream().reduce(Strand.NOTHING, Strand::either);
  }

  /**
   * Returns the key next to a value: {@link Value#NULL} where there is none, null if that is not
   * known.
   *
   * @param relation {@code floor}, {@code ceiling}, {@code lower} or {@code higher}
   */
  Value next(State state, Value container, Value to, String relation) {
    List<Value> keys = inOrder(state, container);
    Obj whole = elements.behind(state, container).single();
    if (keys == null || !isSorted(whole) || !KeyRange.areComparable(state, List.of(to))) {
      return null;
    }
    List<Value> all = new ArrayList<>(keys);
    all.add(to);
    if (!KeyRange.areComparable(state, all)) {
      return null;
    }
    int direction = direction(state, whole) * (isReversed(state, container) ? -1 : 1);
    boolean isBelow = relation.equals("floor") || relation.equals("lower");
    boolean isInclusive = relation.equals("floor") || relation.equals("ceiling");
    if (isBelow) {
      Collections.reverse(keys);
    }
    for (Value key : keys) {
      int sign = Integer.signum(KeyRange.compare(state, key, to)) * direction * (isBelow ? -1 : 1);
      if (sign > 0 || sign == 0 && isInclusive) {
        return key;
      }
    }
    return Value.NULL;
  }
}
