package dev.pagewarden.detectors.flow.interp;

import dev.pagewarden.detectors.flow.state.Memory;
import dev.pagewarden.detectors.flow.state.Node;
import dev.pagewarden.detectors.flow.state.Obj;
import dev.pagewarden.detectors.flow.state.State;
import dev.pagewarden.detectors.flow.state.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Type;

/**
 * The members of sets. Those that are surely in it have a field each, which says nothing of their
 * order: named by the constant, or numbered.
 */
final class Members {
  private static final List<String> KINDS =
      List.of(
          "java/util/Set",
          "java/util/PriorityQueue",
          "java/util/concurrent/PriorityBlockingQueue",
          "java/util/concurrent/DelayQueue");

  /** The part that says how many members were numbered. */
  private static final String COUNT = "#members";

  /** How the fields of numbered members begin. */
  private static final String NUMBERED = "[+";

  private static final Type OBJECT = Type.getObjectType("java/lang/Object");

  private final Interpreter interpreter;
  private final Elements elements;

  Members(Interpreter interpreter, Elements elements) {
    this.interpreter = interpreter;
    this.elements = elements;
  }

  /**
   * Returns the one set, or queue in an order of its elements, that a collection is or shows; null
   * if it is something else.
   */
  Obj setBehind(State state, Value collection) {
    Obj only = elements.behind(state, collection).single();
    boolean isSet =
        only != null
            && only.kind() == Obj.Kind.MADE
            && KINDS.stream().anyMatch(kind -> interpreter.program().isSubtype(only.type(), kind))
            && elements.isPlain(state, only);
    return isSet ? only : null;
  }

  /** Adds an element. */
  void include(State state, Obj set, Value element) {
    if (element == Strand.NOTHING || element.isNull()) {
      return;
    }
    interpreter.memory().materialise(state, set);
    Node node = state.node(set);
    String field = node.single() ? memberField(state, node, element) : Memory.ANY;
    if (element == Value.TOP) {
      Stores.markOpaque(state, set);
    } else if (field.equals(Memory.ANY)) {
      interpreter.memory().add(state, set, Memory.ANY, element.nonNull());
    } else {
      state.setNode(set, counted(node, field).with(field, element));
    }
  }

  /** Returns the field of a member: one of its own where it is known which object it is. */
  private String memberField(State state, Node set, Value element) {
    String named = Memory.element(state, element);
    Obj member = element.isNullable() ? null : element.single();
    if (member == null || !named.equals(Memory.ANY) && !Memory.isNamedObject(named)) {
      return named;
    }
    for (Map.Entry<String, Value> field : set.fields().entrySet()) {
      boolean isThere = field.getKey().startsWith(NUMBERED) && field.getValue().equals(element);
      if (isThere) {
        return field.getKey();
      }
    }
    Integer count = set.fields().getOrDefault(COUNT, Value.number(0)).intConstant();
    boolean isNumbered =
        count != null && count < Places.MAX && interpreter.types().isOne(state, member);
    return isNumbered ? NUMBERED + count + "]" : Memory.ANY;
  }

  private static Node counted(Node node, String field) {
    if (!field.startsWith(NUMBERED) || node.fields().containsKey(field)) {
      return node;
    }
    int count = node.fields().getOrDefault(COUNT, Value.number(0)).intConstant();
    return node.with(COUNT, Value.number(count + 1));
  }

  /** Removes a member, it isn't known which. Returns what it can be. */
  Value removeAny(State state, Obj set) {
    Value held = interpreter.memory().readAll(state, Value.of(set), OBJECT);
    Node node = state.node(set);
    boolean isOnly =
        node.single()
            && node.fields().keySet().stream().filter(field -> field.startsWith("[")).count() == 1
            && !node.fields().containsKey(Memory.ANY);
    if (isOnly) {
      state.setNode(set, node.cleared());
    } else {
      Places.weaken(state, set);
    }
    return held.isNull() ? Strand.NOTHING : held;
  }

  /** Returns what a collection holds, each by itself where it is surely in it; null if unknown. */
  List<Value> of(State state, Value collection) {
    Obj view = collection.single();
    Map<String, Value> shown = view == null ? Map.of() : state.node(view).fields();
    if (shown.containsKey(Elements.KEYS_OF)) {
      return keys(state, collection, shown.get(Elements.KEYS_OF).single());
    }
    Obj only = elements.behind(state, collection).single();
    boolean isKnown =
        only != null
            && only.kind() == Obj.Kind.MADE
            && elements.isPlain(state, only)
            && !shown.containsKey(Elements.ENTRIES_OF)
            && !shown.containsKey(Elements.FROM)
            && !shown.containsKey(Elements.PART)
            && !state.node(only).fields().containsKey(Memory.OPAQUE);
    if (!isKnown) {
      return null;
    }
    interpreter.memory().materialise(state, only);
    Node node = state.node(only);
    List<Value> members = new ArrayList<>();
    node.fields()
        .forEach(
            (field, value) -> {
              if (field.startsWith("[") && !value.isNull()) {
                boolean isSure = !field.equals(Memory.ANY) && node.single();
                members.add(isSure || value.isNullable() ? value : value.orNull());
              }
            });
    return members;
  }

  /** Returns the keys that a view of a map shows, or null where each may be gone. */
  private List<Value> keys(State state, Value view, Obj map) {
    Map<String, Value> byField = elements.entries().keys().byField(state, view);
    if (byField == null || map == null) {
      return null;
    }
    List<Value> keys = new ArrayList<>();
    byField.forEach(
        (field, key) -> {
          Value held = state.node(map).fields().get(field);
          keys.add(held == null || held.isNullable() ? key.orNull() : key);
        });
    return keys;
  }
}
