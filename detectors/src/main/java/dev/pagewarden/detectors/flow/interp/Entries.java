package dev.pagewarden.detectors.flow.interp;

import dev.pagewarden.detectors.flow.state.Node;
import dev.pagewarden.detectors.flow.state.State;
import dev.pagewarden.detectors.flow.state.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The entries of maps: one for each key as long as all keys are known, else one that stands for
 * all. Either is a view of the map.
 */
final class Entries {
  private static final String ENTRY = "java/util/AbstractMap$SimpleEntry";
  private static final int ENTRY_PLACE = 45;
  private static final int FIRST_PLACE = 70;

  private final Interpreter interpreter;
  private final ModelRun run;
  private final Keys keys;

  Entries(Interpreter interpreter, ModelRun run, Elements elements) {
    this.interpreter = interpreter;
    this.run = run;
    this.keys = new Keys(interpreter, elements);
  }

  /** Makes the entries of a map that has some. */
  Value of(State state, Value map) {
    Map<String, Value> known = keys.byField(state, map);
    return known == null
        ? any(state, map)
        : make(state, map, List.copyOf(known.values())).stream()
            .reduce(Strand.NOTHING, Strand::either);
  }

  /** Makes an entry that stands for any of a map's. */
  private Value any(State state, Value map) {
    Value entry = Fresh.object(run.site(), ENTRY_PLACE, ENTRY, state);
    Node node = Node.EMPTY.with(Elements.OF, map).with("#map", map);
    state.setNode(entry.single(), node.with(Elements.PART, Value.number(1)).shared());
    return entry;
  }

  /**
   * Makes a list of a map's entries or a set's members in their order; nothing where that is not
   * known.
   */
  Value inOrder(State state, Value container) {
    List<Value> known = keys.inOrder(state, container);
    return known == null ? Strand.NOTHING : list(state, container, known);
  }

  /** Makes such a list on a way for each order in which they can come. */
  List<Strand> orders(Strand at, Value container) {
    List<List<Value>> orders = keys.orders(at.state(), container);
    if (orders.isEmpty()) {
      return List.of(at.with(Strand.NOTHING));
    }
    List<Strand> strands = new ArrayList<>();
    for (List<Value> order : orders) {
      State way = at.state().copy();
      Value list = list(way, container, orders.get(0));
      List<Value> held = Places.of(interpreter.memory(), way, list.single());
      List<Value> inOrder = order.stream().map(orders.get(0)::indexOf).map(held::get).toList();
      Places.set(way, list.single(), inOrder);
      strands.add(at.in(way, list));
    }
    return strands;
  }

  private Value list(State state, Value container, List<Value> of) {
    boolean isMap = isMap(container);
    Value list = Fresh.object(run.site(), ENTRY_PLACE, "java/util/ArrayList", state);
    Places.set(state, list.single(), isMap ? make(state, container, of) : of);
    return list;
  }

  /** Returns the entry of a map, or the member of a set, that is next to a key. */
  List<Strand> next(Strand at, Value container, Value to, String relation, Value any) {
    Value key = keys.next(at.state(), container, to, relation);
    if (key != null && !key.isNull()) {
      return List.of(at.with(isMap(container) ? at(at.state(), container, key) : key));
    }
    if (key != null || any == Strand.NOTHING) {
      return List.of(at.with(Value.NULL));
    }
    return List.of(at.with((isMap(container) ? any(at.state(), container) : any).orNull()));
  }

  private boolean isMap(Value container) {
    return container.refs().keySet().stream()
        .allMatch(obj -> interpreter.program().isSubtype(obj.type(), "java/util/Map"));
  }

  private List<Value> make(State state, Value map, List<Value> of) {
    List<Value> made = new ArrayList<>();
    for (Value key : of) {
      made.add(make(state, map, key, FIRST_PLACE + made.size()));
    }
    return made;
  }

  private Value make(State state, Value map, Value key, int place) {
    Value entry = Fresh.object(run.site(), place, ENTRY, state);
    Node node = Node.EMPTY.with(Elements.OF, map).with("#map", map);
    state.setNode(entry.single(), node.with(Elements.AT, key).with(Places.KEYS, key));
    return entry;
  }

  /** Makes the entry of a map for a key. */
  Value at(State state, Value map, Value key) {
    return make(state, map, key, FIRST_PLACE);
  }

  /** Returns the keys of maps and members of sets. */
  Keys keys() {
    return keys;
  }
}
