package dev.pagewarden.detectors.flow.interp;

import dev.pagewarden.detectors.flow.state.Memory;
import dev.pagewarden.detectors.flow.state.Obj;
import dev.pagewarden.detectors.flow.state.State;
import dev.pagewarden.detectors.flow.state.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.objectweb.asm.Type;

/** The operations of the model language that put elements at several places of a list or array. */
final class Transfers {
  private static final Type OBJECT = Type.getObjectType("java/lang/Object");
  private static final int ARRAY_PLACE = 43;

  private final Interpreter interpreter;
  private final Memory memory;
  private final ModelRun run;
  private final Containers containers;

  Transfers(Interpreter interpreter, ModelRun run, Containers containers) {
    this.interpreter = interpreter;
    this.memory = interpreter.memory();
    this.run = run;
    this.containers = containers;
  }

  /** What System.arraycopy does: source, position, target, position, length. */
  void move(State state, List<Value> arguments) {
    List<Value> from = containers.placesOf(state, arguments.get(0));
    List<Value> to = containers.placesOf(state, arguments.get(2));
    Integer source = arguments.get(1).intConstant();
    Integer target = arguments.get(3).intConstant();
    Integer length = arguments.get(4).intConstant();
    boolean isKnown =
        from != null && to != null && source != null && target != null && length != null;
    if (isKnown && source + length <= from.size() && target + length <= to.size()) {
      List<Value> moved = List.copyOf(from.subList(source, source + length));
      for (int i = 0; i < length; i++) {
        to.set(target + i, moved.get(i));
      }
      set(state, arguments.get(2), to);
      return;
    }
    Value all = interpreter.readElement(state, arguments.get(0), Value.TOP, OBJECT);
    if (!all.refs().isEmpty()) {
      memory.addElement(state, arguments.get(2), run.asStored(all));
    }
  }

  private void set(State state, Value container, List<Value> places) {
    Places.set(state, run.elements().behind(state, container).single(), places);
  }

  /** Puts the same at all places from one to another: container, first place, end, element. */
  void fill(State state, List<Value> arguments) {
    Value container = arguments.get(0);
    Integer from = arguments.get(1).intConstant();
    Integer to = arguments.get(2).intConstant();
    Value element = run.asStored(arguments.get(3));
    List<Value> places =
        from == null || to == null ? null : placesToFill(state, container, from, to);
    if (places == null) {
      memory.addElement(state, run.elements().behind(state, container), element);
      return;
    }
    for (int i = from; i < to; i++) {
      places.set(i, element);
    }
    set(state, container, places);
  }

  /** Returns what stands where; null if that isn't known of those places that are not filled. */
  private List<Value> placesToFill(State state, Value container, int from, int to) {
    Obj only = run.elements().behind(state, container).single();
    Integer size = only == null ? null : Places.size(memory, state, only);
    boolean isWhole = size != null && from == 0 && to == size && size <= Places.MAX;
    if (isWhole && state.node(only).single()) {
      return new ArrayList<>(Collections.nCopies(size, Value.NULL));
    }
    List<Value> places = containers.placesOf(state, container);
    return places == null || to > places.size() ? null : places;
  }

  /** Puts a collection's elements into an array, or a new one of its class if it is too short. */
  List<Strand> toArray(Strand at, Value array, Value collection) {
    State state = at.state();
    Obj only = array.single();
    List<Value> places = containers.shown(state, collection);
    boolean isKnown = places != null && only != null && only.kind() == Obj.Kind.MADE;
    Integer length = isKnown ? Places.size(memory, state, only) : null;
    if (length != null && length < places.size()) {
      Value made = Fresh.object(run.site(), ARRAY_PLACE, only.type(), state);
      Places.set(state, made.single(), stored(places));
      return List.of(at.with(made));
    }
    List<Value> before = length == null ? null : Places.of(memory, state, only);
    if (before != null) {
      List<Value> after = new ArrayList<>(stored(places));
      after.addAll(before.subList(places.size(), before.size()));
      Places.set(state, only, after);
      return List.of(at.with(array));
    }
    List<Strand> strands = new ArrayList<>();
    for (Strand read : run.elements().read(at, collection, Value.TOP)) {
      for (Obj obj : array.refs().keySet()) {
        containers.addSomewhere(read.state(), Value.of(obj), read.value());
        Places.forget(memory, read.state(), obj);
      }
      strands.add(read.with(array));
    }
    return strands;
  }

  private List<Value> stored(List<Value> places) {
    return places.stream().map(run::asStored).toList();
  }
}
