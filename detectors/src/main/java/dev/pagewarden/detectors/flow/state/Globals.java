package dev.pagewarden.detectors.flow.state;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * What fields hold between calls from outside: the join of what every analysed entry left in them.
 *
 * <p>An object that outlives an entry is named by the {@link Path} on which it can be reached. A
 * field of an object on a known path holds what was stored by way of that path, and what was stored
 * into that field of an object of which no path is known (a parameter). A field of an object of
 * which no path is known holds what was ever stored into it by anyone.
 */
public final class Globals {
  /** So many objects of a class are told apart by where they were made, on one path. */
  private static final int MAKERS = 8;

  /**
   * A field of what is on a path.
   *
   * @param made the object, where it is known what made it, else null
   */
  private record Cell(Path path, Obj made, String field) {
    static Cell of(Path path, Obj owner, String field) {
      boolean isMade = owner.kind() == Obj.Kind.MADE || owner.kind() == Obj.Kind.FUNCTION;
      return new Cell(path, isMade ? owner : null, field);
    }
  }

  private record Place(Path path, String type) {}

  private final Map<Cell, Value> byPath = new LinkedHashMap<>();
  private final Map<Cell, Set<String>> pseudoFields = new LinkedHashMap<>();
  private final Map<Place, Set<Object>> makers = new HashMap<>();
  private final StoredFields byParameter;
  private final StoredFields byAnyone;
  private final Set<String> fieldsRead = new LinkedHashSet<>();
  private final Set<String> containersRead = new LinkedHashSet<>();
  private final Set<String> importedFields = new LinkedHashSet<>();
  private final Set<String> everRead = new HashSet<>();
  private final Set<String> changedFields = new LinkedHashSet<>();
  private Set<String> reads = new LinkedHashSet<>();

  /**
   * Begins with nothing stored.
   *
   * @param disjoint whether no object can be of two given types
   */
  public Globals(BiPredicate<String, String> disjoint) {
    byParameter = new StoredFields(disjoint);
    byAnyone = new StoredFields(disjoint);
  }

  /**
   * Returns what a field of an object holds when an entry begins, or null if nothing is known of
   * it.
   */
  Value read(Obj obj, Node node, String field) {
    String type = typeOf(obj, node);
    Path path = pathOf(obj);
    if (!isPseudo(field)) {
      fieldsRead.add(field);
    }
    noteRead(named(path, field));
    if (path == null) {
      return byAnyone.read(field, type);
    }
    Value here = byPath.get(Cell.of(path, obj, field));
    Value stored = byParameter.read(field, type);
    return here == null ? stored : stored == null ? here : here.join(stored);
  }

  /** Returns the pseudo-fields of an object of which something is known, such as its elements. */
  List<String> pseudoFields(Obj obj) {
    Path path = pathOf(obj);
    if (path == null) {
      return List.of();
    }
    noteRead(named(path, Memory.ANY));
    containersRead.add(named(path, Memory.ANY));
    return List.copyOf(pseudoFields.getOrDefault(Cell.of(path, obj, ""), Set.of()));
  }

  /**
   * Takes note of an imported value in a field of an object that code which can't be seen knows of.
   */
  public void publish(String ownerType, String field, Value value) {
    note(byAnyone.add(field, ownerType, value), field);
    importedFields.add(field);
  }

  /**
   * Returns the path of what a field of an object leads to; null where a container's owner isn't
   * known.
   */
  static Path pathTo(Obj obj, String field) {
    Path path = pathOf(obj);
    return path != null ? path.then(field) : isPseudo(field) ? null : Path.of(field);
  }

  private static Path pathOf(Obj obj) {
    return obj.identity() instanceof Path path
        ? path
        : obj.detail() instanceof Path path ? path : null;
  }

  /** Returns what is known of an object's class. */
  private static String typeOf(Obj obj, Node node) {
    return node.type() != null ? node.type() : obj.type();
  }

  static boolean isPseudo(String field) {
    return field.startsWith("[") || field.startsWith("#");
  }

  /**
   * Returns the fields that were read from objects that came from outside, as {@code a/b/C.name}.
   */
  public Set<String> fieldsRead() {
    return fieldsRead;
  }

  /**
   * Returns the fields whose containers' elements were read: whoever reads such a field may have
   * put them there.
   */
  public Set<String> containersRead() {
    return containersRead;
  }

  /** Returns the fields by way of which an imported value can be reached. */
  public Set<String> importedFields() {
    return importedFields;
  }

  /** Returns the nearest field with a name on the way to a field. */
  private static String named(Path path, String field) {
    if (!isPseudo(field) || path == null) {
      return field;
    }
    for (int i = path.fields().size() - 1; i >= 0; i--) {
      if (!isPseudo(path.fields().get(i))) {
        return path.fields().get(i);
      }
    }
    return field;
  }

  /** Begins to note which fields are read. Returns what was noted before, for {@link #endReads}. */
  public Set<String> beginReads() {
    Set<String> outer = reads;
    reads = new LinkedHashSet<>();
    return outer;
  }

  /**
   * Returns which fields were read since {@link #beginReads}; they count as read by what goes on
   * around it, too.
   */
  public Set<String> endReads(Set<String> outer) {
    Set<String> inner = reads;
    reads = outer;
    reads.addAll(inner);
    return inner;
  }

  /** Takes note of fields that were read when what is used again now was found out. */
  public void noteReads(Set<String> fields) {
    reads.addAll(fields);
  }

  /**
   * Returns the fields that hold more than at the last call of this method, and more than somebody
   * has read.
   */
  public Set<String> takeChanged() {
    Set<String> fields = new LinkedHashSet<>(changedFields);
    changedFields.clear();
    return fields;
  }

  /** Adds what an entry left behind. */
  public void add(State end) {
    Map<Obj, Obj> names = new HashMap<>();
    Deque<Obj> open = new ArrayDeque<>();
    for (Obj obj : end.heap().keySet()) {
      if (obj.kind() == Obj.Kind.UNKNOWN || obj.isAbsolute()) {
        names.put(obj, obj);
        open.add(obj);
      }
    }
    while (!open.isEmpty()) {
      addObject(end, open.remove(), names, open);
    }
    for (Obj obj : end.heap().keySet()) {
      if (names.putIfAbsent(obj, obj) == null) {
        open.add(obj);
        while (!open.isEmpty()) {
          addObject(end, open.remove(), names, open);
        }
      }
    }
  }

  private void addObject(State end, Obj obj, Map<Obj, Obj> names, Deque<Obj> open) {
    Obj name = names.get(obj);
    if (obj.isImported()) {
      return;
    }
    end.node(obj)
        .fields()
        .forEach(
            (field, value) -> {
              Value outlives = outliving(end, name, field, value, names, open);
              if (outlives != null) {
                store(name, typeOf(obj, end.node(obj)), field, outlives);
              }
            });
  }

  private Value outliving(
      State end, Obj owner, String field, Value value, Map<Obj, Obj> names, Deque<Obj> open) {
    boolean keeps = isMadeByProject(owner);
    if (value.refs().isEmpty()) {
      return keeps && !value.isNullable() ? value : null;
    }
    Map<Obj, Trace> refs = new LinkedHashMap<>();
    value
        .refs()
        .forEach(
            (obj, trace) -> {
              if (obj.isImported() && !obj.derived().mapping().isMapped(end)) {
                return;
              }
              Path path = pathTo(owner, field);
              if (!names.containsKey(obj)) {
                names.put(obj, path == null || obj.isAbsolute() ? obj : outlivingName(obj, path));
                open.add(obj);
              }
              Obj name = names.get(obj);
              if (!name.isAbsolute() && name.kind() == Obj.Kind.UNKNOWN && path != null) {
                name = outlivingName(name, path); // a way back to who the entry was called on
              }
              boolean isNews = !isWhatWasThere(name, path) || keeps && isFromElsewhere(obj);
              if (name.isAbsolute() && isNews) {
                refs.put(name, trace);
              }
            });
    boolean sure = keeps && !value.isNullable() && refs.size() == value.refs().size();
    return refs.isEmpty() ? null : Value.ofAll(refs, !sure);
  }

  /** Returns whether a value only says that something unknown was read from where it stands. */
  private static boolean isWhatWasThere(Obj name, Path path) {
    return name.kind() == Obj.Kind.UNKNOWN && name.identity().equals(path);
  }

  /** Returns whether something unknown came to the entry as an argument or result. */
  private static boolean isFromElsewhere(Obj obj) {
    return !(obj.identity() instanceof Path) && !(obj.identity() instanceof Field);
  }

  /** Returns whether all that was ever stored into an object's fields is known. */
  static boolean isMadeByProject(Obj obj) {
    return obj.kind() == Obj.Kind.MADE && obj.identity() instanceof Path;
  }

  /**
   * Returns the name of an object that outlives its entry: the path to it and, if the project made
   * it, where, so that what one kind of its making left in its fields isn't taken for another's.
   */
  private Obj outlivingName(Obj obj, Path path) {
    if (obj.kind() != Obj.Kind.MADE) {
      return obj.reachedBy(path, obj.kind() == Obj.Kind.UNKNOWN ? null : obj.detail());
    }
    Object maker = obj.identity() instanceof Older older ? older.identity() : obj.identity();
    Set<Object> others =
        makers.computeIfAbsent(new Place(path, obj.type()), key -> new LinkedHashSet<>());
    boolean apart = others.contains(maker) || others.size() < MAKERS && others.add(maker);
    return obj.reachedBy(path, apart ? maker : null);
  }

  private void store(Obj owner, String type, String field, Value value) {
    Path path = pathOf(owner);
    if (path != null) {
      if (isPseudo(field)) {
        pseudoFields
            .computeIfAbsent(Cell.of(path, owner, ""), key -> new LinkedHashSet<>())
            .add(field);
      }
      note(merge(byPath, Cell.of(path, owner, field), value), named(path, field));
    } else if (owner.kind() == Obj.Kind.UNKNOWN && !isPseudo(field)) {
      note(byParameter.add(field, type, value), field);
    }
    if (!isPseudo(field) && !value.refs().isEmpty()) {
      note(byAnyone.add(field, type, value), field);
    }
    String name = named(path, field);
    if (value.hasImported() && !isPseudo(name)) {
      importedFields.add(name);
    }
  }

  private void noteRead(String field) {
    reads.add(field);
    everRead.add(field);
  }

  /** Whoever comes to read a field only after it was changed has read what it holds now. */
  private void note(boolean changed, String field) {
    if (changed && everRead.contains(field)) {
      changedFields.add(field);
    }
  }

  /** Adds to what a cell holds. Returns whether it holds more now. */
  static <K> boolean merge(Map<K, Value> cells, K key, Value value) {
    Value before = cells.get(key);
    Value after = before == null ? value : before.join(value);
    if (after.equals(before)) {
      return false;
    }
    cells.put(key, after);
    return true;
  }
}
