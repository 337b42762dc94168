package dev.pagewarden.detectors.flow.state;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Gives the objects of a state other names, where what made them is about to make more.
 *
 * @param state the state, which owns its maps
 * @param heap its heap
 * @param facts what it knows
 * @param consents its consents
 */
record Renaming(State state, Map<Obj, Node> heap, Facts facts, Set<Obj> consents) {
  /** See {@link State#retire(Obj)}. */
  Obj retire(Obj obj) {
    state.work().add(heap.size());
    Node node = heap.remove(obj);
    Object identity = Reachability.identityAfter(state, obj);
    boolean consented = consents.remove(obj);
    if (identity == null) { // nothing leads to it any more
      facts.forgetAbout(Set.of(obj));
      return obj.withIdentity(new Older(obj.identity()));
    }
    heap.put(obj, node);
    Obj as = obj.withIdentity(identity);
    rename(other -> other.equals(obj) ? as : other);
    if (consented) {
      consents.add(as);
    }
    return as;
  }

  /** See {@link State#retire(Mapping)}. */
  void retire(Mapping mapping) {
    rename(mapping::retired);
  }

  private void rename(Function<Obj, Obj> renaming) {
    Map<Obj, Node> moved = new LinkedHashMap<>();
    heap.forEach(
        (obj, node) -> {
          if (!renaming.apply(obj).equals(obj)) {
            moved.put(obj, node);
          }
        });
    heap.keySet().removeAll(moved.keySet());
    facts.forgetAbout(moved.keySet());
    UnaryOperator<Value> renamed = value -> value.rename(renaming, number -> number);
    state.rewrite(renamed);
    moved.forEach((obj, node) -> putJoined(renaming.apply(obj), node.rewritten(renamed)));
  }

  private void putJoined(Obj obj, Node node) {
    Node known = heap.get(obj);
    heap.put(obj, known == null ? node : StateJoin.joinNodes(known, node).shared());
  }
}
