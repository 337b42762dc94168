package dev.pagewarden.detectors.flow.interp;

import dev.pagewarden.detectors.flow.state.Memory;
import dev.pagewarden.detectors.flow.state.Node;
import dev.pagewarden.detectors.flow.state.Obj;
import dev.pagewarden.detectors.flow.state.State;
import dev.pagewarden.detectors.flow.state.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The operation of the model language that fills a map from another or from pairs. */
final class Filling {
  private final Memory memory;
  private final ModelRun run;
  private final Elements elements;
  private final Containers containers;

  Filling(Interpreter interpreter, ModelRun run, Containers containers) {
    this.memory = interpreter.memory();
    this.run = run;
    this.elements = run.elements();
    this.containers = containers;
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
        pour(keyed.state(), map, keyed.state().node(only));
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
        String field = Memory.element(state, key);
        addKey(state, map, key);
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

  private void pour(State state, Value map, Node from) {
    for (Map.Entry<String, Value> field : from.fields().entrySet()) {
      if (field.getKey().equals(Memory.ANY) || field.getKey().startsWith("[") && !from.single()) {
        containers.addSomewhere(state, map, field.getValue());
      } else if (field.getKey().startsWith("[")) {
        memory.write(state, map, field.getKey(), run.asStored(field.getValue()));
      }
    }
  }
}
