package dev.pagewarden.detectors.flow.interp;

import dev.pagewarden.detectors.flow.state.About;
import dev.pagewarden.detectors.flow.state.Memory;
import dev.pagewarden.detectors.flow.state.Node;
import dev.pagewarden.detectors.flow.state.Obj;
import dev.pagewarden.detectors.flow.state.State;
import dev.pagewarden.detectors.flow.state.Sym;
import dev.pagewarden.detectors.flow.state.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The operations of the model language that answer a question, each answer on a way of its own. */
final class ModelTruth {
  private final ObjectKeys keys;
  private final Types types;
  private final Memory memory;
  private final Elements elements;

  ModelTruth(Interpreter interpreter, Elements elements) {
    this.keys = new ObjectKeys(interpreter);
    this.types = interpreter.types();
    this.memory = interpreter.memory();
    this.elements = elements;
  }

  /** Negates a truth value; one that is not known is taken to be either on a way of its own. */
  static List<Strand> not(Strand strand, Value value) {
    Sym sym = value.symbol();
    if (sym == null) {
      Integer constant = value.intConstant();
      return List.of(strand.with(constant == null ? Value.TOP : Value.number(1 - constant)));
    }
    List<Strand> strands = new ArrayList<>();
    for (int truth = 0; truth < 2; truth++) {
      State state = strand.state().copy();
      if (state.learn(sym, truth)) {
        strands.add(strand.in(state, Value.number(1 - truth)));
      }
    }
    return strands;
  }

  /** Asks whether a container holds its one element; each answer is a way of its own. */
  List<Strand> full(Strand strand, Value container) {
    Obj only = container.single();
    if (only == null || !strand.state().node(only).single()) {
      return List.of(strand.with(Value.TOP));
    }
    if (only.kind() != Obj.Kind.MADE) {
      return List.of(strand.with(strand.state().known(About.bool("is full", only, null))));
    }
    List<Strand> strands = new ArrayList<>();
    for (Strand read : elements.read(strand, container, Value.TOP)) {
      strands.addAll(full(read, only, read.value()));
    }
    return strands;
  }

  private static List<Strand> full(Strand strand, Obj container, Value held) {
    if (held == Value.TOP) {
      return List.of(strand.with(held));
    }
    Value some = held == Strand.NOTHING ? null : held.nonNull();
    List<Strand> strands = new ArrayList<>();
    if (some != null) {
      State full = strand.state().copy();
      full.setNode(container, full.node(container).withoutElements().with(Memory.ANY, some));
      strands.add(strand.in(full, Value.number(1)));
    }
    if (some == null || held.isNullable()) {
      State empty = strand.state().copy();
      empty.setNode(container, empty.node(container).withoutElements());
      strands.add(strand.in(empty, Value.number(0)));
    }
    return strands;
  }

  /** Asks whether a map has something under a key. */
  Value has(State state, Value map, Value key) {
    Obj only = map.single();
    String field = Memory.element(state, key);
    boolean isAbsent =
        only != null && elements.isPlain(state, only) && keys.isSurelyAbsent(state, only, key);
    if (only == null || isAbsent || field.equals(Memory.ANY)) {
      return isAbsent ? Value.number(0) : Value.TOP;
    }
    memory.materialise(state, only);
    Node node = state.node(only);
    Value held = node.fields().get(field);
    if (held != null && !held.isNullable() && node.single() && Memory.isMade(only)) {
      return Value.number(1);
    }
    boolean surelyNot =
        (held == null || held.isNull())
            && isClosed(state, only)
            && !Memory.mayHoldUnderOther(node, field);
    return surelyNot ? Value.number(0) : Value.TOP;
  }

  /** Asks whether two values are the same object; each that they may be is asked of by itself. */
  List<Strand> same(Strand strand, Value a, Value b) {
    List<Strand> strands = new ArrayList<>();
    for (Value one : b.isNull() ? a.apartFromNull() : apart(a)) {
      for (Value other : a.isNull() ? b.apartFromNull() : apart(b)) {
        State way = strand.state().copy();
        way.refine(a, one);
        way.refine(b, other);
        strands.addAll(areSame(strand.in(way, Value.TOP), one, other));
      }
    }
    return strands;
  }

  private List<Strand> areSame(Strand way, Value a, Value b) {
    Value x = flagOf(way.state(), a);
    Value y = flagOf(way.state(), b);
    Value constant = x.intConstant() != null ? x : y;
    Value open = constant == x ? y : x;
    if (constant.intConstant() == null || open.symbol() == null || !open.symbol().bool()) {
      return List.of(way.with(isSame(way.state(), a, b)));
    }
    return constant.intConstant() == 1 ? List.of(way.with(open)) : not(way, open);
  }

  /** Returns what a boxed truth value holds. */
  private static Value flagOf(State state, Value value) {
    Obj box = value.isNullable() ? null : value.single();
    boolean isFlag = box != null && box.type().equals("java/lang/Boolean");
    return isFlag ? state.node(box).fields().getOrDefault(Memory.NUMBER, Value.TOP) : Value.TOP;
  }

  /** Returns what a value can be, each by itself where they are few and known, null too. */
  private static List<Value> apart(Value value) {
    boolean isOpen = value.refs().keySet().stream().anyMatch(o -> o.kind() == Obj.Kind.UNKNOWN);
    return isOpen ? value.apart() : value.apartFromNull();
  }

  private Value isSame(State state, Value a, Value b) {
    if (a.isNull() || b.isNull()) {
      boolean isSure = a.isNull() ? b.isNull() || !canBeNull(b) : !canBeNull(a);
      return isSure ? Value.number(a.isNull() && b.isNull() ? 1 : 0) : Value.TOP;
    }
    Obj one = a.isNullable() ? null : a.single();
    Obj other = b.isNullable() ? null : b.single();
    if (one == null || other == null) {
      return Value.TOP;
    }
    Boolean areEqual = Types.areEqualBoxes(state, one, other);
    if (areEqual != null) {
      return Value.number(areEqual ? 1 : 0);
    }
    if (types.areDifferent(state, one, other)) {
      return Value.number(0);
    }
    return one.equals(other) && types.isOne(state, one) ? Value.number(1) : Value.TOP;
  }

  private static boolean canBeNull(Value value) {
    return value.isNullable() || value.refs().isEmpty();
  }

  /** Asks whether a collection contains an element; each that it may be is asked of by itself. */
  List<Strand> contains(Strand strand, Value collection, Value element) {
    List<Strand> strands = new ArrayList<>();
    for (Value one : element.apart()) {
      State way = strand.state().copy();
      way.refine(element, one);
      strands.add(strand.in(way, isAmong(way, one, collection)));
    }
    return strands;
  }

  /** Returns whether a collection contains an element. */
  private Value isAmong(State state, Value element, Value collection) {
    Obj asked = element.isNullable() ? null : element.single();
    Obj view = collection.single();
    if (asked == null || view == null) {
      return Value.TOP;
    }
    Map<String, Value> fields = state.node(view).fields();
    if (fields.containsKey(Elements.KEYS_OF)) {
      return has(state, fields.get(Elements.KEYS_OF), element);
    }
    boolean isPart = fields.containsKey(Elements.FROM) || fields.containsKey(Elements.PART);
    Obj only = isPart ? null : elements.behind(state, collection).single();
    if (only == null || fields.containsKey(Elements.ENTRIES_OF) || !isClosed(state, only)) {
      return Value.TOP;
    }
    memory.materialise(state, only);
    boolean surelyNot = true;
    for (Map.Entry<String, Value> field : state.node(only).fields().entrySet()) {
      if (field.getKey().startsWith("[")) {
        Value held = field.getValue();
        boolean isPlaced = !field.getKey().equals(Memory.ANY) && !held.isNullable();
        if (isPlaced && held.single() != null && areEqual(state, asked, held.single())) {
          return Value.number(1);
        }
        surelyNot &=
            held.refs().keySet().stream()
                .allMatch(other -> types.areDifferent(state, asked, other));
      }
    }
    return surelyNot ? Value.number(0) : Value.TOP;
  }

  private boolean areEqual(State state, Obj a, Obj b) {
    return a.equals(b) && types.isOne(state, a)
        || Boolean.TRUE.equals(Types.areEqualBoxes(state, a, b));
  }

  /** Returns whether an element is to be removed that goes if a collection contains it, or not. */
  Types.Answer isRemoved(State state, Value element, Value collection, boolean ifContained) {
    Integer among = isAmong(state, element, collection).intConstant();
    return among == null
        ? Types.Answer.MAYBE
        : (among == 1) == ifContained ? Types.Answer.YES : Types.Answer.NO;
  }

  /** Returns whether all that a container holds is known. */
  private boolean isClosed(State state, Obj container) {
    return container.kind() == Obj.Kind.MADE
        && elements.isPlain(state, container)
        && !state.node(container).fields().containsKey(Memory.OPAQUE);
  }
}
