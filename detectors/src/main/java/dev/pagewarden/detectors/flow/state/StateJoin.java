package dev.pagewarden.detectors.flow.state;

import dev.pagewarden.detectors.flow.code.Method;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.objectweb.asm.Type;

/** Joins states where ways meet. */
public final class StateJoin {
  private final Memory memory;
  private final Method method;
  private final int index;

  /** What is known of the symbols that a join has made. */
  private final Map<Sym, Range> named = new LinkedHashMap<>();

  /** Creates the join for the ways that meet at an instruction. */
  public StateJoin(Memory memory, Method method, int index) {
    this.memory = memory;
    this.method = method;
    this.index = index;
  }

  /** The symbol of a slot that held different numbers on the ways that meet. */
  private record Phi(Method method, int index, Object slot) {}

  /** Returns what is known on both ways. */
  public State join(State a, State b) {
    named.clear();
    State joined = new State(a.locals().length, a.work());
    a.work().add(a.locals().length + a.heap().size() + b.heap().size());
    for (int i = 0; i < a.locals().length; i++) {
      joined.setLocal(i, join(a, b, a.locals()[i], b.locals()[i], i));
    }
    for (int i = 0; i < Math.min(a.depth(), b.depth()); i++) {
      joined.push(join(a, b, a.stack().get(i), b.stack().get(i), -1 - i));
    }
    a.heap()
        .forEach(
            (obj, node) ->
                joined.setNode(obj, b.has(obj) ? join(a, b, obj, node, b.node(obj)) : node));
    b.heap().forEach((obj, node) -> joinOneSided(a, joined, obj, node));
    a.facts()
        .forEach(
            (sym, value) -> {
              if (value.equals(b.facts().get(sym))) {
                joined.note(sym, value);
              }
            });
    joinRanges(a, b, joined);
    a.consents().stream().filter(b.consents()::contains).forEach(joined::consent);
    return joined;
  }

  private void joinRanges(State a, State b, State joined) {
    Set<Sym> known = new LinkedHashSet<>(a.ranges().keySet());
    known.addAll(b.ranges().keySet());
    for (Sym sym : known) {
      if (!named.containsKey(sym)) {
        noteRange(joined, sym, rangeIn(a, sym).join(rangeIn(b, sym)));
      }
    }
    named.forEach((sym, range) -> noteRange(joined, sym, range));
  }

  private static void noteRange(State state, Sym sym, Range range) {
    if (!range.equals(Range.ALL)) {
      state.note(sym, range);
    }
  }

  /** Returns what is known of a number, a constant or symbol. */
  private Range rangeOf(State state, Object number) {
    if (!(number instanceof Sym sym)) {
      boolean isWhole = number instanceof Integer || number instanceof Long;
      return isWhole ? Range.of(((Number) number).longValue()) : Range.ALL;
    }
    if (sym.bool()) {
      return Range.TRUTHS;
    }
    return sym.identity() instanceof Bits bits
        ? bits.range(rangeIn(state, bits.of()))
        : rangeIn(state, sym);
  }

  /** Returns what is known of a symbol where its value may be known, too. */
  private Range rangeIn(State state, Sym sym) {
    Integer value = isHere(sym) ? null : state.facts().get(sym);
    return value != null ? Range.of(value) : state.ranges().getOrDefault(sym, Range.ALL);
  }

  private boolean isPhiHere(Sym sym) {
    return sym.identity() instanceof Phi phi && phi.index == index && phi.method.equals(method);
  }

  private boolean isHere(Object number) {
    return number instanceof Sym sym
        && (isPhiHere(sym)
            || sym.identity() instanceof Derived derived
                && derived.operands().stream().anyMatch(this::isHere));
  }

  /**
   * Forgets between which bounds numbers were whose symbols stand for other ones from here on: the
   * ways that meet here name anew what differs.
   */
  void beginAnew(State state) {
    state.forgetRanges(sym -> isHere(sym) && !isHeld(state, sym));
  }

  private boolean isHeld(State state, Sym sym) {
    if (!(sym.identity() instanceof Phi phi)) {
      return false;
    }
    Value held =
        phi.slot instanceof Slot slot
            ? state.node(slot.obj).fields().get(slot.field)
            : slotIn(state, (Integer) phi.slot);
    return held != null && sym.equals(held.symbol());
  }

  private static Value slotIn(State state, int slot) {
    if (slot >= 0) {
      return slot < state.locals().length ? state.locals()[slot] : null;
    }
    return -1 - slot < state.depth() ? state.stack().get(-1 - slot) : null;
  }

  /** Returns whether two states differ in nothing but the bounds that are known of numbers. */
  boolean differInRanges(State a, State b) {
    return !a.ranges().equals(b.ranges()) && a.equalsButRanges(b);
  }

  /** Returns whether joining the second state to the first one would leave it as it is. */
  boolean covers(State a, State b) {
    a.work().add(a.locals().length);
    for (int i = 0; i < a.locals().length; i++) {
      if (!covers(a, b, a.locals()[i], b.locals()[i], i)) {
        return false;
      }
    }
    for (int i = 0; i < Math.min(a.depth(), b.depth()); i++) {
      if (!covers(a, b, a.stack().get(i), b.stack().get(i), -1 - i)) {
        return false;
      }
    }
    if (!b.facts().entrySet().containsAll(a.facts().entrySet())
        || !b.consents().containsAll(a.consents())) {
      return false;
    }
    for (Map.Entry<Sym, Range> known : a.ranges().entrySet()) {
      boolean isNamedAnew = isPhiHere(known.getKey()) && !isHeld(b, known.getKey());
      if (!isNamedAnew && !known.getValue().covers(rangeIn(b, known.getKey()))) {
        return false;
      }
    }
    if (a.heap() == b.heap()) {
      return true; // copies of one state in which neither has changed anything
    }
    for (Map.Entry<Obj, Node> entry : b.heap().entrySet()) {
      a.work().add(1 + entry.getValue().fields().size());
      if (!a.has(entry.getKey()) || !covers(a, b, entry.getKey(), entry.getValue())) {
        return false;
      }
    }
    return true;
  }

  private boolean covers(State a, State b, Obj obj, Node y) {
    Node x = a.node(obj);
    if (x == y) {
      return true;
    }
    if (x.single() && !y.single() || x.type() != null && !x.type().equals(y.type())) {
      return false;
    }
    for (Map.Entry<String, Value> field : y.fields().entrySet()) {
      Value known = x.fields().get(field.getKey());
      if (known == null || !covers(a, b, known, field.getValue(), new Slot(obj, field.getKey()))) {
        return false;
      }
    }
    for (Map.Entry<String, Value> field : x.fields().entrySet()) {
      if (!y.fields().containsKey(field.getKey())
          && !oneSided(obj, y, field.getKey(), field.getValue()).equals(field.getValue())) {
        return false;
      }
    }
    return true;
  }

  private boolean covers(State a, State b, Value x, Value y, Object slot) {
    if (x == y || x.equals(y)) {
      return true;
    }
    if (x.number() != null && y.number() != null) {
      return x.isWide() == y.isWide()
          && (x == Value.WIDE
              || x.symbol() != null
                  && (x.symbol().identity().equals(new Phi(method, index, slot))
                          && rangeOf(a, x.number()).covers(rangeOf(b, y.number()))
                      || y.number().equals(b.facts().get(x.symbol()))));
    }
    if (x == Value.TOP || y == Value.TOP) {
      return x == Value.TOP ? y.refs().isEmpty() : !x.refs().isEmpty();
    }
    return x.number() == null
        && y.number() == null
        && (x.isNullable() || !y.isNullable())
        && x.refs().keySet().containsAll(y.refs().keySet());
  }

  private static void joinOneSided(State a, State joined, Obj obj, Node node) {
    if (!a.has(obj)) {
      joined.setNode(obj, node);
    }
  }

  private Node join(State a, State b, Obj obj, Node x, Node y) {
    if (x == y) {
      return x;
    }
    a.work().add(x.fields().size() + y.fields().size());
    if (x.equals(y)) {
      return joinTraces(x, y);
    }
    Map<String, Value> fields = new LinkedHashMap<>();
    for (Map.Entry<String, Value> field : x.fields().entrySet()) {
      String name = field.getKey();
      Value other = y.fields().get(name);
      fields.put(
          name,
          other == null
              ? oneSided(obj, y, name, field.getValue())
              : join(a, b, field.getValue(), other, new Slot(obj, name)));
    }
    y.fields()
        .forEach((name, value) -> fields.computeIfAbsent(name, n -> oneSided(obj, x, n, value)));
    return new Node(
        fields, x.single() && y.single(), Objects.equals(x.type(), y.type()) ? x.type() : null);
  }

  private record Slot(Obj obj, String field) {}

  private Node joinTraces(Node x, Node y) {
    boolean traced = x.fields().values().stream().anyMatch(Value::hasImported);
    return traced ? joinNodes(x, y) : x;
  }

  /**
   * Returns what a field holds if it does on one way only; on the other, what it held from the
   * beginning.
   */
  private Value oneSided(Obj obj, Node other, String field, Value value) {
    if (field.startsWith("#") || field.equals(Memory.ANY)) {
      return value;
    }
    boolean number = value.number() != null || value == Value.TOP;
    Type type =
        number
            ? value.isWide() ? Type.LONG_TYPE : Type.INT_TYPE
            : Type.getObjectType("java/lang/Object");
    return memory.initial(obj, other, field, type).join(value);
  }

  private Value join(State a, State b, Value x, Value y, Object slot) {
    return x.join(y, (m, n) -> differing(a, b, m, n, slot));
  }

  private Object differing(State a, State b, Object x, Object y, Object slot) {
    Set<Sym> known = new LinkedHashSet<>(a.facts().keySet());
    known.addAll(b.facts().keySet());
    for (Sym sym : known) {
      if (x.equals(numberOf(a, sym)) && y.equals(numberOf(b, sym))) {
        return sym;
      }
    }
    Sym sym = new Sym(new Phi(method, index, slot), kindOf(x, y), null);
    if (!sym.bool()) {
      Range either = rangeOf(a, x).join(rangeOf(b, y));
      named.put(sym, x.equals(sym) ? rangeOf(a, x).widened(either) : either);
    }
    return sym;
  }

  private static Object numberOf(State state, Sym sym) {
    Integer fact = state.facts().get(sym);
    return fact == null ? sym : fact;
  }

  private static Sym.Kind kindOf(Object x, Object y) {
    if (Value.number(x).isWide()) {
      return Sym.Kind.WIDE;
    }
    return isBoolean(x) && isBoolean(y) ? Sym.Kind.BOOLEAN : Sym.Kind.INT;
  }

  private static boolean isBoolean(Object number) {
    return number instanceof Sym sym ? sym.bool() : number.equals(0) || number.equals(1);
  }

  /** Joins what an object holds where nothing is to be learned from the ways. */
  static Node joinNodes(Node x, Node y) {
    Map<String, Value> fields = new LinkedHashMap<>(x.fields());
    y.fields().forEach((name, value) -> fields.merge(name, value, Value::join));
    return new Node(
        fields, x.single() && y.single(), Objects.equals(x.type(), y.type()) ? x.type() : null);
  }
}
