package dev.pagewarden.detectors.flow.interp;

import dev.pagewarden.detectors.flow.state.Memory;
import dev.pagewarden.detectors.flow.state.Node;
import dev.pagewarden.detectors.flow.state.Obj;
import dev.pagewarden.detectors.flow.state.State;
import dev.pagewarden.detectors.flow.state.Value;
import java.util.List;
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

  Containers(Interpreter interpreter, Site site) {
    this.interpreter = interpreter;
    this.memory = interpreter.memory();
    this.site = site;
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
      case "array" -> {
        Value array = interpreter.make(site, 47, "[Ljava/lang/Object;", state);
        if (container != Value.TOP) {
          memory.addElement(state, array, container);
        }
        return array;
      }
      default -> {
        return copy(state, container);
      }
    }
    return container;
  }

  private void append(State state, Value container, Value element) {
    Value value = element.trace(t -> t.then("Put into a container at", site.location()));
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
  private static Integer sizeOf(State state, Obj container) {
    Node node = state.node(container);
    Value size = node.fields().get(SIZE);
    if (size != null) {
      return size.intConstant();
    }
    boolean empty = node.fields().keySet().stream().noneMatch(field -> field.startsWith("["));
    return container.kind() == Obj.Kind.MADE && empty ? 0 : null;
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
