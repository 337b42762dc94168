package dev.pagewarden.agent;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Marks entries that hang together in a {@link Chain}, by the code that was put into their class.
 */
final class ChainMarker {
  private final MethodHandle first;
  private final MethodHandle mark;

  private ChainMarker(MethodHandle first, MethodHandle mark) {
    this.first = first;
    this.mark = mark;
  }

  /**
   * Returns the marker of a class of tables, or null if the class of their entries has not got the
   * code.
   *
   * @param first from a table to its first entry
   * @param entry the class of the entries
   */
  static ChainMarker of(MethodHandle first, Class<?> entry) throws IllegalAccessException {
    try {
      MethodHandle mark =
          MethodHandles.privateLookupIn(entry, MethodHandles.lookup())
              .findStatic(
                  entry, Chain.MARK, MethodType.methodType(void.class, entry, Object.class));
      return new ChainMarker(first, mark.asType(Walks.TWO_OBJECTS));
    } catch (NoSuchMethodException e) {
      return null;
    }
  }

  /** Has all entries of a table carry a lease. */
  void mark(Object table, Lease lease) {
    Walks.apply(mark, Walks.apply(first, table), lease);
  }
}
