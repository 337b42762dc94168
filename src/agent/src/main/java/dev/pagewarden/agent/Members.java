package dev.pagewarden.agent;

import java.lang.reflect.Field;
import java.lang.reflect.Method;

/** Finds members of a class and its supertypes by name, whatever their access. */
final class Members {
  private Members() {}

  /** Returns the method without parameters of that name. */
  static Method method(Class<?> type, String name) throws NoSuchMethodException {
    for (Class<?> c = type; c != null; c = c.getSuperclass()) {
      try {
        return c.getDeclaredMethod(name);
      } catch (NoSuchMethodException e) {
        // In the superclass, then.
      }
    }
    return type.getMethod(name);
  }

  /** Returns the field of that name. */
  static Field field(Class<?> type, String name) throws NoSuchFieldException {
    for (Class<?> c = type; c != null; c = c.getSuperclass()) {
      try {
        return c.getDeclaredField(name);
      } catch (NoSuchFieldException e) {
        // In the superclass, then.
      }
    }
    throw new NoSuchFieldException(type.getName() + "." + name);
  }
}
