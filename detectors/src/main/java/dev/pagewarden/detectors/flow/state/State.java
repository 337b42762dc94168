package dev.pagewarden.detectors.flow.state;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Everything that is known at one point of a method, on one bundle of ways to it. Mutable; copied
 * where ways part.
 */
public final class State {
  private final Work work;
  private final Value[] locals;
  private final List<Value> stack;
  private Map<Obj, Node> heap;
  private Facts facts;
  private Set<Obj> consents;

  /** What is imported that the method under analysis was given, so that its caller may hold it. */
  private Set<Obj> given = Set.of();

  /** What was stored last into one of several objects; null if nothing, or it may be outdated. */
  private Stored stored;

  /** Whether this state's maps are nobody else's, so that they may be changed. */
  private boolean owns;

  private record Stored(Value owner, String field, Value value) {}

  private State(Work work, Value[] locals, List<Value> stack) {
    this.work = work;
    this.locals = locals;
    this.stack = stack;
  }

  /**
   * Creates a state in which nothing is known.
   *
   * @param work where to count what is done with this state and its copies
   */
  public State(int maxLocals, Work work) {
    this(work, new Value[maxLocals], new ArrayList<>());
    heap = new LinkedHashMap<>();
    facts = new Facts();
    consents = new LinkedHashSet<>();
    owns = true;
    Arrays.fill(locals, Value.TOP);
  }

  /** Returns an independent copy. */
  public State copy() {
    State copy = withLocals(locals.clone(), new ArrayList<>(stack));
    copy.stored = stored;
    return copy;
  }

  /** Returns a copy of heap and knowledge for a method with its own locals. */
  public State withLocals(Value[] newLocals, List<Value> newStack) {
    work.add(newLocals.length);
    State copy = new State(work, newLocals, newStack);
    copy.heap = heap;
    copy.facts = facts;
    copy.consents = consents;
    copy.given = given;
    owns = false;
    return copy;
  }

  /** Gives the state maps of its own, before the first change since it was copied. */
  private void own() {
    if (!owns) {
      work.add(heap.size() + facts.size());
      heap = new LinkedHashMap<>(heap);
      facts = facts.copy();
      consents = new LinkedHashSet<>(consents);
      owns = true;
    }
  }

  /** Returns what tests have shown; not to be changed. */
  Facts tests() {
    return facts;
  }

  /** Returns where work is counted. */
  Work work() {
    return work;
  }

  /** Returns a local variable. */
  public Value local(int index) {
    return locals[index];
  }

  /** Sets a local variable. */
  public void setLocal(int index, Value value) {
    locals[index] = value;
  }

  /** Forgets the local variables that nobody reads again. */
  public void keepLocals(BitSet live) {
    for (int i = 0; i < locals.length; i++) {
      if (!live.get(i)) {
        locals[i] = Value.TOP;
      }
    }
  }

  /**
   * Forgets what tests have shown of symbols where it has become too much to carry on: the oldest
   * of what they are, and what they are not of those that nothing holds.
   */
  public void forgetOldTests() {
    if (facts.isTooMuch()) {
      own();
      facts.forgetOldest(this::symbols);
    }
  }

  private Set<Sym> symbols() {
    Set<Sym> symbols = new HashSet<>();
    Consumer<Value> note =
        value -> {
          if (value.symbol() != null) {
            symbols.add(value.symbol());
          }
        };
    for (Value local : locals) {
      note.accept(local);
    }
    stack.forEach(note);
    for (Node node : heap.values()) {
      work.add(node.fields().size());
      node.fields().values().forEach(note);
    }
    return symbols;
  }

  /** Pushes onto the operand stack; a long or double is one entry. */
  public void push(Value value) {
    stack.add(value);
  }

  /** Pops the operand stack. */
  public Value pop() {
    return stack.remove(stack.size() - 1);
  }

  /** Returns the stack's entry so many below the top. */
  public Value peek(int below) {
    return stack.get(stack.size() - 1 - below);
  }

  /** Empties the operand stack. */
  public void clearStack() {
    stack.clear();
  }

  /** Returns the operand stack's depth in entries. */
  public int depth() {
    return stack.size();
  }

  /** Returns an object's node; {@link Node#EMPTY} if none was kept. */
  public Node node(Obj obj) {
    return heap.getOrDefault(obj, Node.EMPTY);
  }

  /** Sets an object's node. */
  public void setNode(Obj obj, Node node) {
    own();
    work.add(node.fields().size());
    heap.put(obj, node);
  }

  /** Takes note of a store into a field of one of the objects that a value stands for. */
  public void noteStore(Value owner, String field, Value value) {
    stored = new Stored(owner, field, value);
  }

  /**
   * Returns what has just been stored through this very value, whichever of its objects that was;
   * null if nothing was, or something else may have been stored there since.
   */
  public Value storedLast(Value owner, String field) {
    boolean isThis = stored != null && stored.owner == owner && stored.field.equals(field);
    return isThis ? stored.value : null;
  }

  /** Forgets what was stored last, since it may be something else from here on. */
  public void forgetStore() {
    stored = null;
  }

  /** Returns whether the heap has the object. */
  public boolean has(Obj obj) {
    return heap.containsKey(obj);
  }

  /** Returns the objects with nodes, oldest first; not to be changed. */
  public Map<Obj, Node> heap() {
    return heap;
  }

  /** Returns what inputs' symbols turned out to be; not to be changed. */
  public Map<Sym, Integer> facts() {
    return facts.values();
  }

  /** Returns what is known of a symbol that may have been met before: its value, or itself. */
  public Value known(Sym sym) {
    Integer fact = facts.values().get(sym);
    if (fact == null && sym.identity() instanceof Bits bits) {
      fact = bits.in(facts.range(bits.of()));
    }
    return Value.number(fact == null ? sym : fact);
  }

  /** Returns the buffers whose exporters have consented; not to be changed. */
  public Set<Obj> consents() {
    return consents;
  }

  /** Takes note that a buffer's exporter has consented, to the use of its mapped tables too. */
  public void consent(Obj buffer) {
    own();
    if (consents.add(buffer)) {
      work.add(heap.size());
      heap.replaceAll((obj, node) -> Mapping.openedIfFrom(obj, node, buffer));
    }
  }

  /** Takes note of what is known of a symbol that stands nowhere. */
  void note(Sym sym, int value) {
    own();
    facts.put(sym, value);
  }

  /** Takes note of all that is known of a symbol. */
  void note(Sym sym, Range range) {
    own();
    facts.put(sym, range);
  }

  /** Takes note that a symbol has a value, wherever it stands. Returns whether that is possible. */
  public boolean learn(Sym sym, int value) {
    if (sym.identity() instanceof Bits bits) {
      return new Assumptions(this).take(bits, value);
    }
    if (!facts.allow(sym, value)) {
      return false;
    }
    own();
    facts.put(sym, value);
    if (sym.consentOf() != null && value == 1) {
      consent(sym.consentOf());
    }
    Range known = Range.of(value);
    replaceNumbers(
        number -> number.equals(sym) ? (Object) value : Bits.knownIn(number, sym, known));
    return true;
  }

  /** Takes note that a symbol does not have a value. Returns whether that is possible. */
  public boolean exclude(Sym sym, int value) {
    return assume(sym, Relation.OTHER, value);
  }

  /**
   * Takes note of how a symbol relates to a constant. Returns whether it can, for what is known.
   */
  public boolean assume(Sym sym, Relation relation, long constant) {
    return new Assumptions(this).take(sym, relation, constant);
  }

  /** Takes note of what is known of a symbol elsewhere. Returns whether that is possible. */
  boolean learn(Sym sym, Range range) {
    return new Assumptions(this).take(sym, range);
  }

  /**
   * Forgets a symbol that is about to be made again, so that the old one is not taken for the new.
   */
  public void forget(Sym sym) {
    own();
    facts.forget(sym);
    replaceNumbers(number -> number.equals(sym) || Derived.follows(number, sym) ? null : number);
  }

  /** Replaces a value by what a test has left of it, in every place that holds this very value. */
  public void refine(Value before, Value after) {
    if (before != after) {
      rewrite(value -> value == before ? after : value);
    }
  }

  /**
   * Returns a value that something is asked of, so that it is not null, here and wherever it
   * stands; null if it is nothing but null.
   */
  public Value dereferenced(Value value) {
    Value rest = value.nonNull();
    if (rest != null) {
      refine(value, rest);
    }
    return rest;
  }

  /**
   * Forgets the numbers in the heap that are others than they were, since what changed them may
   * happen again. Returns whether there were any.
   */
  boolean forgetCounts(State before) {
    own();
    boolean isChanged = false;
    for (Map.Entry<Obj, Node> entry : heap.entrySet()) {
      Node was = before.heap.get(entry.getKey());
      if (was == null || was == entry.getValue()) {
        continue;
      }
      for (Map.Entry<String, Value> field : entry.getValue().fields().entrySet()) {
        Value old = was.fields().get(field.getKey());
        boolean counted = field.getValue().isConstant() && !field.getValue().equals(old);
        if (counted && (old != null || field.getKey().startsWith("["))) {
          entry.setValue(entry.getValue().with(field.getKey(), field.getValue().forgotten()));
          isChanged = true;
        }
      }
    }
    return isChanged;
  }

  /** Forgets which constants int and long numbers are that another state doesn't have there. */
  void forgetConstants(State unlessIn) {
    own();
    work.add(locals.length + heap.size());
    for (int i = 0; i < locals.length; i++) {
      locals[i] = constantIfIn(unlessIn.locals[i], locals[i]);
    }
    heap.replaceAll(
        (obj, node) -> {
          Map<String, Value> before = unlessIn.node(obj).fields();
          return node.rewritten((field, value) -> constantIfIn(before.get(field), value));
        });
  }

  private static Value constantIfIn(Value before, Value now) {
    return !now.isConstant() || now.equals(before) ? now : now.forgotten();
  }

  /** Forgets which constants int and long numbers are. */
  public void forgetConstants() {
    rewrite(value -> value.isConstant() ? value.forgotten() : value);
  }

  /** Applies a change to every number of the state; it returns null where one is forgotten. */
  void replaceNumbers(UnaryOperator<Object> change) {
    rewrite(
        value -> {
          if (value.number() == null) {
            return value;
          }
          Object changed = change.apply(value.number());
          return changed == value.number()
              ? value
              : changed == null ? value.forgotten() : Value.number(changed);
        });
  }

  /** Applies a change to every value of the state. */
  void rewrite(UnaryOperator<Value> change) {
    own();
    forgetStore();
    work.add(locals.length + heap.size());
    for (int i = 0; i < locals.length; i++) {
      locals[i] = change.apply(locals[i]);
    }
    stack.replaceAll(change);
    heap.replaceAll((obj, node) -> node.rewritten(change));
  }

  /**
   * Makes room for an object that is about to be made again by the same instruction: the one it
   * made before gets another name, under which it may be one of several.
   *
   * @return the name that it goes on with
   */
  public Obj retire(Obj obj) {
    own();
    return new Renaming(this, heap, facts, consents).retire(obj);
  }

  /** Takes what a call has mapped for what it mapped earlier, since it maps again. */
  public void retire(Mapping mapping) {
    own();
    new Renaming(this, heap, facts, consents).retire(mapping);
    given = given.stream().map(mapping::retired).collect(Collectors.toSet());
  }

  /** Takes note that the caller may hold what is imported in this state, with which it begins. */
  void giveImported() {
    given = new HashSet<>(heap.keySet());
    given.removeIf(obj -> !obj.isImported());
  }

  /** Returns whether the caller may hold what is imported. */
  boolean isGiven(Obj obj) {
    return given.contains(obj);
  }

  /**
   * Forgets the objects made or obtained by the method under analysis that nothing leads to any
   * more, which would tell states apart that are the same to what follows.
   */
  public void collect() {
    Set<Obj> lost = Reachability.lost(this, given);
    if (!lost.isEmpty()) {
      own();
      heap.keySet().removeAll(lost);
      consents.removeAll(lost);
      facts.forgetAbout(lost);
    }
  }

  /** Returns between which bounds symbols are known to be, by symbol. */
  Map<Sym, Range> ranges() {
    return facts.ranges();
  }

  /** Forgets between which bounds some symbols are. */
  void forgetRanges(Predicate<Sym> ofThese) {
    if (facts.ranges().keySet().stream().anyMatch(ofThese)) {
      own();
      facts.forgetRanges(ofThese);
    }
  }

  Value[] locals() {
    return locals;
  }

  List<Value> stack() {
    return stack;
  }

  /** Returns whether two states know the same; traces don't count. */
  @Override
  public boolean equals(Object other) {
    return other instanceof State state
        && equalsButRanges(state)
        && facts.ranges().equals(state.facts.ranges());
  }

  /** Returns whether two states know the same, but for the bounds of numbers. */
  boolean equalsButRanges(State state) {
    return Arrays.equals(locals, state.locals)
        && stack.equals(state.stack)
        && facts.values().equals(state.facts.values())
        && consents.equals(state.consents)
        && heap.equals(state.heap);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(locals) * 31 + heap.hashCode();
  }

  @Override
  public String toString() {
    return Arrays.toString(locals) + " " + stack + " " + heap;
  }
}
