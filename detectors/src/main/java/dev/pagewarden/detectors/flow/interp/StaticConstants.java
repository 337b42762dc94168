package dev.pagewarden.detectors.flow.interp;

import dev.pagewarden.detectors.flow.code.ClassFile;
import dev.pagewarden.detectors.flow.code.NestWrites;
import dev.pagewarden.detectors.flow.code.Program;
import dev.pagewarden.detectors.flow.state.Obj;
import dev.pagewarden.detectors.flow.state.State;
import dev.pagewarden.detectors.flow.state.Value;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The numbers and truth values that static fields hold for good, being final or private and never
 * stored into again: those that the compiler has put into the class file, those that are the same
 * however the static initialiser ends, and 0 where that leaves them alone.
 */
final class StaticConstants {
  private static final Integer INITIAL = 0;

  private final Map<String, Map<String, Object>> byClass = new HashMap<>();
  private final NestWrites writes;

  StaticConstants(Program program) {
    writes = new NestWrites(program);
  }

  /** Takes note of what a class's static initialiser has left in its fields, way by way. */
  void learn(ClassFile file, List<State> ends) {
    Map<String, Object> constants = new HashMap<>();
    for (String field : file.fields()) {
      Set<Object> values = new HashSet<>();
      ends.forEach(end -> values.add(constantIn(end, file.name(), field)));
      Object only = values.size() == 1 ? values.iterator().next() : null;
      if (only != null && file.isStatic(field)) {
        constants.put(field, only);
      }
    }
    byClass.put(file.name(), constants);
  }

  /** Returns the number that a field surely holds, or null. */
  private static Object constantIn(State end, String className, String field) {
    Value value =
        end.node(Obj.statics(className)).fields().getOrDefault(className + "." + field, Value.TOP);
    return value.isConstant() ? value.number() : null;
  }

  /**
   * Returns the constant of a static field, or null.
   *
   * @param isInt whether the field is of a type that is an int on the operand stack
   */
  Object of(ClassFile file, String field, boolean isInt) {
    Object compiled = file.constantOf(field);
    if (compiled != null) {
      return compiled;
    }
    if (!file.isFinal(field) && !(isInt && writes.isSettled(file, field))) {
      return null;
    }
    boolean isLeftAlone = isInt && !file.isFinal(field) && !writes.isInitialised(file, field);
    return isLeftAlone ? INITIAL : byClass.getOrDefault(file.name(), Map.of()).get(field);
  }
}
