package dev.pagewarden.agent;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Collection;

/**
 * Flips the bits of links of entries that hang together in a {@link Chain}, by the code that was
 * put into their class: as fast as a loop of the API's own would be. A second flip undoes the
 * first; nothing is allocated.
 */
final class ChainFlipper implements TableScrambler {
  private final MethodHandle first;
  private final MethodHandle hide;
  private final MethodHandle show;
  private final boolean marking;

  private ChainFlipper(MethodHandle first, MethodHandle hide, MethodHandle show, boolean marking) {
    this.first = first;
    this.hide = hide;
    this.show = show;
    this.marking = marking;
  }

  /**
   * Returns the scrambler of a class of tables, or null if the class of their entries has not got
   * the code.
   *
   * @param first from a table to its first entry
   * @param entry the class of the entries
   */
  static ChainFlipper of(MethodHandle first, Class<?> entry) throws IllegalAccessException {
    MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(entry, MethodHandles.lookup());
    try {
      MethodHandle hide =
          lookup.findStatic(
              entry, Chain.HIDE, MethodType.methodType(void.class, entry, Object.class));
      MethodHandle show =
          lookup.findStatic(entry, Chain.SHOW, MethodType.methodType(void.class, entry));
      return new ChainFlipper(
          first,
          hide.asType(Walks.TWO_OBJECTS),
          MethodHandles.dropArguments(show, 1, Object.class).asType(Walks.TWO_OBJECTS),
          Marks.isDeclaredIn(entry));
    } catch (NoSuchMethodException e) {
      return null;
    }
  }

  @Override
  public boolean isMarking() {
    return marking;
  }

  /** Not needed: the code in the entries' class goes from one to the next, and waits for nobody. */
  @Override
  public Collection<Object> entries(Object table) {
    return null;
  }

  @Override
  public Object hide(Object table, Collection<Object> entries, Lease mark) {
    Walks.apply(hide, Walks.apply(first, table), mark);
    return null;
  }

  @Override
  public void show(Object table, Collection<Object> entries, Object hidden) {
    Walks.apply(show, Walks.apply(first, table), hidden);
  }
}
