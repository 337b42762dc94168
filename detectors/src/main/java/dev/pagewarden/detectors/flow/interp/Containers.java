package dev.pagewarden.detectors.flow.interp;

import dev.pagewarden.detectors.flow.state.Memory;
import dev.pagewarden.detectors.flow.state.Node;
import dev.pagewarden.detectors.flow.state.Obj;
import dev.pagewarden.detectors.flow.state.State;
import dev.pagewarden.detectors.flow.state.Value;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Type;

/** The operations of the model language on containers whose elements have places. */
final class Containers {
  private static final Type OBJECT = Type.getObjectType("java/lang/Object");
  private static final String SIZE = "#size";

  /** Elements beyond this many are no longer told apart by place. */
  private static final int MAX_PLACES = 24;

  private final Interpreter interpreter;
  private final Memory memory;
  private final Site site;
  private final Call call;

  Containers(Interpreter interpreter, Site site, Call call) {
    this.interpreter = interpreter;
    this.memory = interpreter.memory();
    this.site = site;
    this.call = call;
  }

  Value run(State state, String operation, List<Value> arguments) {
    Value container = arguments.get(0);
    switch (operation) {
      case "append" -> append(state, container, arguments.get(1));
      case "clear" -> clear(state, container);
      case "mix" -> container.refs().keySet().forEach(obj -> memory.mix(state, obj));
      case "prepend" -> {
        container.refs().keySet().forEach(obj -> memory.mix(state, obj));
        memory.addElement(state, container, arguments.get(1));
      }
      case "drop" -> drop(state, container, arguments.get(1));
      case "first" -> {
        return take(state, container, true);
      }
      case "last" -> {
        return take(state, container, false);
      }
      case "list" -> {
        return list(state, container);
      }
      case "size" -> {
        Integer size = container.single() == null ? null : sizeOf(state, container.single());
        return size == null ? Value.TOP : Value.number(size);
      }
      case "empty" -> {
        Integer size = container.single() == null ? null : sizeOf(state, container.single());
        return size == null ? Value.TOP : Value.number(size == 0 ? 1 : 0);
      }
      case "array" -> {
        Value array = interpreter.make(site, 47, "[Ljava/lang/Object;", state);
        boolean known = container != Value.TOP;
        Value element = known ? container : interpreter.freshUnknown(site, 45, OBJECT, state);
        memory.addElement(state, array, element);
        return array;
      }
      default -> {
        return copy(state, container);
      }
    }
    return container;
  }

  private void append(State state, Value container, Value element) {
    Value value = interpreter.steps().storedBy(site, call, element);
    Obj only = container.single();
    Integer size = only == null ? null : sizeOf(state, only);
    if (size == null || size >= MAX_PLACES || !state.node(only).single()) {
      for (Obj obj : container.refs().keySet()) {
        memory.add(state, obj, Memory.ANY, value);
        state.setNode(obj, state.node(obj).with(SIZE, Value.TOP));
      }
      return;
    }
    memory.write(state, container, "[" + size + "]", value);
    state.setNode(only, state.node(only).with(SIZE, Value.number(size + 1)));
  }

  /** Returns how many elements a container has, null if that isn't known. */
  private Integer sizeOf(State state, Obj container) {
    memory.materialise(state, container);
    Node node = state.node(container);
    Value size = node.fields().get(SIZE);
    if (size != null) {
      return size.intConstant();
    }
    boolean empty = node.fields().keySet().stream().noneMatch(field -> field.startsWith("["));
    return container.kind() == Obj.Kind.MADE && empty ? 0 : null;
  }

  /** Removes the element with a key, where that is known. */
  private void drop(State state, Value container, Value key) {
    Obj only = container.single();
    String field = Memory.element(state, key);
    if (only != null && state.node(only).single() && !field.equals(Memory.ANY)) {
      memory.materialise(state, only);
      if (state.node(only).fields().containsKey(field)) {
        state.setNode(only, state.node(only).without(field));
      }
    }
  }

  /** Removes and returns the first or last element. */
  private Value take(State state, Value container, boolean first) {
    Obj only = container.single();
    Integer size = only == null ? null : sizeOf(state, only);
    boolean placed =
        size != null
            && size > 0
            && state.node(only).single()
            && !state.node(only).fields().containsKey(Memory.ANY);
    if (!placed) {
      container.refs().keySet().forEach(obj -> memory.mix(state, obj));
      return interpreter.readElement(state, container, Value.TOP, OBJECT);
    }
    Node node = state.node(only);
    Value taken = node.fields().getOrDefault("[" + (first ? 0 : size - 1) + "]", Value.NULL);
    for (int i = first ? 1 : size; i < size; i++) {
      node = node.with("[" + (i - 1) + "]", node.fields().getOrDefault("[" + i + "]", Value.NULL));
    }
    node = node.without("[" + (size - 1) + "]").with(SIZE, Value.number(size - 1));
    state.setNode(only, node);
    return taken;
  }

  /** Makes a list of an array's elements. */
  private Value list(State state, Value array) {
    Value list = interpreter.make(site, 46, "java/util/ArrayList", state);
    Node node = Node.EMPTY;
    Obj only = array.single();
    if (only == null) {
      Value all = interpreter.readElement(state, array, Value.TOP, OBJECT);
      state.setNode(list.single(), node.with(Memory.ANY, all).with(SIZE, Value.TOP));
      return list;
    }
    memory.materialise(state, only);
    for (Map.Entry<String, Value> field : state.node(only).fields().entrySet()) {
      if (field.getKey().startsWith("[")) {
        node = node.with(field.getKey(), field.getValue());
      }
    }
    Value length = state.node(only).fields().getOrDefault("#length", Value.TOP);
    state.setNode(list.single(), node.with(SIZE, length));
    return list;
  }

  private static void clear(State state, Value container) {
    Obj only = container.single();
    if (only != null && state.node(only).single()) {
      state.setNode(only, state.node(only).cleared());
    }
  }

  /** Makes a container of the same class with the same elements. */
  private Value copy(State state, Value container) {
    Value copies = null;
    int place = 48;
    for (Obj obj : container.refs().keySet()) {
      memory.materialise(state, obj);
      Node node = state.node(obj);
      if (obj.kind() != Obj.Kind.MADE) {
        memory.readAll(state, Value.of(obj), OBJECT);
        node = state.node(obj);
      }
      Value copy =
          interpreter.make(
              site, Math.min(place++, 60), interpreter.types().typeOf(state, obj), state);
      state.setNode(copy.single(), new Node(node.fields(), true, null));
      copies = copies == null ? copy : copies.join(copy);
    }
    return copies == null ? Value.TOP : copies;
  }
}
