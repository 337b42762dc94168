package dev.pagewarden.agent;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.util.Map;
import java.util.Set;

/**
 * Makes objects without running a constructor, and reads and writes their fields whatever their
 * access: private, final, of a record, of a hidden class or in a module that is not open. No code
 * of the program runs.
 *
 * <p>Reflection and method handles refuse to write the fields of records, and {@code
 * sun.misc.Unsafe} refuses to find them and prints a warning on newer JDKs. So this goes by what
 * both are made of in {@code java.base}, which is exported to one {@link SealedLoader sealed} class
 * of the agent and to nobody else.
 */
final class RawObjects {
  private static final String UNSAFE = "jdk.internal.misc.Unsafe";

  private final MethodHandle allocate;
  private final MethodHandle offset;
  private final MethodHandle getReference;
  private final MethodHandle putReference;
  private final MethodHandle[] getters = new MethodHandle[Long.BYTES + 1];
  private final MethodHandle[] putters = new MethodHandle[Long.BYTES + 1];

  private RawObjects(MethodHandles.Lookup lookup, Class<?> unsafe) throws Throwable {
    Object self = lookup.findStatic(unsafe, "getUnsafe", MethodType.methodType(unsafe)).invoke();
    allocate = lookup.bind(self, "allocateInstance", type(Object.class, Class.class));
    offset = lookup.bind(self, "objectFieldOffset", type(long.class, Class.class, String.class));
    getReference = lookup.bind(self, "getReference", type(Object.class, Object.class, long.class));
    putReference =
        lookup.bind(self, "putReference", type(void.class, Object.class, long.class, Object.class));
    for (Class<?> each : new Class<?>[] {byte.class, short.class, int.class, long.class}) {
      String name = Character.toUpperCase(each.getName().charAt(0)) + each.getName().substring(1);
      MethodHandle getter = lookup.bind(self, "get" + name, type(each, Object.class, long.class));
      MethodHandle putter =
          lookup.bind(self, "put" + name, type(void.class, Object.class, long.class, each));
      getters[size(each)] = getter.asType(type(long.class, Object.class, long.class));
      putters[size(each)] =
          MethodHandles.explicitCastArguments(
              putter, type(void.class, Object.class, long.class, long.class));
    }
  }

  /**
   * Opens the way.
   *
   * @param instrumentation of this JVM
   * @throws IllegalStateException if this JVM has no such way
   */
  static RawObjects open(Instrumentation instrumentation) {
    try {
      SealedLoader loader = new SealedLoader("pagewarden-raw-objects");
      instrumentation.redefineModule(
          Object.class.getModule(),
          Set.of(),
          Map.of("jdk.internal.misc", Set.of(loader.getUnnamedModule())),
          Map.of(),
          Set.of(),
          Map.of());
      MethodHandles.Lookup lookup =
          (MethodHandles.Lookup) loader.define(Key.class).getMethod("lookup").invoke(null);
      return new RawObjects(lookup, Class.forName(UNSAFE, false, null));
    } catch (IOException | ReflectiveOperationException | RuntimeException e) {
      throw new IllegalStateException("this JVM lets nobody write final fields: " + e, e);
    } catch (Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns a new object of a class, all of whose fields are 0 or null. */
  Object allocate(Class<?> type) {
    try {
      return (Object) allocate.invokeExact(type);
    } catch (Throwable e) {
      throw unchecked(e);
    }
  }

  /** Returns where in its objects a field that is not static lies. */
  long offset(Field field) {
    try {
      return (long) offset.invokeExact(field.getDeclaringClass(), field.getName());
    } catch (Throwable e) {
      throw unchecked(e);
    }
  }

  /** Reads a reference. */
  Object get(Object from, long at) {
    try {
      return (Object) getReference.invokeExact(from, at);
    } catch (Throwable e) {
      throw unchecked(e);
    }
  }

  /** Writes a reference. */
  void put(Object into, long at, Object value) {
    try {
      putReference.invokeExact(into, at, value);
    } catch (Throwable e) {
      throw unchecked(e);
    }
  }

  /** Reads the bits of a primitive value of that many bytes. */
  long bits(Object from, long at, int size) {
    try {
      return (long) getters[size].invokeExact(from, at);
    } catch (Throwable e) {
      throw unchecked(e);
    }
  }

  /** Writes the bits of a primitive value of that many bytes. */
  void putBits(Object into, long at, int size, long bits) {
    try {
      putters[size].invokeExact(into, at, bits);
    } catch (Throwable e) {
      throw unchecked(e);
    }
  }

  /** Returns how many bytes a value of a primitive type takes. */
  static int size(Class<?> primitive) {
    if (primitive == long.class || primitive == double.class) {
      return Long.BYTES;
    }
    if (primitive == int.class || primitive == float.class) {
      return Integer.BYTES;
    }
    return primitive == short.class || primitive == char.class ? Short.BYTES : Byte.BYTES;
  }

  private static MethodType type(Class<?> result, Class<?>... parameters) {
    return MethodType.methodType(result, parameters);
  }

  private static RuntimeException unchecked(Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    return thrown instanceof RuntimeException runtime ? runtime : new IllegalStateException(thrown);
  }

  /** The one class that sees the package. Public for reflection only. */
  public static final class Key {
    private Key() {}

    /** Returns what this class may do. */
    public static MethodHandles.Lookup lookup() {
      return MethodHandles.lookup();
    }
  }
}
