package dev.pagewarden.detectors.flow.interp;

import dev.pagewarden.detectors.flow.state.Memory;
import dev.pagewarden.detectors.flow.state.Node;
import dev.pagewarden.detectors.flow.state.Obj;
import dev.pagewarden.detectors.flow.state.State;
import dev.pagewarden.detectors.flow.state.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The operation of the model language that fills a map from another or from pairs. */
final class Filling {
  private final Memory memory;
  private final ModelRun run;
  private final Elements elements;
  private final Containers containers;
  private final ObjectKeys objectKeys;

  Filling(Interpreter interpreter, ModelRun run, Containers containers) {
    this.memory = interpreter.memory();
    this.run = run;
    this.elements = run.elements();
    this.containers = containers;
    this.objectKeys = new ObjectKeys(interpreter);
  }

  /** Puts what another map holds under the same keys. */
  List<Strand> putAll(Strand at, Value map, Value other) {
    Obj array = other.single();
    if (array != null && array.type().startsWith("[")) {
      return putPairs(at, map, other);
    }
    List<Strand> strands = new ArrayList<>();
    for (Strand keyed : elements.part(at, other, "keys")) {
      addKey(keyed.state(), elements.behind(keyed.state(), map), keyed.value());
      Obj only = elements.behind(keyed.state(), other).single();
      if (only != null && elements.isPlain(keyed.state(), only)) {
        pour(keyed.state(), map, only);
        strands.add(keyed.with(map));
      } else {
        for (Strand read : elements.read(keyed, other, Value.TOP)) {
          containers.addSomewhere(read.state(), map, read.value());
          strands.add(read.with(map));
        }
      }
    }
    return strands;
  }

  /** Puts pairs, the elements of an array, into a map: each value under its own key. */
  private List<Strand> putPairs(Strand at, Value map, Value array) {
    List<Value> places = containers.placesOf(at.state(), array);
    if (places == null) {
      return elements.read(at, array, Value.TOP).stream()
          .flatMap(read -> putPair(read, map, read.value()).stream())
          .toList();
    }
    List<Strand> strands = List.of(at.with(map));
    for (Value pair : places) {
      strands = strands.stream().flatMap(way -> putPair(way, map, pair).stream()).toList();
    }
    return strands;
  }

  private List<Strand> putPair(Strand at, Value map, Value pair) {
    List<Strand> strands = new ArrayList<>();
    for (Strand keyed : elements.part(at, pair, "first")) {
      Value key = keyed.value();
      for (Strand valued : elements.part(keyed, pair, "second")) {
        State state = valued.state();
        addKey(state, map, key);
        String field = objectKeys.fieldFor(state, map, key);
        if (field.equals(Memory.ANY) || Strand.isNone(valued.value())) {
          containers.addSomewhere(state, map, valued.value());
        } else {
          memory.write(state, map, field, run.asStored(valued.value()));
        }
        strands.add(valued.with(map));
      }
    }
    return strands;
  }

  private void addKey(State state, Value map, Value key) {
    if (!Strand.isNone(key)) {
      map.refs().keySet().forEach(obj -> memory.add(state, obj, Places.KEYS, key));
    }
  }

  private void pour(State state, Value map, Obj other) {
    Node from = state.node(other);
    Value keys = from.fields().getOrDefault(Places.KEYS, Value.TOP);
    Set<String> sure = new HashSet<>();
    keys.refs().keySet().forEach(key -> sure.add(objectKeys.fieldFor(state, map, Value.of(key))));
    for (Map.Entry<String, Value> field : from.fields().entrySet()) {
      String name = field.getKey();
      boolean isPlaced =
          !name.equals(Memory.ANY)
              && from.single()
              && (!Memory.isNamedObject(name) || sure.contains(name));
      if (name.startsWith("[") && isPlaced) {
        memory.write(state, map, name, run.asStored(field.getValue()));
      } else if (name.startsWith("[")) {
        containers.addSomewhere(state, map, field.getValue());
      }
    }
  }
}
