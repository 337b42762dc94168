package dev.pagewarden.agent;

import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;

/**
 * The marks that objects of the API carry in a field of their own, put there while their class was
 * loaded: the lease of the table that they come from, or the {@link Wrapping} of a copy. A class
 * that was loaded before has no such field, and neither have arrays, collections and the like.
 */
final class Marks {
  /** A class's field, or those of its superclasses; each class reads its own. */
  private static final class Fields {
    private MethodHandle reader;
    private final List<MethodHandle> writers = new ArrayList<>(1);
  }

  private static final Fields NONE = new Fields();

  private final Instrumentation instrumentation;
  private final ClassValue<Fields> byClass =
      new ClassValue<>() {
        @Override
        protected Fields computeValue(Class<?> type) {
          return find(type);
        }
      };

  Marks(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
  }

  /** Returns the object's mark, or null if it has none or cannot have one. */
  Object get(Object object) {
    MethodHandle reader = byClass.get(object.getClass()).reader;
    return reader == null ? null : Walks.apply(reader, object);
  }

  /** Returns whether objects of the class can be marked. */
  boolean has(Class<?> type) {
    return byClass.get(type).reader != null;
  }

  /** Marks an object; returns false if it cannot be. */
  boolean set(Object object, Object mark) {
    Fields fields = byClass.get(object.getClass());
    for (MethodHandle writer : fields.writers) {
      Walks.apply(writer, object, mark);
    }
    return fields.reader != null;
  }

  /** Returns whether a class itself, not a superclass, has a field for marks. */
  static boolean isDeclaredIn(Class<?> type) {
    try {
      type.getDeclaredField(Probes.MARK);
      return true;
    } catch (NoSuchFieldException | LinkageError e) {
      return false;
    }
  }

  private Fields find(Class<?> type) {
    if (type.isArray() || type.getClassLoader() == null) {
      return NONE;
    }
    Fields fields = new Fields();
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      if (each.getClassLoader() != null && isDeclaredIn(each)) {
        addField(fields, each);
      }
    }
    return fields.reader == null ? NONE : fields;
  }

  private void addField(Fields fields, Class<?> type) {
    try {
      LoadedTypes.open(type, instrumentation);
      MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
      fields.writers.add(
          lookup.findSetter(type, Probes.MARK, Object.class).asType(Walks.TWO_OBJECTS));
      if (fields.reader == null) {
        fields.reader = lookup.findGetter(type, Probes.MARK, Object.class).asType(Walks.STEP);
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
