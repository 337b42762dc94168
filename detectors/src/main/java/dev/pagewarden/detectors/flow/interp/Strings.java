package dev.pagewarden.detectors.flow.interp;

import dev.pagewarden.detectors.flow.state.About;
import dev.pagewarden.detectors.flow.state.Obj;
import dev.pagewarden.detectors.flow.state.State;
import dev.pagewarden.detectors.flow.state.Sym;
import dev.pagewarden.detectors.flow.state.Value;
import java.util.List;
import org.objectweb.asm.Type;

/** What strings answer. */
final class Strings {
  private Strings() {}

  /**
   * Returns what a string answers, or null if that can't be told: a constant what it is, another
   * one at least the same each time it is asked.
   */
  static Value answer(State state, Call call, List<Value> arguments) {
    String text = constant(arguments.get(0));
    return text == null ? sameAnswer(state, call, arguments) : answer(text, call, arguments);
  }

  private static Value sameAnswer(State state, Call call, List<Value> arguments) {
    Obj asked = arguments.get(0).single();
    String about = arguments.size() == 2 ? constant(arguments.get(1)) : "";
    boolean stable =
        asked != null
            && asked.kind() == Obj.Kind.UNKNOWN
            && call.owner().equals("java/lang/String")
            && call.returnType().getSort() <= Type.INT
            && about != null
            && arguments.size() <= 2
            && state.node(asked).single();
    if (!stable) {
      return null;
    }
    boolean bool = call.returnType().getSort() == Type.BOOLEAN;
    return state.known(new Sym(new About(call.name() + " " + about, asked, null), bool, null));
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

  private static String constant(Value value) {
    Obj obj = value.isNullable() ? null : value.single();
    return obj != null && obj.identity() instanceof String text && obj.kind() == Obj.Kind.CONSTANT
        ? text
        : null;
  }

  private static Value bool(boolean answer) {
    return Value.number(answer ? 1 : 0);
  }
}
