package dev.pagewarden.detectors.flow.interp;

import dev.pagewarden.detectors.flow.state.State;
import dev.pagewarden.detectors.flow.state.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * What predicates and comparators make of short sequences whose places are known, for models: what
 * comes before the first element that a predicate refuses, whether it holds for any, in what order
 * a comparator puts them.
 */
final class Orders {
  private final Predicates predicates;

  Orders(Predicates predicates) {
    this.predicates = predicates;
  }

  /** Returns how many elements come before the first one that a predicate refuses, null if open. */
  Integer prefix(State state, List<Value> places, Value predicate, String type) {
    for (int i = 0; i < places.size(); i++) {
      Types.Answer answer = predicates.says(state.copy(), predicate, type, places.get(i));
      if (answer != Types.Answer.YES) {
        return answer == Types.Answer.NO ? (Integer) i : null;
      }
    }
    return places.size();
  }

  /** Returns whether a predicate holds for one element at least, or for all of them. */
  Value holds(State state, List<Value> places, Value predicate, String type, boolean forAll) {
    Types.Answer decides = forAll ? Types.Answer.NO : Types.Answer.YES;
    boolean isOpen = places == null;
    for (Value element : places == null ? List.<Value>of() : places) {
      Types.Answer answer = predicates.says(state.copy(), predicate, type, element);
      if (answer == decides) {
        return Value.number(forAll ? 0 : 1);
      }
      isOpen |= answer == Types.Answer.MAYBE;
    }
    return isOpen ? Value.TOP : Value.number(forAll ? 1 : 0);
  }

  /**
   * Returns the elements in a comparator's order; null if it isn't known, as where some are equal
   * and who comes first depends on who sorts.
   */
  List<Value> sorted(State state, List<Value> places, Value comparator, String type) {
    List<Value> sorted = new ArrayList<>();
    for (Value element : places) {
      int at = sorted.size();
      for (int i = sorted.size() - 1; i >= 0; i--) {
        Integer order =
            predicates.answer(state.copy(), comparator, type, List.of(element, sorted.get(i)));
        if (order == null || order == 0) {
          return null;
        }
        at = order < 0 ? i : at;
      }
      sorted.add(at, element);
    }
    return sorted;
  }
}
