package dev.pagewarden.detectors.flow.interp;

import dev.pagewarden.detectors.flow.state.Memory;
import dev.pagewarden.detectors.flow.state.Obj;
import dev.pagewarden.detectors.flow.state.State;
import dev.pagewarden.detectors.flow.state.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.objectweb.asm.Type;

/** The operations of the model language on containers whose elements have places. */
final class Containers {
  private static final Type OBJECT = Type.getObjectType("java/lang/Object");

  private final Interpreter interpreter;
  private final Memory memory;
  private final ModelRun run;
  private final Elements elements;
  private final Members members;
  private final Removals removals;
  private final Filling filling;
  private final Copies copies;
  private final Transfers transfers;

  Containers(Interpreter interpreter, ModelRun run) {
    this.interpreter = interpreter;
    this.memory = interpreter.memory();
    this.run = run;
    this.elements = run.elements();
    this.members = new Members(interpreter, elements);
    this.removals = new Removals(interpreter, elements, this);
    this.filling = new Filling(interpreter, run, this);
    this.copies = new Copies(interpreter, run, this);
    this.transfers = new Transfers(interpreter, run, this);
  }

  List<Strand> run(Strand at, String operation, List<Value> arguments) {
    Value container = arguments.get(0);
    if (operation.equals("end")) {
      Integer size = sizeOf(at.state(), container);
      boolean isKnown = size != null && size > 0;
      return elements.read(at, container, isKnown ? Value.number(size - 1) : Value.TOP);
    }
    if (operation.equals("addAll")) {
      return addAll(at, container, arguments.subList(1, arguments.size()));
    }
    if (operation.equals("putAll")) {
      return filling.putAll(at, container, arguments.get(1));
    }
    if (operation.equals("toArray")) {
      return transfers.toArray(at, container, arguments.get(1));
    }
    if (operation.equals("empty")) {
      return isEmpty(at, container);
    }
    if (operation.equals("take")) {
      List<Strand> taken = elements.read(at, container, arguments.get(1));
      taken.forEach(strand -> removeAt(strand.state(), container, arguments.get(1)));
      return taken;
    }
    return List.of(at.with(change(at.state(), operation, container, arguments)));
  }

  private Value change(State state, String operation, Value container, List<Value> arguments) {
    Value second = arguments.size() > 1 ? arguments.get(1) : Value.TOP;
    Value third = arguments.size() > 2 ? arguments.get(2) : Value.TOP;
    switch (operation) {
      case "append" ->
          arguments.subList(1, arguments.size()).forEach(e -> append(state, container, e));
      case "prepend" -> insert(state, container, Value.number(0), second);
      case "insert" -> insert(state, container, second, third);
      case "reverse" -> rearrange(state, container, Collections::reverse);
      case "swap" -> swap(state, container, second, third);
      case "mix" -> mix(state, container);
      case "clear" -> removals.clear(state, container);
      case "drop" -> removals.drop(state, container, second);
      case "discard" -> removals.discard(state, container, second);
      case "lead" -> elements.entries().keys().lead(state, container, second);
      case "rotate" -> rotate(state, container, second);
      case "move" -> transfers.move(state, arguments);
      case "fill" -> transfers.fill(state, arguments);
      case "cut" -> cut(state, container, second, third);
      case "first", "last" -> {
        return takeEnd(state, container, operation.equals("first"));
      }
      case "any" -> {
        Obj queue = members.setBehind(state, container);
        return queue == null ? takeEnd(state, container, true) : members.removeAny(state, queue);
      }
      case "size" -> {
        Integer size = sizeOf(state, container);
        return size == null ? Value.TOP : Value.number(size);
      }
      case "list" -> {
        return copies.list(state, container);
      }
      case "array" -> {
        return copies.array(state, container);
      }
      case "pick" -> {
        return copies.pick(state, container, second);
      }
      case "range" -> {
        return copies.range(state, container, second, third);
      }
      default -> {
        return copies.copy(state, container);
      }
    }
    return container;
  }

  /** Returns what makes containers of others' elements. */
  Copies copies() {
    return copies;
  }

  /** Returns what takes elements out of containers. */
  Removals removals() {
    return removals;
  }

  private Integer sizeOf(State state, Value container) {
    Obj view = container.single();
    if (view == null) {
      return null;
    }
    Map<String, Value> fields = state.node(view).fields();
    if (fields.containsKey(Elements.FROM)) {
      Integer from = fields.get(Elements.FROM).intConstant();
      Integer to = fields.getOrDefault(Elements.TO, Value.TOP).intConstant();
      return from == null || to == null ? null : Integer.valueOf(to - from);
    }
    Obj only = elements.behind(state, container).single();
    if (only == null || !elements.isPlain(state, only)) {
      return null;
    }
    if (fields.containsKey(Elements.PART)) {
      List<Value> shown = elements.entries().keys().inOrder(state, container);
      return shown == null ? null : Integer.valueOf(shown.size());
    }
    return Places.size(memory, state, only);
  }

  /**
   * Asks whether a container has no elements; where that is not known of one that holds something
   * imported, each answer is a way of its own.
   */
  private List<Strand> isEmpty(Strand at, Value container) {
    Integer size = sizeOf(at.state(), container);
    if (size != null) {
      return List.of(at.with(Value.number(size == 0 ? 1 : 0)));
    }
    Obj only = container.single();
    boolean isApart =
        only != null
            && Memory.isMade(only)
            && at.state().node(only).single()
            && elements.isPlain(at.state(), only)
            && memory.readAll(at.state(), container, OBJECT).hasImported();
    if (!isApart) {
      return List.of(at.with(Value.TOP));
    }
    State empty = at.state().copy();
    empty.setNode(only, empty.node(only).cleared());
    return List.of(at.in(empty, Value.number(1)), at.with(Value.number(0)));
  }

  /** Returns the elements by place that a container or a part of one shows, null if not known. */
  List<Value> shown(State state, Value container) {
    Obj view = container.single();
    Map<String, Value> fields = view == null ? Map.of() : state.node(view).fields();
    if (!fields.containsKey(Elements.FROM)) {
      List<Value> places = placesOf(state, container);
      return places == null && isOfMembers(view, fields)
          ? elements.entries().keys().inOrder(state, container)
          : places;
    }
    Integer from = fields.get(Elements.FROM).intConstant();
    Integer to = fields.getOrDefault(Elements.TO, Value.TOP).intConstant();
    List<Value> places = placesOf(state, fields.getOrDefault(Elements.OF, Value.TOP));
    boolean isKnown = places != null && from != null && to != null && to <= places.size();
    return isKnown && from <= to ? new ArrayList<>(places.subList(from, to)) : null;
  }

  /** Returns whether a container shows the members of a set or the keys of a map. */
  private boolean isOfMembers(Obj view, Map<String, Value> fields) {
    return fields.containsKey(Elements.KEYS_OF)
        || view != null
            && !fields.containsKey(Elements.ENTRIES_OF)
            && interpreter.program().isSubtype(view.type(), "java/util/Set");
  }

  /** Returns the elements of a container by place, null if their places aren't known. */
  List<Value> placesOf(State state, Value container) {
    Obj only = elements.behind(state, container).single();
    boolean isPart =
        container.single() != null
            && state.node(container.single()).fields().containsKey(Elements.FROM);
    boolean isKnown = only != null && !isPart && elements.isPlain(state, only);
    return isKnown ? Places.of(memory, state, only) : null;
  }

  /** Changes the order or number of elements; where places aren't known, they are still not. */
  private void rearrange(State state, Value container, Consumer<List<Value>> change) {
    List<Value> places = placesOf(state, container);
    if (places == null) {
      mix(state, container);
    } else {
      change.accept(places);
      Places.set(state, elements.behind(state, container).single(), places);
    }
  }

  void mix(State state, Value container) {
    elements.behind(state, container).refs().keySet().forEach(obj -> memory.mix(state, obj));
  }

  private void append(State state, Value container, Value element) {
    Obj set = members.setBehind(state, container);
    if (set != null) {
      members.include(state, set, run.asStored(element));
      return;
    }
    List<Value> places = placesOf(state, container);
    if (places == null || places.size() >= Places.MAX) {
      addSomewhere(state, container, element);
    } else {
      insert(state, container, Value.number(places.size()), element);
    }
  }

  /** Adds another container's elements, in their order where that is known. */
  private List<Strand> addAll(Strand at, Value container, List<Value> arguments) {
    Value other = arguments.get(0);
    List<Value> places = shown(at.state(), other);
    Integer index = arguments.size() > 1 ? arguments.get(1).intConstant() : null;
    if (places != null && arguments.size() == 1) {
      places.forEach(element -> append(at.state(), container, element));
      return List.of(at.with(container));
    }
    if (places != null && index != null) {
      for (int i = 0; i < places.size(); i++) {
        insert(at.state(), container, Value.number(index + i), places.get(i));
      }
      return List.of(at.with(container));
    }
    if (arguments.size() > 1) {
      mix(at.state(), container);
    }
    if (members.setBehind(at.state(), container) != null) {
      List<Value> each = members.of(at.state(), other);
      if (each != null) {
        each.forEach(element -> append(at.state(), container, element));
        return List.of(at.with(container));
      }
    }
    return elements.read(at, other, Value.TOP).stream()
        .map(
            read -> {
              addSomewhere(read.state(), container, read.value());
              return read.with(container);
            })
        .toList();
  }

  private void insert(State state, Value container, Value index, Value element) {
    List<Value> places = placesOf(state, container);
    Integer at = index.intConstant();
    boolean isPlaced =
        places != null && at != null && at <= places.size() && places.size() < Places.MAX;
    if (!isPlaced) {
      mix(state, container);
      addSomewhere(state, container, element);
    } else if (element != Strand.NOTHING) {
      places.add(at, stored(container, element));
      Places.set(state, elements.behind(state, container).single(), places);
    }
  }

  /** Returns an element as it is kept; that it is in a stream is no step of its way. */
  private Value stored(Value container, Value element) {
    boolean isStream =
        container.refs().keySet().stream()
            .allMatch(
                obj -> interpreter.program().isSubtype(obj.type(), "java/util/stream/BaseStream"));
    return isStream ? element : run.asStored(element);
  }

  /** Adds an element without a known place; those that have one keep it. */
  void addSomewhere(State state, Value container, Value element) {
    for (Obj obj : elements.behind(state, container).refs().keySet()) {
      if (element == Value.TOP) {
        Stores.markOpaque(state, obj);
      } else if (element != Strand.NOTHING) {
        memory.add(state, obj, Memory.ANY, stored(container, element));
      }
      state.setNode(obj, state.node(obj).with(Places.SIZE, Value.TOP));
    }
  }

  private void removeAt(State state, Value container, Value index) {
    Integer at = index.intConstant();
    rearrange(
        state,
        container,
        places -> {
          if (at != null && at < places.size()) {
            places.remove((int) at);
          }
        });
    if (at == null) {
      mix(state, container);
    }
  }

  /** Removes some elements from a place on. */
  private void cut(State state, Value container, Value from, Value count) {
    Integer first = from.intConstant();
    Integer number = count.intConstant();
    rearrange(
        state,
        container,
        places -> {
          boolean isKnown = first != null && number != null && first + number <= places.size();
          if (isKnown) {
            places.subList(first, first + number).clear();
          }
        });
    if (first == null || number == null) {
      mix(state, container);
    }
  }

  private Value takeEnd(State state, Value container, boolean first) {
    List<Value> places = placesOf(state, container);
    if (places != null && places.isEmpty()) {
      return Strand.NOTHING;
    }
    if (places == null) {
      mix(state, container);
      Value behind = elements.behind(state, container);
      return behind.refs().isEmpty()
          ? Value.TOP
          : interpreter.readElement(state, behind, Value.TOP, OBJECT);
    }
    Value taken = places.remove(first ? 0 : places.size() - 1);
    Places.set(state, elements.behind(state, container).single(), places);
    return taken;
  }

  private void rotate(State state, Value container, Value distance) {
    if (distance.intConstant() == null) {
      mix(state, container);
    } else {
      rearrange(state, container, places -> Collections.rotate(places, distance.intConstant()));
    }
  }

  private void swap(State state, Value container, Value a, Value b) {
    boolean isKnown = a.intConstant() != null && b.intConstant() != null;
    rearrange(
        state,
        container,
        places -> {
          if (isKnown && Math.max(a.intConstant(), b.intConstant()) < places.size()) {
            Collections.swap(places, a.intConstant(), b.intConstant());
          }
        });
    if (!isKnown) {
      mix(state, container);
    }
  }
}
