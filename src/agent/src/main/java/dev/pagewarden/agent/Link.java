package dev.pagewarden.agent;

import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Field;

/** The field of a class of entries that leads to the page: a number, or a reference. */
final class Link {
  private final Class<?> type;
  // Null where the field is final: records have no others.
  private final VarHandle handle;
  private final RawObjects raw;
  private final long offset;

  private Link(Class<?> type, VarHandle handle, RawObjects raw, long offset) {
    this.type = type;
    this.handle = handle;
    this.raw = raw;
    this.offset = offset;
  }

  /**
   * Finds the link.
   *
   * @param entryType the class of the entries
   * @param name the field's name
   * @param instrumentation to reach what is final or in named modules, or null if there is none
   * @throws ReflectiveOperationException if the class has no such field, or it is no link
   */
  static Link of(Class<?> entryType, String name, Instrumentation instrumentation)
      throws ReflectiveOperationException {
    Field field = Members.field(entryType, name);
    LoadedTypes.open(field.getDeclaringClass(), instrumentation);
    VarHandle handle =
        MethodHandles.privateLookupIn(field.getDeclaringClass(), MethodHandles.lookup())
            .unreflectVarHandle(field);
    Class<?> type = handle.varType();
    if (type != long.class && type != int.class && type.isPrimitive()) {
      throw new NoSuchFieldException(
          entryType.getName() + "." + name + " is no long, int or reference");
    }
    if (handle.isAccessModeSupported(VarHandle.AccessMode.SET)) {
      return new Link(type, handle, null, 0);
    }
    if (instrumentation == null) {
      throw new NoSuchFieldException(entryType.getName() + "." + name + " cannot be set");
    }
    RawObjects raw = RawObjects.open(instrumentation);
    return new Link(type, null, raw, raw.offset(field));
  }

  boolean isReference() {
    return !type.isPrimitive();
  }

  /** Returns what the link of an entry refers to. */
  Object get(Object entry) {
    return handle == null ? raw.get(entry, offset) : handle.get(entry);
  }

  void set(Object entry, Object page) {
    if (handle == null) {
      raw.put(entry, offset, page);
    } else {
      handle.set(entry, page);
    }
  }

  /** Flips bits of the link of an entry. */
  void flip(Object entry, long mask) {
    if (handle == null) {
      int size = RawObjects.size(type);
      raw.putBits(entry, offset, size, raw.bits(entry, offset, size) ^ mask);
    } else if (type == long.class) {
      handle.set(entry, (long) handle.get(entry) ^ mask);
    } else {
      handle.set(entry, (int) handle.get(entry) ^ (int) mask);
    }
  }
}
