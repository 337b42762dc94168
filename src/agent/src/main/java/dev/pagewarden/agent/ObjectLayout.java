package dev.pagewarden.agent;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the fields of a class's objects lie, those of its superclasses included. The agent's own
 * mark is none of them.
 */
final class ObjectLayout {
  /**
   * A field.
   *
   * @param owner the class that declares it
   * @param name its name
   * @param type its type
   * @param offset where in the object it lies
   */
  record Slot(Class<?> owner, String name, Class<?> type, long offset) {
    boolean isReference() {
      return !type.isPrimitive();
    }
  }

  private final List<Slot> slots = new ArrayList<>();

  private ObjectLayout() {}

  /** Reads the layout of a class. */
  static ObjectLayout of(Class<?> type, RawObjects objects) {
    ObjectLayout layout = new ObjectLayout();
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      for (Field field : each.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers()) && !field.getName().equals(Probes.MARK)) {
          layout.slots.add(new Slot(each, field.getName(), field.getType(), objects.offset(field)));
        }
      }
    }
    return layout;
  }

  /** Returns the fields, the class's own first. */
  List<Slot> slots() {
    return slots;
  }

  /** Returns the field of that name that is nearest to the class, or null. */
  Slot named(String name) {
    for (Slot slot : slots) {
      if (slot.name.equals(name)) {
        return slot;
      }
    }
    return null;
  }
}
