package dev.pagewarden.detectors.flow.interp;

import dev.pagewarden.detectors.flow.state.Memory;
import dev.pagewarden.detectors.flow.state.Node;
import dev.pagewarden.detectors.flow.state.Obj;
import dev.pagewarden.detectors.flow.state.State;
import dev.pagewarden.detectors.flow.state.Value;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Type;

/** Makes containers of what others hold. */
final class Copies {
  private static final Type OBJECT = Type.getObjectType("java/lang/Object");
  private static final int LIST_PLACE = 46;
  private static final int ARRAY_PLACE = 47;
  private static final int FIRST_COPY_PLACE = 48;
  private static final int LAST_COPY_PLACE = 60;

  private final Interpreter interpreter;
  private final Memory memory;
  private final ModelRun run;
  private final Containers containers;

  Copies(Interpreter interpreter, ModelRun run, Containers containers) {
    this.interpreter = interpreter;
    this.memory = interpreter.memory();
    this.run = run;
    this.containers = containers;
  }

  /** Makes an array that holds a value, or what is unknown. */
  Value array(State state, Value held) {
    Value array = Fresh.object(run.site(), ARRAY_PLACE, "[Ljava/lang/Object;", state);
    boolean isUnknown = held == Value.TOP;
    Value element = isUnknown ? Fresh.unknown(run.site(), 44, OBJECT, state) : held;
    if (held != Strand.NOTHING) {
      memory.addElement(state, array, element);
    }
    return array;
  }

  /** Makes a list of the elements of an array or another list. */
  Value list(State state, Value array) {
    Value list = Fresh.object(run.site(), LIST_PLACE, "java/util/ArrayList", state);
    List<Value> places = containers.placesOf(state, array);
    if (places != null) {
      Places.set(state, list.single(), places);
    } else if (!array.refs().isEmpty()) {
      Value behind = run.elements().behind(state, array);
      Value all = interpreter.readElement(state, behind, Value.TOP, OBJECT);
      Node node = Node.EMPTY.with(Places.SIZE, Value.TOP);
      state.setNode(list.single(), all.isNull() ? node : node.with(Memory.ANY, all));
    }
    return list;
  }

  /** Makes a list of given elements. */
  Value listOf(State state, List<Value> values) {
    Value list = Fresh.object(run.site(), LIST_PLACE, "java/util/ArrayList", state);
    Places.set(state, list.single(), values);
    return list;
  }

  /** Makes a list of the elements at the places that numbers in another container name. */
  Value pick(State state, Value container, Value numbers) {
    List<Value> places = containers.placesOf(state, container);
    List<Value> order = containers.placesOf(state, numbers);
    List<Value> picked = new ArrayList<>();
    for (Value number : order == null ? List.<Value>of() : order) {
      Integer index = number.intConstant();
      if (places != null && index != null && index < places.size()) {
        picked.add(places.get(index));
      }
    }
    return listOf(state, picked);
  }

  /** Makes a container of the same class with the elements from one place to another. */
  Value range(State state, Value container, Value from, Value to) {
    List<Value> places = containers.placesOf(state, container);
    Value copy = copy(state, container);
    boolean isKnown =
        places != null
            && from.intConstant() != null
            && to.intConstant() != null
            && from.intConstant() <= Math.min(places.size(), to.intConstant())
            && to.intConstant() <= Places.MAX;
    if (isKnown) {
      while (places.size() < to.intConstant()) {
        places.add(Value.NULL);
      }
      Places.set(state, copy.single(), places.subList(from.intConstant(), to.intConstant()));
    } else {
      copy.refs().keySet().forEach(obj -> Places.forget(memory, state, obj));
    }
    return copy;
  }

  /** Makes a container of the same class with the same elements. */
  Value copy(State state, Value container) {
    Value copies = null;
    int place = FIRST_COPY_PLACE;
    for (Obj obj : container.refs().keySet()) {
      memory.materialise(state, obj);
      if (obj.kind() != Obj.Kind.MADE) {
        memory.readAll(state, Value.of(obj), OBJECT);
      }
      Node node = state.node(obj);
      String type = Types.typeOf(state, obj);
      Value copy = Fresh.object(run.site(), Math.min(place++, LAST_COPY_PLACE), type, state);
      state.setNode(copy.single(), new Node(node.fields(), true, null));
      copies = copies == null ? copy : copies.join(copy);
    }
    return copies == null ? Value.TOP : copies;
  }
}
