package dev.pagewarden.detectors.flow.interp;

import dev.pagewarden.contract.Subject;
import dev.pagewarden.detectors.flow.state.Memory;
import dev.pagewarden.detectors.flow.state.Node;
import dev.pagewarden.detectors.flow.state.Obj;
import dev.pagewarden.detectors.flow.state.State;
import dev.pagewarden.detectors.flow.state.Value;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The operations of the model language that take elements out of containers. */
final class Removals {
  private final Interpreter interpreter;
  private final Memory memory;
  private final Elements elements;
  private final Containers containers;

  Removals(Interpreter interpreter, Elements elements, Containers containers) {
    this.interpreter = interpreter;
    this.memory = interpreter.memory();
    this.elements = elements;
    this.containers = containers;
  }

  void clear(State state, Value container) {
    Obj view = container.single();
    Obj only = elements.behind(state, container).single();
    if (view == null || only == null || !state.node(only).single()) {
      return;
    }
    Map<String, Value> fields = state.node(view).fields();
    if (fields.containsKey(Elements.FROM)) {
      clearPart(state, only, fields.get(Elements.FROM), fields.get(Elements.TO));
    } else if (KeyRange.isRange(fields)) {
      clearRange(state, only, container);
    } else if (!fields.containsKey(Elements.PART)) {
      state.setNode(only, state.node(only).cleared());
    }
  }

  private void clearPart(State state, Obj list, Value from, Value to) {
    List<Value> places = Places.of(memory, state, list);
    boolean isKnown =
        places != null
            && from.intConstant() != null
            && to.intConstant() != null
            && to.intConstant() <= places.size();
    if (isKnown) {
      places.subList(from.intConstant(), to.intConstant()).clear();
      Places.set(state, list, places);
    } else {
      memory.mix(state, list);
    }
  }

  private void clearRange(State state, Obj whole, Value range) {
    Map<String, Value> keys = elements.entries().keys().byField(state, range);
    if (keys == null) {
      Places.weaken(state, whole);
    } else {
      keys.keySet().forEach(key -> state.setNode(whole, state.node(whole).without(key)));
    }
  }

  /** Removes what is under a key; where that is not known, any of them may be gone. */
  void drop(State state, Value container, Value key) {
    Value behind = elements.behind(state, container);
    Obj only = behind.single();
    String field = Memory.element(state, key);
    behind.refs().keySet().forEach(obj -> memory.materialise(state, obj));
    if (only != null && state.node(only).single() && !field.equals(Memory.ANY)) {
      state.setNode(only, state.node(only).without(field));
    } else {
      behind.refs().keySet().forEach(obj -> Places.weaken(state, obj));
    }
  }

  /** Removes an element by what it is. */
  void discard(State state, Value container, Value element) {
    if (isOfKeys(state, container)) {
      drop(state, container, element);
      return;
    }
    Obj removed = element.isNullable() ? null : element.single();
    boolean isOne = removed != null && isOne(state, removed);
    List<Value> places = containers.placesOf(state, container);
    for (int i = 0; places != null && i < places.size(); i++) {
      Value there = places.get(i);
      if (isOne && removed.equals(there.single()) && !there.isNullable()) {
        places.remove(i);
        Places.set(state, elements.behind(state, container).single(), places);
        return;
      }
      if (!isOne || there.refs().containsKey(removed)) {
        break;
      }
    }
    Obj only = elements.behind(state, container).single();
    if (isOne && only != null && dropOnly(state, only, removed)) {
      return;
    }
    if (only != null && holdsEachOnce(only)) {
      remove(state, container, each -> isRemoved(state, each, element));
    } else {
      containers.mix(state, container);
    }
  }

  private Types.Answer isRemoved(State state, Value each, Value element) {
    Obj removed = element.isNullable() ? null : element.single();
    if (removed == null || !isOne(state, removed)) {
      return Types.Answer.MAYBE;
    }
    Obj asked = each.single();
    boolean isSame =
        removed.equals(asked) || Boolean.TRUE.equals(Types.areEqualBoxes(state, asked, removed));
    return isSame ? Types.Answer.YES : Types.Answer.NO;
  }

  /** Removes an object from a map that holds it under exactly one key, and surely does. */
  private boolean dropOnly(State state, Obj map, Obj removed) {
    Node node = state.node(map);
    List<Map.Entry<String, Value>> holding =
        node.fields().entrySet().stream()
            .filter(field -> field.getKey().startsWith("["))
            .filter(field -> field.getValue().refs().containsKey(removed))
            .toList();
    boolean isSure =
        node.single()
            && interpreter.program().isSubtype(map.type(), "java/util/Map")
            && holding.size() == 1
            && !holding.get(0).getKey().equals(Memory.ANY)
            && holding.get(0).getValue().single() != null
            && !holding.get(0).getValue().isNullable();
    if (isSure) {
      state.setNode(map, node.without(holding.get(0).getKey()));
    }
    return isSure;
  }

  private boolean isOne(State state, Obj obj) {
    boolean isTable = obj.isImported() && obj.derived().subject() == Subject.TABLE;
    return isTable || !obj.isImported() && state.node(obj).single();
  }

  /** Returns whether what a container shows is not the elements of the one behind it. */
  private static boolean isOfKeys(State state, Value container) {
    return container.refs().keySet().stream()
        .map(obj -> state.node(obj).fields())
        .anyMatch(f -> f.containsKey(Elements.KEYS_OF) || f.containsKey(Elements.ENTRIES_OF));
  }

  private boolean holdsEachOnce(Obj container) {
    return interpreter.program().isSubtype(container.type(), "java/util/Set");
  }

  /**
   * Removes the elements, keys or entries that a question is answered with yes for, and takes into
   * account that those may be gone of which it isn't known.
   */
  void remove(State state, Value container, Function<Value, Types.Answer> question) {
    Value behind = elements.behind(state, container);
    Obj only = behind.single();
    if (only == null || !state.node(only).single() || !elements.isPlain(state, only)) {
      behind.refs().keySet().forEach(obj -> Places.weaken(state, obj));
      return;
    }
    memory.materialise(state, only);
    Function<Value, Types.Answer> answer = isPart(state, container) ? unsure(question) : question;
    if (isOfKeys(state, container)) {
      removeKeys(state, container, only, answer);
      return;
    }
    List<Value> places = Places.of(memory, state, only);
    if (places != null && places.stream().allMatch(place -> isDecided(place, answer))) {
      places.removeIf(place -> left(place, answer) == null);
      Places.set(state, only, places);
      return;
    }
    if (places != null) {
      memory.mix(state, only);
    }
    removeFrom(state, only, answer);
  }

  private static boolean isPart(State state, Value container) {
    Obj view = container.single();
    return view == null
        || state.node(view).fields().containsKey(Elements.FROM)
        || state.node(view).fields().containsKey(Elements.PART);
  }

  private static Function<Value, Types.Answer> unsure(Function<Value, Types.Answer> question) {
    return value -> question.apply(value) == Types.Answer.NO ? Types.Answer.NO : Types.Answer.MAYBE;
  }

  /** Returns whether it is known of what stands at a place whether it goes or stays. */
  private static boolean isDecided(Value place, Function<Value, Types.Answer> question) {
    return !place.isNullable()
        && place.apart().stream().map(question).distinct().count() == 1
        && question.apply(place.apart().get(0)) != Types.Answer.MAYBE;
  }

  /** Returns what is left of a value, with null where it may be gone; null if nothing is. */
  private static Value left(Value value, Function<Value, Types.Answer> question) {
    Value left = null;
    boolean canBeGone = false;
    for (Value one : value.apart()) {
      Types.Answer answer = one.refs().isEmpty() ? Types.Answer.MAYBE : question.apply(one);
      canBeGone |= answer != Types.Answer.NO;
      if (answer != Types.Answer.YES) {
        left = left == null ? one : left.join(one);
      }
    }
    return left != null && canBeGone ? left.orNull() : left;
  }

  private static void removeFrom(
      State state, Obj container, Function<Value, Types.Answer> question) {
    Node node = state.node(container);
    for (Map.Entry<String, Value> field : node.fields().entrySet()) {
      if (field.getKey().startsWith("[")) {
        Value left = left(field.getValue(), question);
        boolean isAny = field.getKey().equals(Memory.ANY);
        Value kept = isAny && left != null ? left.nonNull() : left;
        node = kept == null ? node.without(field.getKey()) : node.with(field.getKey(), kept);
      }
    }
    state.setNode(container, node);
  }

  /** Removes what a map has under keys, which are asked about by themselves or by their entries. */
  private void removeKeys(
      State state, Value view, Obj map, Function<Value, Types.Answer> question) {
    boolean byEntry =
        view.refs().keySet().stream()
            .anyMatch(obj -> state.node(obj).fields().containsKey(Elements.ENTRIES_OF));
    Value keys = state.node(map).fields().getOrDefault(Places.KEYS, Value.TOP);
    for (Obj obj : keys.refs().keySet()) {
      Value key = Value.of(obj);
      String field = Memory.element(state, key);
      Value held = state.node(map).fields().get(field);
      if (field.equals(Memory.ANY) || held == null) {
        continue;
      }
      Value asked = byEntry ? elements.entries().at(state, Value.of(map), key) : key;
      Types.Answer answer = question.apply(asked);
      if (answer == Types.Answer.YES) {
        state.setNode(map, state.node(map).without(field));
      } else if (answer == Types.Answer.MAYBE) {
        state.setNode(map, state.node(map).with(field, held.orNull()));
      }
    }
  }
}
