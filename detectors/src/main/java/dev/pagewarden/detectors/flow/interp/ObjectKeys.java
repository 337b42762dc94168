package dev.pagewarden.detectors.flow.interp;

import dev.pagewarden.detectors.flow.state.Memory;
import dev.pagewarden.detectors.flow.state.Node;
import dev.pagewarden.detectors.flow.state.Obj;
import dev.pagewarden.detectors.flow.state.State;
import dev.pagewarden.detectors.flow.state.Value;
import java.util.HashSet;
import java.util.Set;

/**
 * Objects as keys of maps. Constants name the field by which a map holds what is under them; an
 * object is given a name when it becomes the key of a map that was made by what is being run.
 */
final class ObjectKeys {
  /** A map tells no more such keys apart. */
  private static final int MAX = 8;

  private final Interpreter interpreter;

  ObjectKeys(Interpreter interpreter) {
    this.interpreter = interpreter;
  }

  /** Returns the field in which a container holds what is put under a key. */
  String fieldFor(State state, Value container, Value key) {
    Obj map = container.single();
    boolean isMap = map != null && Memory.isMade(map) && isMap(map);
    if (isMap && Memory.element(state, key).equals(Memory.ANY)) {
      name(state, map, key);
    }
    String field = Memory.element(state, key);
    boolean isName = Memory.isNamedObject(field);
    return isName && (!isMap || isTaken(state, map, key)) ? Memory.ANY : field;
  }

  private boolean isMap(Obj obj) {
    return interpreter.program().isSubtype(obj.type(), "java/util/Map")
        || interpreter.program().isSubtype(obj.type(), "java/util/Dictionary");
  }

  private void name(State state, Obj map, Value key) {
    Obj obj = key.isNullable() ? null : key.single();
    if (obj == null || !isNameable(state, obj) || countNamed(state.node(map)) >= MAX) {
      return;
    }
    Types types = interpreter.types();
    String name = (types.isOne(state, obj) && types.hasIdentity(obj) ? "&" : "@&") + obj;
    while (isUsed(state, name)) {
      name += "'";
    }
    state.setNode(obj, state.node(obj).with(Memory.KEY_NAME, Value.of(Obj.constant(name))));
  }

  private static boolean isNameable(State state, Obj obj) {
    boolean isOfKind = obj.kind() != Obj.Kind.STATICS && obj.kind() != Obj.Kind.CONSTANT;
    return isOfKind
        && state.node(obj).single()
        && !state.node(obj).fields().containsKey(Memory.KEY_NAME)
        && !state.node(obj).fields().containsKey(Memory.NUMBER);
  }

  private static long countNamed(Node map) {
    return map.fields().keySet().stream().filter(Memory::isNamedObject).count();
  }

  private static boolean isUsed(State state, String name) {
    return state.heap().values().stream().anyMatch(node -> isNamed(node, name));
  }

  private static boolean isNamed(Node node, String name) {
    Value given = node.fields().get(Memory.KEY_NAME);
    return given != null
        && given.refs().keySet().stream().anyMatch(text -> text.identity().equals(name));
  }

  /** Returns whether a map has another key of the same name, given where this one isn't known. */
  private static boolean isTaken(State state, Obj map, Value key) {
    Value name = state.node(key.single()).fields().get(Memory.KEY_NAME);
    Value keys = state.node(map).fields().getOrDefault(Places.KEYS, Value.TOP);
    return keys.refs().keySet().stream()
        .filter(other -> !other.equals(key.single()))
        .anyMatch(other -> isNamed(state.node(other), (String) name.single().identity()));
  }

  /** Returns whether a map made by what is being run surely has nothing under a key. */
  boolean isSurelyAbsent(State state, Obj map, Value key) {
    Obj asked = key.isNullable() ? null : key.single();
    Node node = state.node(map);
    Value keys = node.fields().getOrDefault(Places.KEYS, Value.TOP);
    return asked != null
        && Memory.isMade(map)
        && !keys.refs().isEmpty()
        && holdsOnlyUnder(state, node, keys)
        && !node.fields().containsKey(Memory.OPAQUE)
        && !node.fields().containsKey(Memory.ESCAPED)
        && keys.refs().keySet().stream()
            .allMatch(other -> interpreter.types().areDifferent(state, asked, other));
  }

  /** Returns whether all that a map holds is under keys of which it is known what they are. */
  private static boolean holdsOnlyUnder(State state, Node map, Value keys) {
    Set<String> fields = new HashSet<>();
    keys.refs().keySet().forEach(key -> fields.add(Memory.element(state, Value.of(key))));
    return !fields.contains(Memory.ANY)
        && map.fields().keySet().stream()
            .allMatch(field -> !field.startsWith("[") || fields.contains(field));
  }
}
