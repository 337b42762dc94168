package dev.pagewarden.detectors.flow.interp;

import dev.pagewarden.detectors.flow.state.Obj;
import dev.pagewarden.detectors.flow.state.Value;
import java.util.List;

/** What strings answer that are constants. */
final class Strings {
  private Strings() {}

  /** Returns the answer of a string constant, or null if it can't be told. */
  static Value answer(Call call, List<Value> arguments) {
    String text = constant(arguments.get(0));
    if (text == null) {
      return null;
    }
    String other = arguments.size() > 1 ? constant(arguments.get(1)) : null;
    return switch (call.name()) {
      case "hashCode" -> Value.number(text.hashCode());
      case "length" -> Value.number(text.length());
      case "isEmpty" -> bool(text.isEmpty());
      case "equals" -> other == null ? null : bool(text.equals(other));
      case "equalsIgnoreCase" -> other == null ? null : bool(text.equalsIgnoreCase(other));
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
