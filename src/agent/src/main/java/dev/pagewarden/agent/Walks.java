package dev.pagewarden.agent;

import dev.pagewarden.contract.Scramble;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Consumer;

/** The ways through tables that a contract can describe. */
final class Walks {
  /** From an object to another. */
  static final MethodType STEP = MethodType.methodType(Object.class, Object.class);

  /** What is done with two objects. */
  static final MethodType TWO_OBJECTS =
      MethodType.methodType(void.class, Object.class, Object.class);

  private Walks() {}

  /**
   * Returns the way through tables of a class.
   *
   * @throws ReflectiveOperationException if the class is not as the contract says
   */
  static TableWalk of(Scramble scramble, Class<?> tableType) throws ReflectiveOperationException {
    if (scramble.entriesMember() != null) {
      MethodHandle entries = member(tableType, scramble.entriesMember());
      return (table, action) -> forEachIn(apply(entries, table), action);
    }
    Method firstMethod = Members.method(tableType, scramble.firstMember());
    MethodHandle first = handle(firstMethod);
    MethodHandle next = handle(Members.method(firstMethod.getReturnType(), scramble.nextMember()));
    return (table, action) -> {
      Object entry = apply(first, table);
      while (entry != null) {
        // The next one first: a link that is being flipped must not be walked by.
        Object following = apply(next, entry);
        action.accept(entry);
        entry = following;
      }
    };
  }

  /** Returns a handle of a method without parameters, from an object to its result. */
  static MethodHandle handle(Method method) throws IllegalAccessException {
    return MethodHandles.privateLookupIn(method.getDeclaringClass(), MethodHandles.lookup())
        .unreflect(method)
        .asType(STEP);
  }

  static Object apply(MethodHandle step, Object to) {
    try {
      return step.invokeExact(to);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  static void apply(MethodHandle action, Object to, Object with) {
    try {
      action.invokeExact(to, with);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** A method without parameters or, if there is none of that name, a field. */
  private static MethodHandle member(Class<?> type, String name)
      throws ReflectiveOperationException {
    try {
      return handle(Members.method(type, name));
    } catch (NoSuchMethodException e) {
      var field = Members.field(type, name);
      return MethodHandles.privateLookupIn(field.getDeclaringClass(), MethodHandles.lookup())
          .unreflectGetter(field)
          .asType(STEP);
    }
  }

  private static void forEachIn(Object entries, Consumer<Object> action) {
    if (entries instanceof Iterable<?> iterable) {
      iterable.forEach(entry -> acceptUnlessNull(entry, action));
    } else if (entries instanceof Map<?, ?> map) {
      map.values().forEach(entry -> acceptUnlessNull(entry, action));
    } else if (entries instanceof Iterator<?> iterator) {
      iterator.forEachRemaining(entry -> acceptUnlessNull(entry, action));
    } else if (entries != null && entries.getClass().isArray()) {
      int length = Array.getLength(entries);
      for (int i = 0; i < length; i++) {
        acceptUnlessNull(Array.get(entries, i), action);
      }
    } else {
      acceptUnlessNull(entries, action);
    }
  }

  /** Does something with an object that is there. */
  static void acceptUnlessNull(Object entry, Consumer<Object> action) {
    if (entry != null) {
      action.accept(entry);
    }
  }
}
