package dev.pagewarden.detectors.flow.state;

import dev.pagewarden.detectors.flow.code.Method;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The way into a method and back: its arguments and what can be reached from them, under names that
 * don't depend on the caller, so that calls that look alike to the method are analysed once.
 */
public final class CallBoundary {
  private final State caller;
  private final Method method;
  private final Method callerMethod;
  private final int call;
  private final Map<Obj, Obj> inward = new LinkedHashMap<>();
  private final Map<Obj, Obj> outward = new HashMap<>();
  private final Map<Sym, Sym> symbolsInward = new HashMap<>();
  private final Map<Sym, Sym> symbolsOutward = new HashMap<>();
  private final Deque<Obj> open = new ArrayDeque<>();
  private final State entry;
  private Retracing retracing = Retracing.NONE;

  /** The new names of the caller's objects that the callee made others of, on the way back. */
  private final Map<Obj, Obj> retired = new HashMap<>();

  /** A symbol that the caller handed in. */
  private record InputSymbol(int number) {}

  /** Enters a method with arguments, the receiver first if there is one. */
  public CallBoundary(
      State caller, Method method, List<Value> arguments, Method callerMethod, int call) {
    this.caller = caller;
    this.method = method;
    this.callerMethod = callerMethod;
    this.call = call;
    this.entry = new State(method.body().maxLocals(), caller.work());
    enter(arguments);
  }

  private void enter(List<Value> arguments) {
    int slot = 0;
    int index = method.isStatic() ? 0 : -1;
    for (Value argument : arguments) {
      entry.setLocal(slot, inward(argument));
      slot += index >= 0 ? method.argumentTypes()[index].getSize() : 1;
      index++;
    }
    for (Obj obj : caller.heap().keySet()) {
      if (obj.kind() == Obj.Kind.STATICS) {
        reach(obj);
      }
    }
    while (!open.isEmpty()) {
      Obj obj = open.remove();
      if (caller.has(obj)) {
        entry.setNode(inward.get(obj), inward(caller.node(obj)));
      }
    }
    entry.giveImported();
    for (Obj buffer : caller.consents()) {
      if (inward.containsKey(buffer)) {
        entry.consent(inward.get(buffer));
      }
    }
    caller
        .facts()
        .forEach(
            (sym, value) -> {
              if (isTestKnownInside(sym)) {
                entry.note((Sym) inwardNumber(sym), value);
              }
            });
    caller
        .ranges()
        .forEach(
            (sym, range) -> {
              if (symbolsInward.containsKey(sym) || isTestKnownInside(sym)) {
                entry.note((Sym) inwardNumber(sym), range);
              }
            });
  }

  private boolean isTestKnownInside(Sym sym) {
    return sym.identity() instanceof About about && isKnownInside(about)
        || sym.identity() instanceof Derived derived && isKnownInside(derived);
  }

  private boolean isKnownInside(Derived derived) {
    return derived.operands().stream()
        .allMatch(
            operand ->
                !(operand instanceof Sym sym)
                    || symbolsInward.containsKey(sym)
                    || isTestKnownInside(sym));
  }

  private boolean isKnownInside(About about) {
    return inward.containsKey(about.obj())
        && (about.other() == null || inward.containsKey(about.other()));
  }

  private Node inward(Node node) {
    Map<String, Value> fields = new LinkedHashMap<>();
    node.fields().forEach((field, value) -> fields.put(field, inward(value)));
    return new Node(fields, node.single(), node.type());
  }

  private Value inward(Value value) {
    return value.rename(this::reach, this::inwardNumber);
  }

  private Object inwardNumber(Object number) {
    if (!(number instanceof Sym sym)) {
      return number;
    }
    Sym known = symbolsInward.get(sym);
    if (known != null) {
      return known;
    }
    Obj consentOf = sym.consentOf() == null ? null : reach(sym.consentOf());
    Sym input = new Sym(inwardIdentity(sym.identity()), sym.kind(), consentOf);
    symbolsInward.put(sym, input);
    symbolsOutward.put(input, sym);
    return input;
  }

  private Object inwardIdentity(Object identity) {
    if (identity instanceof About about && isKnownInside(about)) {
      return new About(about.what(), reach(about.obj()), reachOrNone(about.other()));
    }
    if (identity instanceof Derived derived && isKnownInside(derived)) {
      return derived.renamed(this::inwardNumber);
    }
    return new InputSymbol(symbolsInward.size());
  }

  private Obj reach(Obj obj) {
    Obj known = inward.get(obj);
    if (known != null) {
      return known;
    }
    Obj name = obj.isAbsolute() ? obj : obj.withIdentity(inward.size());
    inward.put(obj, name);
    outward.put(name, obj);
    open.add(obj);
    if (obj.isImported()) {
      reach(obj.derived().table());
    }
    return name;
  }

  private Obj reachOrNone(Obj obj) {
    return obj == null ? null : reach(obj);
  }

  /** Returns the state in which the method begins. */
  public State entry() {
    return entry;
  }

  /**
   * Returns the entry without the constants among its numbers that are others than they were when
   * the method was entered before, since recursion would make ever new ones of them.
   */
  public State generalised(State earlier) {
    entry.forgetConstants(earlier);
    return entry;
  }

  /** Takes note that what comes back is of a run on another entry, equal but for its traces. */
  public void wasRunOn(State other) {
    if (other != entry && inward.keySet().stream().anyMatch(Obj::isImported)) {
      retracing = new Retracing(other, entry);
    }
  }

  /**
   * Returns the caller's state after the method ended in the given one, without result and stack of
   * the callee; null if that can't be, for what is known of a symbol.
   *
   * @param result what the method returned, null if it threw
   */
  public State leave(State end, Value result) {
    State after = caller.copy();
    after.forgetStore();
    retired.clear();
    for (Map.Entry<Sym, Integer> fact : end.facts().entrySet()) {
      Sym sym = outwardIfKnown(fact.getKey());
      if (sym != null && !after.learn(sym, fact.getValue())) {
        return null;
      }
    }
    for (Map.Entry<Sym, Range> fact : end.ranges().entrySet()) {
      Sym sym = outwardIfKnown(fact.getKey());
      if (sym != null && !after.learn(sym, fact.getValue())) {
        return null;
      }
    }
    Map<Obj, Node> reached = reachable(end);
    retireRepeated(after, reached, result == null ? Value.NULL : result);
    retireMappedAgain(after, reached);
    Map<Obj, Node> renamed = new LinkedHashMap<>();
    reached.forEach((obj, node) -> merge(renamed, outward(obj), outward(node)));
    for (Obj older : retired.values()) {
      if (caller.has(older) && renamed.containsKey(older)) {
        merge(renamed, older, after.node(older));
      }
    }
    renamed.forEach(after::setNode);
    for (Obj buffer : end.consents()) {
      after.consent(outward(buffer));
    }
    return after;
  }

  private static void merge(Map<Obj, Node> nodes, Obj obj, Node node) {
    nodes.merge(obj, node, (a, b) -> StateJoin.joinNodes(a, b).shared());
  }

  /** Returns a symbol as the caller knows it, null if it does not. */
  private Sym outwardIfKnown(Sym sym) {
    Sym known = symbolsOutward.get(sym);
    return known == null && isKnownOutside(sym) ? (Sym) outwardNumber(sym) : known;
  }

  private boolean isKnownOutside(Object number) {
    return !(number instanceof Sym sym)
        || symbolsOutward.containsKey(sym)
        || sym.identity() instanceof About
        || sym.identity() instanceof Derived derived
            && derived.operands().stream().allMatch(this::isKnownOutside);
  }

  private Map<Obj, Node> reachable(State end) {
    Map<Obj, Node> reached = new LinkedHashMap<>();
    Deque<Obj> next = new ArrayDeque<>(inward.values());
    end.heap().keySet().stream().filter(Obj::isAbsolute).forEach(next::add);
    end.stack().forEach(value -> next.addAll(value.refs().keySet()));
    while (!next.isEmpty()) {
      Obj obj = next.remove();
      if (end.has(obj) && !reached.containsKey(obj)) {
        Node node = end.node(obj);
        reached.put(obj, node);
        node.fields().values().forEach(value -> next.addAll(value.refs().keySet()));
      }
    }
    return reached;
  }

  /**
   * What an earlier call from here made and this one made again becomes one of several. Where the
   * new one is the result, what it holds of the earlier ones is told apart from it; where it went
   * into a structure, that would cost much, and who goes through one looks at all of them alike.
   */
  private void retireRepeated(State after, Map<Obj, Node> reached, Value result) {
    Map<Obj, Obj> older = new HashMap<>();
    for (Obj obj : reached.keySet()) {
      if (!outward.containsKey(obj) && !obj.isAbsolute()) {
        Obj name = outward(obj);
        if (after.has(name) && !isRetired(name)) {
          Obj as = after.retire(name);
          if (result.refs().containsKey(obj)) {
            older.put(name, as);
          }
        }
      }
    }
    retired.putAll(older);
  }

  /** What was mapped before the callee mapped again, at the same place, is the earlier one now. */
  private void retireMappedAgain(State after, Map<Obj, Node> reached) {
    for (Obj obj : reached.keySet()) {
      if (obj.isImported() && obj.equals(obj.derived().table())) {
        Mapping mapping = obj.derived().mapping();
        Obj earlier = Obj.imported(mapping.before(), obj.derived().subject());
        boolean again =
            inward.containsKey(obj)
                ? reached.containsKey(earlier) && !inward.containsKey(earlier)
                : mapping.isLeft(after);
        if (again) {
          after.retire(mapping);
        }
      }
    }
  }

  private static boolean isRetired(Obj obj) {
    return obj.identity() instanceof Older || obj.identity() instanceof Kept;
  }

  /** Returns a value of the callee as the caller sees it, in the state that was left for last. */
  public Value outward(Value value) {
    return retracing.of(value.rename(this::outward, this::outwardNumber));
  }

  /** Returns how a value came to an access in the callee, from where the caller has it. */
  public Trace outward(Trace trace) {
    return retracing.of(trace);
  }

  private Node outward(Node node) {
    Map<String, Value> fields = new LinkedHashMap<>();
    node.fields().forEach((field, value) -> fields.put(field, outward(value)));
    return new Node(fields, node.single(), node.type());
  }

  private Obj outward(Obj obj) {
    Obj known = outward.get(obj);
    if (known != null) {
      return retired.getOrDefault(known, known);
    }
    if (obj.isAbsolute()) {
      return obj;
    }
    if (obj.identity() instanceof Field field) {
      return Field.step(outward(field.obj()), field.field(), obj);
    }
    return obj.withIdentity(outwardIdentity(obj.identity()));
  }

  private Object outwardIdentity(Object identity) {
    if (identity instanceof Chain chain) {
      return chain.calledFrom(callerMethod, call);
    }
    if (identity instanceof Older older) {
      return new Older(outwardIdentity(older.identity()));
    }
    if (identity instanceof Kept kept) {
      return new Kept(outwardIdentity(kept.identity()), outward(kept.holder()), kept.element());
    }
    if (identity instanceof Field field) {
      return new Field(outward(field.obj()), field.field());
    }
    if (identity instanceof About about) {
      Obj other = about.other() == null ? null : outward(about.other());
      return new About(about.what(), outward(about.obj()), other);
    }
    if (identity instanceof Derived derived) {
      return derived.renamed(this::outwardNumber);
    }
    return identity;
  }

  private Object outwardNumber(Object number) {
    if (!(number instanceof Sym sym)) {
      return number;
    }
    Sym known = symbolsOutward.get(sym);
    if (known != null) {
      return known;
    }
    Obj consentOf = sym.consentOf() == null ? null : outward(sym.consentOf());
    return new Sym(outwardIdentity(sym.identity()), sym.kind(), consentOf);
  }
}
