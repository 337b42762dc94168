package dev.pagewarden.contract;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds what a contract says of a type, by simple name first, so that a miss costs one lookup. */
final class TypeIndex<V> {
  private record Entry<V>(TypeName name, V value) {}

  private final Map<String, List<Entry<V>>> bySimpleName = new HashMap<>();

  TypeIndex(Map<String, V> types) {
    types.forEach(
        (dotted, value) -> {
          TypeName name = new TypeName(dotted);
          bySimpleName
              .computeIfAbsent(name.simple(), s -> new ArrayList<>())
              .add(new Entry<>(name, value));
        });
  }

  /** Returns the value of the first name that matches, or null. */
  V get(String internalName) {
    List<Entry<V>> entries = bySimpleName.get(TypeName.simple(internalName));
    if (entries != null) {
      for (Entry<V> entry : entries) {
        if (entry.name.matches(internalName)) {
          return entry.value;
        }
      }
    }
    return null;
  }
}
