package dev.pagewarden.detectors.flow.interp;

import dev.pagewarden.detectors.flow.state.Memory;
import dev.pagewarden.detectors.flow.state.Obj;
import dev.pagewarden.detectors.flow.state.State;
import dev.pagewarden.detectors.flow.state.Value;
import java.util.List;
import java.util.Map;

/** Keys that are constants, compared, and the ranges that parts of sorted maps and sets show. */
final class KeyRange {
  private static final String LOW = "#low";
  private static final String HIGH = "#high";
  private static final String LOW_INCLUDED = "#lowIn";
  private static final String HIGH_INCLUDED = "#highIn";

  private KeyRange() {}

  /** Returns whether a view shows a range of keys. */
  static boolean isRange(Map<String, Value> fields) {
    return fields.containsKey(LOW) || fields.containsKey(HIGH);
  }

  /**
   * Returns whether a key is among those that a view shows.
   *
   * @param direction 1 for the keys' natural order, -1 for its reverse
   */
  static Types.Answer contains(State state, Map<String, Value> fields, Value key, int direction) {
    Value from = fields.get(LOW);
    Value to = fields.get(HIGH);
    Types.Answer low = isBeyond(state, key, from, fields.get(LOW_INCLUDED), direction);
    Types.Answer high = isBeyond(state, key, to, fields.get(HIGH_INCLUDED), -direction);
    if (low == Types.Answer.NO || high == Types.Answer.NO) {
      return Types.Answer.NO;
    }
    return low == high ? low : Types.Answer.MAYBE;
  }

  private static Types.Answer isBeyond(
      State state, Value key, Value bound, Value included, int side) {
    if (bound == null) {
      return Types.Answer.YES;
    }
    if (!areComparable(state, List.of(key, bound))) {
      return Types.Answer.MAYBE;
    }
    int sign = Integer.signum(compare(state, key, bound)) * side;
    if (sign != 0) {
      return sign > 0 ? Types.Answer.YES : Types.Answer.NO;
    }
    Integer isIncluded = included == null ? null : included.intConstant();
    return isIncluded == null
        ? Types.Answer.MAYBE
        : isIncluded == 1 ? Types.Answer.YES : Types.Answer.NO;
  }

  /** Returns whether all keys are constants of one class. */
  static boolean areComparable(State state, List<Value> keys) {
    return keys.stream().allMatch(key -> comparable(state, key) != null)
        && keys.stream().map(key -> comparable(state, key).getClass()).distinct().count() == 1;
  }

  /** Compares two constants. */
  static int compare(State state, Value a, Value b) {
    return comparable(state, a).compareTo(comparable(state, b));
  }

  @SuppressWarnings("unchecked")
  private static Comparable<Object> comparable(State state, Value key) {
    Obj only = key.isNullable() ? null : key.single();
    if (only == null) {
      return null;
    }
    Value boxed = state.node(only).fields().get(Memory.NUMBER);
    Object constant = boxed == null ? only.identity() : boxed.number();
    boolean isKnown = boxed != null ? constant instanceof Number : constant instanceof String;
    return isKnown ? (Comparable<Object>) constant : null;
  }
}
