package dev.pagewarden.detectors.flow.interp;

import dev.pagewarden.detectors.flow.model.Expression;
import dev.pagewarden.detectors.flow.model.Statement;
import dev.pagewarden.detectors.flow.state.Memory;
import dev.pagewarden.detectors.flow.state.Obj;
import dev.pagewarden.detectors.flow.state.State;
import dev.pagewarden.detectors.flow.state.Value;

/** What models put into containers: elements and parts, through views where it is one. */
final class Stores {
  private final Memory memory;
  private final Elements elements;
  private final ObjectKeys keys;

  Stores(Interpreter interpreter, Elements elements) {
    this.memory = interpreter.memory();
    this.elements = elements;
    this.keys = new ObjectKeys(interpreter);
  }

  /** Writes the element under an index or key. */
  void write(State state, Value container, Value index, Value value, Statement.Store store) {
    Obj only = container.single();
    Value place = only == null ? index : Elements.shifted(state.node(only).fields(), index);
    boolean isUnknown =
        !value.refs().isEmpty()
            && value.refs().keySet().stream().allMatch(obj -> obj.kind() == Obj.Kind.UNKNOWN);
    // null is kept for what is absent: a map's author hardly puts it there on purpose
    Value stored = isUnknown ? value.nonNull() : value;
    String field = keys.fieldFor(state, elements.behind(state, container), place);
    writeField(state, container, field, stored, store);
  }

  /** Writes all elements or a part. */
  void writeField(State state, Value owner, String field, Value value, Statement.Store store) {
    Obj view = owner.single();
    Value at = view == null ? null : state.node(view).fields().get(Elements.AT);
    boolean isOfOneKey = at != null && !Memory.element(state, at).equals(Memory.ANY);
    if (field.equals(Memory.ANY) && isOfOneKey) {
      write(state, owner, Value.TOP, value, store);
      return;
    }
    boolean forgets =
        value == Value.TOP
            && (store.value() instanceof Expression.Unknown || isNumber(state, view, field));
    boolean isOfWhole = field.startsWith("[") || field.equals(Places.KEYS) && !store.replaces();
    Value owners = isOfWhole ? elements.behind(state, owner) : owner;
    if (value == Value.TOP && !forgets) {
      owners.refs().keySet().forEach(obj -> markOpaque(state, obj));
    }
    if (Strand.isNone(value) && !forgets) {
      return;
    }
    boolean isAll =
        store.target() instanceof Expression.Elements && at == null && !isPart(state, view);
    if (store.replaces() && (isAll || !field.equals(Memory.ANY))) {
      Obj only = owners.single();
      if (field.equals(Memory.ANY) && only != null && state.node(only).single()) {
        state.setNode(only, state.node(only).withoutElements());
      }
      memory.write(state, owners, field, value);
    } else {
      owners.refs().keySet().forEach(obj -> memory.add(state, obj, field, value));
    }
  }

  private static boolean isNumber(State state, Obj owner, String field) {
    Value before = owner == null ? null : state.node(owner).fields().get(field);
    return before != null && before.number() != null;
  }

  private static boolean isPart(State state, Obj view) {
    return view != null
        && (state.node(view).fields().containsKey(Elements.PART)
            || state.node(view).fields().containsKey(Elements.FROM));
  }

  /** What is not known was put into a container, which must not be taken for an empty one. */
  static void markOpaque(State state, Obj obj) {
    state.setNode(obj, state.node(obj).with(Memory.OPAQUE, Value.number(1)));
  }
}
