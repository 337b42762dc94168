package dev.pagewarden.detectors.flow.state;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Type;

/**
 * Reads and writes of fields and elements, with what an object holds before anything was stored in
 * it.
 */
public final class Memory {
  /** The field that stands for all elements whose index or key is not known. */
  public static final String ANY = "[*]";

  /**
   * Marks an object whose constructor was not followed, so that its fields are not known to be
   * empty.
   */
  public static final String OPAQUE = "#opaque";

  /**
   * Marks an object that code which can't be seen was given, so that its fields can hold anything.
   */
  public static final String ESCAPED = "#escaped";

  /** The field of a boxed number that holds the number. */
  public static final String NUMBER = "#value";

  /** The field of an object that is a map's key that holds the name it was given as such. */
  public static final String KEY_NAME = "#keyName";

  private static final String SIZE = "#size";

  /** How elements begin whose key is known by the field that holds it. */
  private static final String NAMED = "[@";

  private final Globals globals;

  /** Creates the memory over what fields hold between entries. */
  public Memory(Globals globals) {
    this.globals = globals;
  }

  /**
   * Returns what a field holds; the state takes note of it, so that a second read agrees with the
   * first.
   */
  public Value read(State state, Value owner, String field, Type type) {
    Value result = null;
    for (Obj obj : owner.refs().keySet()) {
      Value value = readField(state, obj, field, type);
      result = result == null ? value : result.join(value);
    }
    return result == null ? Value.TOP : isOne(state, owner) ? result : result.copy();
  }

  private static boolean isOne(State state, Value owner) {
    Obj only = owner.single();
    return only != null && state.node(only).single();
  }

  private Value readField(State state, Obj obj, String field, Type type) {
    Node node = state.node(obj);
    Value value = node.fields().get(field);
    if (value == null) {
      value = initial(obj, node, field, type);
      Node read = node.with(field, value);
      state.setNode(obj, Field.ancestor(obj, field) == null ? read : read.shared());
    }
    return value;
  }

  /**
   * Returns what a field holds that nobody has stored into since the entry or the object's making.
   */
  Value initial(Obj obj, Node node, String field, Type type) {
    boolean number = type.getSort() < Type.ARRAY;
    boolean wide = type.getSize() == 2;
    boolean closed = !node.fields().containsKey(OPAQUE) && !node.fields().containsKey(ESCAPED);
    boolean isElement = field.startsWith("[");
    boolean isEmpty = closed || Globals.isPseudo(field) && !(number && isElement);
    if (isMade(obj) && isEmpty) {
      return wide ? Value.WIDE : number ? Value.number(0) : Value.NULL;
    }
    Value known = globals.read(obj, node, field);
    if (known != null && number == known.refs().isEmpty()) {
      return number || Globals.isMadeByProject(obj) ? known : known.orNull();
    }
    if (isElement && isEmpty && Globals.isMadeByProject(obj)) {
      // whoever can reach the container has been run, and put nothing there
      return wide ? Value.WIDE : number ? Value.number(0) : Value.NULL;
    }
    if (number) {
      return Value.number(new Sym(new Field(obj, field), Sym.kindOf(type), null));
    }
    Obj ancestor = Field.ancestor(obj, field);
    if (ancestor != null) {
      return Value.maybe(ancestor);
    }
    Path path = Globals.pathTo(obj, field);
    Object identity = path != null && obj.identity() instanceof Path ? path : new Field(obj, field);
    return Value.maybe(new Obj(Obj.Kind.UNKNOWN, Obj.typeName(type), identity, path));
  }

  /**
   * Stores into a field: replaces what was there if the owner is exactly one object, else adds to
   * it.
   */
  public void write(State state, Value owner, String field, Value value) {
    state.forgetStore();
    Obj only = owner.single();
    for (Obj obj : owner.refs().keySet()) {
      Node node = state.node(obj);
      if (obj == only && node.single()) {
        state.setNode(obj, node.with(field, value));
      } else {
        add(state, obj, field, value);
      }
    }
  }

  /** Adds to what a field of an object can hold. */
  public void add(State state, Obj obj, String field, Value value) {
    state.forgetStore();
    Node node = state.node(obj);
    Value before = node.fields().get(field);
    if (before == null && !field.equals(ANY)) {
      before = initial(obj, node, field, typeOf(value));
    }
    state.setNode(obj, node.with(field, before == null ? value : before.join(value)));
  }

  private static Type typeOf(Value value) {
    return value.refs().isEmpty() && !value.isNull()
        ? Type.INT_TYPE
        : Type.getObjectType("java/lang/Object");
  }

  // -------------------------------------------------------------------------------------------
  // Elements
  // -------------------------------------------------------------------------------------------

  /** Returns the field for an element with this index or key, {@link #ANY} if it is not known. */
  public static String element(State state, Value index) {
    if (index.intConstant() != null) {
      return "[" + index.intConstant() + "]";
    }
    Obj key = index.isNullable() ? null : index.single();
    if (key != null && key.kind() == Obj.Kind.CONSTANT) {
      return "[\"" + key.identity() + "\"]";
    }
    Value boxed = key == null ? null : state.node(key).fields().get(NUMBER);
    if (boxed != null) {
      String type = key.type().equals("java/lang/Integer") ? "" : key.type();
      return boxed.number() instanceof Number number ? "[" + number + type + "]" : ANY;
    }
    Value name = key == null ? null : state.node(key).fields().get(KEY_NAME);
    if (name != null) {
      boolean isKnown = name.single() != null && state.node(key).single();
      return isKnown ? "[" + name.single().identity() + "]" : ANY;
    }
    if (key != null && key.identity() instanceof Path path) {
      return (isConstantOfItsClass(key) ? "[" : NAMED) + path + key.type() + "]";
    }
    return ANY;
  }

  /** Returns whether an object is what a static field of its own class holds, as enums' are. */
  public static boolean isConstantOfItsClass(Obj obj) {
    if (!(obj.identity() instanceof Path path) || path.fields().size() != 1) {
      return false;
    }
    String field = path.fields().get(0);
    int dot = field.lastIndexOf('.');
    return dot > 0 && obj.type().startsWith(field.substring(0, dot));
  }

  /**
   * Returns whether a container may hold something under the given key although nothing is kept
   * under its name: what is put under an unknown key can be under any, and two fields can hold the
   * same key.
   */
  public static boolean mayHoldUnderOther(Node node, String key) {
    for (Map.Entry<String, Value> field : node.fields().entrySet()) {
      String other = field.getKey();
      boolean maybe =
          other.equals(ANY)
              || other.startsWith(NAMED)
              || key.startsWith(NAMED) && other.startsWith("[");
      if (maybe && !other.equals(key) && !field.getValue().isNull()) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether a field is what is under a key that was given a name. */
  public static boolean isNamedObject(String field) {
    return field.startsWith("[&") || field.startsWith(NAMED + "&");
  }

  /** Returns whether a field is an element with a known index or key. */
  static boolean isPlace(String field) {
    return field.startsWith("[") && !field.equals(ANY);
  }

  /** Takes into the state what a container from an earlier entry is known to hold. */
  public void materialise(State state, Obj container) {
    if (isMade(container)) {
      return;
    }
    for (String field : globals.pseudoFields(container)) {
      Node node = state.node(container);
      if (!node.fields().containsKey(field)) {
        Value known = globals.read(container, node, field);
        if (known != null) {
          state.setNode(container, node.with(field, known));
        }
      }
    }
  }

  /** Returns what the element with an index or key can be. */
  public Value readElement(State state, Value container, Value index, Type type) {
    Value key = index.nonNull(); // null is hardly ever a key
    String field = element(state, key == null ? index : key);
    if (field.equals(ANY)) {
      Sym place = index.symbol();
      Range range = place == null ? null : state.ranges().get(place);
      return readAll(state, container, type, range == null ? Range.ALL : range);
    }
    Value result = null;
    for (Obj obj : container.refs().keySet()) {
      materialise(state, obj);
      Value value = state.node(obj).fields().get(field);
      Value any = state.node(obj).fields().get(ANY);
      if (value == null && (any == null || !isMade(obj))) {
        value = isMade(obj) ? readField(state, obj, field, type) : readField(state, obj, ANY, type);
      }
      value = value == null ? any.orNull() : any == null || !isMade(obj) ? value : value.join(any);
      if (value.isNull() && mayHoldUnderOther(state.node(obj), field)) {
        value = readAll(state, Value.of(obj), type).orNull();
      }
      result = result == null ? value : result.join(value);
    }
    return result == null ? Value.TOP : result;
  }

  /**
   * Returns whether an object was made by what is being run, so that all that was stored into it is
   * known, and when.
   */
  public static boolean isMade(Obj obj) {
    return obj.kind() == Obj.Kind.MADE && !(obj.identity() instanceof Path);
  }

  /** Returns what any element can be. */
  public Value readAll(State state, Value container, Type type) {
    return readAll(state, container, type, Range.ALL);
  }

  /** Returns what any element can be whose place is unknown or in a range. */
  private Value readAll(State state, Value container, Type type, Range places) {
    Value result = null;
    for (Obj obj : container.refs().keySet()) {
      materialise(state, obj);
      if (!isMade(obj) && !hasElements(state.node(obj))) {
        readField(state, obj, ANY, type);
      }
      for (Map.Entry<String, Value> field : state.node(obj).fields().entrySet()) {
        if (field.getKey().startsWith("[") && mayBeIn(places, field.getKey())) {
          result = result == null ? field.getValue() : result.join(field.getValue());
        }
      }
    }
    return result == null
        ? type.getSort() < Type.ARRAY ? Value.number(0) : Value.NULL
        : result.copy();
  }

  private static boolean mayBeIn(Range places, String element) {
    if (places.equals(Range.ALL) || element.length() <= 2 || element.length() >= 12) {
      return true;
    }
    String key = element.substring(1, element.length() - 1);
    return !key.chars().allMatch(Character::isDigit) || places.allows(Long.parseLong(key));
  }

  private static boolean hasElements(Node node) {
    return node.fields().keySet().stream().anyMatch(field -> field.startsWith("["));
  }

  /** Stores an element: replaces the one with this index or key where both are known, else adds. */
  public void writeElement(State state, Value container, Value index, Value value) {
    String field = element(state, index);
    if (field.equals(ANY)) {
      addElement(state, container, value);
    } else {
      write(state, container, field, value);
    }
  }

  /** Adds an element at a place that is not known. */
  public void addElement(State state, Value container, Value value) {
    for (Obj obj : container.refs().keySet()) {
      add(state, obj, ANY, value);
    }
  }

  /**
   * Takes into account that what led from one state to another may happen again: how many elements
   * containers have since then, at which places they are, and what else was counted, is not known.
   * Returns whether anything else was counted.
   */
  public boolean repeat(State before, State after) {
    boolean isCounted = after.forgetCounts(before);
    for (Obj obj : List.copyOf(after.heap().keySet())) {
      Node was = before.node(obj);
      Node now = after.node(obj);
      Value size = now.fields().get(SIZE);
      boolean resized = was != now && size != null && !size.equals(was.fields().get(SIZE));
      if (resized && before.has(obj)) {
        mix(after, obj);
      }
    }
    return isCounted;
  }

  /** Forgets at which places a container's elements are. */
  public void mix(State state, Obj container) {
    materialise(state, container);
    Node node = state.node(container);
    Map<String, Value> fields = new LinkedHashMap<>();
    Value all = null;
    for (Map.Entry<String, Value> field : node.fields().entrySet()) {
      if (field.getKey().startsWith("[")) {
        all = all == null ? field.getValue() : all.join(field.getValue());
      } else if (!field.getKey().equals(SIZE)) {
        fields.put(field.getKey(), field.getValue());
      }
    }
    if (all != null) {
      fields.put(ANY, all);
    }
    fields.put(SIZE, Value.TOP);
    state.setNode(container, new Node(fields, node.single(), node.type()));
  }
}
