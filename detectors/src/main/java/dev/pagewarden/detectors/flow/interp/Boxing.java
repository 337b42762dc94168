package dev.pagewarden.detectors.flow.interp;

import dev.pagewarden.detectors.flow.code.Method;
import dev.pagewarden.detectors.flow.state.Memory;
import dev.pagewarden.detectors.flow.state.Node;
import dev.pagewarden.detectors.flow.state.Obj;
import dev.pagewarden.detectors.flow.state.State;
import dev.pagewarden.detectors.flow.state.Value;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Type;

/**
 * What happens between a functional interface and a method that a reference names (JLS 15.13.3):
 * numbers are boxed and unboxed where one has an object and the other a primitive.
 */
final class Boxing {
  private static final int BOX_PLACE = 63;
  private static final Map<Integer, String> BOXES =
      Map.of(
          Type.BOOLEAN, "java/lang/Boolean",
          Type.CHAR, "java/lang/Character",
          Type.BYTE, "java/lang/Byte",
          Type.SHORT, "java/lang/Short",
          Type.INT, "java/lang/Integer",
          Type.LONG, "java/lang/Long");

  private final Interpreter interpreter;

  Boxing(Interpreter interpreter) {
    this.interpreter = interpreter;
  }

  /** Unboxes the arguments of a method that takes numbers; the receiver, if any, is the first. */
  static void unbox(State state, Call call, List<Value> arguments) {
    Type[] types = call.argumentTypes();
    int first = call.isStatic() ? 0 : 1;
    for (int i = 0; i < types.length; i++) {
      Obj box = arguments.get(first + i).single();
      if (box != null && BOXES.containsKey(types[i].getSort())) {
        Value unknown = types[i].getSize() == 2 ? Value.WIDE : Value.TOP;
        arguments.set(first + i, state.node(box).fields().getOrDefault(Memory.NUMBER, unknown));
      }
    }
  }

  /** Boxes the results of a method where the functional interface has an object. */
  List<Outcome> boxed(Site site, Obj function, Call call, List<Outcome> outcomes) {
    String box = BOXES.get(call.returnType().getSort());
    Method method = box == null ? null : interpreter.program().functionalMethod(function.type());
    if (method == null || Type.getReturnType(method.descriptor()).getSort() < Type.ARRAY) {
      return outcomes;
    }
    return outcomes.stream().map(o -> o.isNormal() ? boxed(site, box, o) : o).toList();
  }

  private Outcome boxed(Site site, String box, Outcome outcome) {
    Value made = Fresh.object(site, BOX_PLACE, box, outcome.state());
    outcome.state().setNode(made.single(), Node.EMPTY.with(Memory.NUMBER, outcome.result()));
    return Outcome.returned(outcome.state(), made);
  }
}
