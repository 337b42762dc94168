package dev.pagewarden.agent;

import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** Decides how far around a table its parts are looked for. */
final class TableParts {
  /** How many objects are looked at for each entry, and for a table without any. */
  private static final int OBJECTS_PER_ENTRY = 16;

  private static final int OBJECTS_PER_TABLE = 50_000;

  private final PartKinds kinds;
  private final Function<Class<?>, ObjectLayout> layouts;
  private final RawObjects objects;
  private final Predicate<Object> isTable;

  /**
   * Creates a finder.
   *
   * @param kinds what objects may be
   * @param layouts where the fields of a class are
   * @param objects reads them
   * @param isTable what is a table
   */
  TableParts(
      PartKinds kinds,
      Function<Class<?>, ObjectLayout> layouts,
      RawObjects objects,
      Predicate<Object> isTable) {
    this.kinds = kinds;
    this.layouts = layouts;
    this.objects = objects;
    this.isTable = isTable;
  }

  /**
   * Returns the parts of a table, itself first.
   *
   * @param entries what a walk through it yields
   * @throws IllegalStateException if the entries are no parts of it
   */
  List<Object> of(Object table, List<Object> entries) {
    Set<String> packages = packages(table, entries);
    // First what is of the table's make: from a device or heap on, all the program is in reach.
    Predicate<Object> isNear = object -> isNear(object, packages) && !isTable.test(object);
    List<Object> parts = graph(isNear, entries.size()).parts(table, entries);
    if (parts == null) {
      parts = graph(object -> true, entries.size()).parts(table, entries);
    }
    if (parts == null) {
      throw new IllegalStateException("it does not refer to its entries");
    }
    return parts;
  }

  private TableGraph graph(Predicate<Object> mayBePart, int entries) {
    int most = OBJECTS_PER_TABLE + OBJECTS_PER_ENTRY * entries;
    return new TableGraph(kinds, layouts, objects, mayBePart, entries, most);
  }

  /** Whether an object is of the same make as the table, or lists others. */
  private static boolean isNear(Object object, Set<String> packages) {
    return packages.contains(object.getClass().getPackageName())
        || object instanceof Iterable
        || object instanceof Map
        || object instanceof Map.Entry;
  }

  /** The packages of the classes of a table and its entries, and of their superclasses. */
  private static Set<String> packages(Object table, List<Object> entries) {
    Set<Class<?>> types = Collections.newSetFromMap(new IdentityHashMap<>());
    types.add(table.getClass());
    entries.forEach(entry -> types.add(entry.getClass()));
    Set<String> packages = new HashSet<>();
    for (Class<?> type : types) {
      LoadedTypes.supertypes(type).forEach(each -> packages.add(each.getPackageName()));
    }
    return packages;
  }
}
