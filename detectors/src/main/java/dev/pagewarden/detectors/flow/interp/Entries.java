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

/**
 * The entries of maps: one for each key as long as all keys are known, else one that stands for
 * all. Either is a view of the map.
 */
final class Entries {
  private static final String ENTRY = "java/util/AbstractMap$SimpleEntry";
  private static final String ORDER = "#order";

  /** The entries of maps with more keys are not told apart. */
  private static final int MAX = 8;

  private static final int ENTRY_PLACE = 45;
  private static final int FIRST_PLACE = 70;

  private final Interpreter interpreter;
  private final ModelRun run;
  private final Elements elements;

  Entries(Interpreter interpreter, ModelRun run, Elements elements) {
    this.interpreter = interpreter;
    this.run = run;
    this.elements = elements;
  }

  /** Makes the entries of a map that has some. */
  Value of(State state, Value map) {
    Map<String, Value> keys = keysByField(state, map);
    if (keys == null) {
      Value entry = interpreter.make(run.site(), ENTRY_PLACE, ENTRY, state);
      Node node = Node.EMPTY.with(Elements.OF, map).with("#map", map);
      state.setNode(entry.single(), node.with(Elements.PART, Value.number(1)).shared());
      return entry;
    }
    return make(state, map, List.copyOf(keys.values())).stream().reduce(Value::join).orElseThrow();
  }

  /** Makes a list of a sorted map's entries in their order; nothing where that is not known. */
  Value sorted(State state, Value map) {
    Map<String, Value> keys = keysByField(state, map);
    if (keys == null || !isInNaturalOrder(state, map.single())) {
      return Strand.NOTHING;
    }
    List<Value> inOrder = new ArrayList<>(keys.values());
    List<Comparable<Object>> numbers = new ArrayList<>();
    inOrder.forEach(key -> numbers.add(comparable(state, key)));
    boolean isKnown =
        !numbers.contains(null) && numbers.stream().map(Object::getClass).distinct().count() == 1;
    if (!isKnown) {
      return Strand.NOTHING;
    }
    inOrder.sort((a, b) -> comparable(state, a).compareTo(comparable(state, b)));
    Value list = interpreter.make(run.site(), ENTRY_PLACE, "java/util/ArrayList", state);
    Places.set(state, list.single(), make(state, map, inOrder));
    return list;
  }

  private boolean isInNaturalOrder(State state, Obj map) {
    Map<String, Value> fields = state.node(map).fields();
    return interpreter.program().isSubtype(map.type(), "java/util/SortedMap")
        && !fields.containsKey(ORDER)
        && !fields.containsKey(Memory.OPAQUE);
  }

  @SuppressWarnings("unchecked")
  private static Comparable<Object> comparable(State state, Value key) {
    Obj only = key.single();
    if (only == null) {
      return null;
    }
    Value boxed = state.node(only).fields().get(Memory.NUMBER);
    Object constant = boxed == null ? only.identity() : boxed.number();
    boolean isKnown = boxed != null ? constant instanceof Number : constant instanceof String;
    return isKnown ? (Comparable<Object>) constant : null;
  }

  private List<Value> make(State state, Value map, List<Value> keys) {
    List<Value> made = new ArrayList<>();
    for (Value key : keys) {
      Value entry = interpreter.make(run.site(), FIRST_PLACE + made.size(), ENTRY, state);
      Node node = Node.EMPTY.with(Elements.OF, map).with("#map", map);
      state.setNode(entry.single(), node.with(Elements.AT, key).with(Places.KEYS, key));
      made.add(entry);
    }
    return made;
  }

  /** Returns the keys by the fields that hold what is under them; null if not all are known. */
  private Map<String, Value> keysByField(State state, Value map) {
    Obj only = map.single();
    if (only == null || !elements.isPlain(state, only)) {
      return null;
    }
    Node node = state.node(only);
    Value known = node.fields().get(Places.KEYS);
    List<String> held = node.fields().keySet().stream().filter(f -> f.startsWith("[")).toList();
    if (!node.single() || known == null || held.isEmpty() || held.size() > MAX) {
      return null;
    }
    Map<String, Value> keys = new LinkedHashMap<>();
    known
        .refs()
        .forEach(
            (obj, trace) -> {
              Value key = Value.of(obj, trace);
              String field = Memory.element(state, key);
              if (held.contains(field)) {
                keys.put(field, key);
              }
            });
    boolean isComplete = keys.keySet().containsAll(held) && !keys.containsKey(Memory.ANY);
    return isComplete ? keys : null;
  }
}
