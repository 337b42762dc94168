package dev.pagewarden.detectors.flow.state;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiPredicate;

/**
 * What was stored into fields of objects of which nothing but a type is known. What was stored into
 * one class's objects is not found in those of a class that shares no object with it, though both
 * inherit the field.
 */
final class StoredFields {
  private final Map<String, Map<String, Value>> byField = new LinkedHashMap<>();
  private final BiPredicate<String, String> disjoint;

  /**
   * Begins with nothing stored.
   *
   * @param disjoint whether no object can be of two given types
   */
  StoredFields(BiPredicate<String, String> disjoint) {
    this.disjoint = disjoint;
  }

  /** Adds to what a field of an owner of a type can hold. Returns whether that is news. */
  boolean add(String field, String ownerType, Value value) {
    return Globals.merge(
        byField.computeIfAbsent(field, key -> new LinkedHashMap<>()), ownerType, value);
  }

  /** Returns what a field of an owner of a type can hold, or null if nothing is known of it. */
  Value read(String field, String ownerType) {
    Value found = null;
    for (Map.Entry<String, Value> stored : byField.getOrDefault(field, Map.of()).entrySet()) {
      if (!disjoint.test(stored.getKey(), ownerType)) {
        found = found == null ? stored.getValue() : found.join(stored.getValue());
      }
    }
    return found;
  }
}
