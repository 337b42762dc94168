package dev.pagewarden.detectors.flow.interp;

import dev.pagewarden.detectors.flow.state.About;
import dev.pagewarden.detectors.flow.state.Obj;
import dev.pagewarden.detectors.flow.state.Relation;
import dev.pagewarden.detectors.flow.state.State;
import dev.pagewarden.detectors.flow.state.Sym;
import dev.pagewarden.detectors.flow.state.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Type;

/** What strings answer. */
final class Strings {
  /** How the question begins whether a string is equal to a text. */
  private static final String EQUALS = "equals ";

  private Strings() {}

  /**
   * Returns how a call can end that asks a string, or null if the answer can't be told: a constant
   * tells what it is, each of a few constants on a way of its own, another string at least the same
   * each time it is asked.
   */
  static List<Outcome> ask(State state, Call call, List<Value> arguments) {
    Value asked = arguments.get(0);
    boolean areStrings = asked.refs().keySet().stream().allMatch(obj -> isString(state, obj));
    List<Value> each = areStrings && !asked.isNullable() ? asked.apart() : List.of(asked);
    List<Outcome> outcomes = new ArrayList<>();
    for (Value one : each) {
      State way = each.size() == 1 ? state : state.copy();
      way.refine(asked, one);
      List<Value> given = new ArrayList<>(arguments);
      given.set(0, one);
      Value answer = answer(way, call, given);
      if (answer == null) {
        return null;
      }
      outcomes.add(Outcome.returned(way, answer));
    }
    return outcomes;
  }

  private static boolean isString(State state, Obj obj) {
    return Types.typeOf(state, obj).equals("java/lang/String");
  }

  private static Value answer(State state, Call call, List<Value> arguments) {
    String text = constant(arguments.get(0));
    if (text == null) {
      return sameAnswer(state, call, arguments);
    }
    Value answer = answer(text, call, arguments);
    boolean isAsked = answer == null && call.name().equals("equals") && arguments.size() == 2;
    return isAsked ? sameAnswer(state, call, List.of(arguments.get(1), arguments.get(0))) : answer;
  }

  private static Value sameAnswer(State state, Call call, List<Value> arguments) {
    Obj asked = arguments.get(0).single();
    String about = arguments.size() == 2 ? constant(arguments.get(1)) : "";
    boolean stable =
        asked != null
            && asked.kind() == Obj.Kind.UNKNOWN
            && isString(state, asked)
            && call.returnType().getSort() <= Type.INT
            && about != null
            && arguments.size() <= 2
            && state.node(asked).single();
    if (!stable) {
      return null;
    }
    String text = equalTo(state, asked);
    Value answer = text == null ? null : answer(text, call, arguments);
    if (answer != null) {
      return answer;
    }
    boolean bool = call.returnType().getSort() == Type.BOOLEAN;
    Sym same = new Sym(new About(call.name() + " " + about, asked, null), bool, null);
    if (call.name().equals("equals") && !canHaveHash(state, asked, about.hashCode())) {
      return bool(false);
    }
    return state.known(same);
  }

  /** Returns the text that a string has turned out to be equal to, or null. */
  private static String equalTo(State state, Obj asked) {
    for (Map.Entry<Sym, Integer> fact : state.facts().entrySet()) {
      boolean isTrue = fact.getValue() == 1;
      if (isTrue
          && fact.getKey().identity() instanceof About about
          && about.obj().equals(asked)
          && about.what().startsWith(EQUALS)) {
        return about.what().substring(EQUALS.length());
      }
    }
    return null;
  }

  /** Returns whether a string can have a hash code, for what a switch has shown of its own. */
  private static boolean canHaveHash(State state, Obj asked, int hash) {
    Sym own = new Sym(new About("hashCode ", asked, null), false, null);
    return state.copy().assume(own, Relation.EQUAL, hash);
  }

  private static Value answer(String text, Call call, List<Value> arguments) {
    String other = arguments.size() > 1 ? constant(arguments.get(1)) : null;
    return switch (call.name()) {
      case "hashCode" -> Value.number(text.hashCode());
      case "length" -> Value.number(text.length());
      case "isEmpty" -> bool(text.isEmpty());
      case "equals" -> other == null ? null : bool(text.equals(other));
      case "equalsIgnoreCase" -> other == null ? null : bool(text.equalsIgnoreCase(other));
      case "compareTo" -> other == null ? null : Value.number(text.compareTo(other));
      case "contains" -> other == null ? null : bool(text.contains(other));
      case "startsWith" ->
          other == null || arguments.size() > 2 ? null : bool(text.startsWith(other));
      case "endsWith" -> other == null ? null : bool(text.endsWith(other));
      default -> null;
    };
  }

  /** Returns the text that a value is for sure, or null. */
  static String constant(Value value) {
    Obj obj = value.isNullable() ? null : value.single();
    return obj == null ? null : obj.text();
  }

  private static Value bool(boolean answer) {
    return Value.number(answer ? 1 : 0);
  }
}
