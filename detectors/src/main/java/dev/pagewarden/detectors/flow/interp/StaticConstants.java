package dev.pagewarden.detectors.flow.interp;

import dev.pagewarden.detectors.flow.code.ClassFile;
import dev.pagewarden.detectors.flow.state.Obj;
import dev.pagewarden.detectors.flow.state.State;
import dev.pagewarden.detectors.flow.state.Value;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The numbers and truth values that static final fields hold for good: those that the compiler has
 * put into the class file, and those that are the same however the static initialiser ends.
 */
final class StaticConstants {
  private final Map<String, Map<String, Object>> byClass = new HashMap<>();

  /** Takes note of what a class's static initialiser has left in its fields, way by way. */
  void learn(ClassFile file, List<State> ends) {
    Map<String, Object> constants = new HashMap<>();
    for (String field : file.fields()) {
      Set<Object> values = new HashSet<>();
      ends.forEach(end -> values.add(constantIn(end, file.name(), field)));
      Object only = values.size() == 1 ? values.iterator().next() : null;
      if (only != null && file.isStatic(field) && file.isFinal(field)) {
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

  /** Returns the constant of a static final field, or null. */
  Object of(ClassFile file, String field) {
    Object compiled = file.constantOf(field);
    return compiled != null ? compiled : byClass.getOrDefault(file.name(), Map.of()).get(field);
  }
}
