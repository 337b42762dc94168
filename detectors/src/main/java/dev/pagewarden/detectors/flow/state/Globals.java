package dev.pagewarden.detectors.flow.state;

import dev.pagewarden.contract.Subject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What fields hold between calls from outside: the join of what every analysed entry left in them.
 *
 * <p>An object that outlives an entry is named by the {@link Path} on which it can be reached. A
 * field of an object on a known path holds what was stored by way of that path, and what was stored
 * into that field of an object of which no path is known (a parameter). A field of an object of
 * which no path is known holds what was ever stored into it by anyone.
 */
public final class Globals {
  private record Cell(Path path, String type, String field) {}

  private final Map<Cell, Value> byPath = new LinkedHashMap<>();
  private final Map<Cell, Set<String>> pseudoFields = new LinkedHashMap<>();
  private final Map<String, Value> byParameter = new LinkedHashMap<>();
  private final Map<String, Value> byAnyone = new LinkedHashMap<>();
  private final Set<String> fieldsRead = new LinkedHashSet<>();
  private final Set<String> importedFields = new LinkedHashSet<>();
  private final Set<Obj> reachesImported = new HashSet<>();
  private final Set<String> changedFields = new LinkedHashSet<>();
  private Set<String> reads = new LinkedHashSet<>();

  /**
   * Returns what a field of an object holds when an entry begins, or null if nothing is known of
   * it.
   */
  Value read(Obj obj, String field) {
    Path path = pathOf(obj);
    if (!isPseudo(field)) {
      fieldsRead.add(field);
    }
    reads.add(named(path, field));
    if (path == null) {
      return byAnyone.get(field);
    }
    Value known = byPath.get(new Cell(path, typeOf(obj), field));
    Value stored = byParameter.get(field);
    return known == null ? stored : stored == null ? known : known.join(stored);
  }

  /** Returns the pseudo-fields of an object of which something is known, such as its elements. */
  List<String> pseudoFields(Obj obj) {
    Path path = pathOf(obj);
    if (path == null) {
      return List.of();
    }
    reads.add(named(path, Memory.ANY));
    return List.copyOf(pseudoFields.getOrDefault(new Cell(path, typeOf(obj), ""), Set.of()));
  }

  /**
   * Takes note of an imported value in a field of an object that code which can't be seen knows of.
   */
  public void publish(String field, Value value) {
    merge(byAnyone, field, value, field);
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

  private static String typeOf(Obj obj) {
    return obj.kind() == Obj.Kind.MADE || obj.kind() == Obj.Kind.FUNCTION ? obj.type() : "";
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

  /** Returns the fields that hold more than at the last call of this method. */
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
                store(name, field, outlives);
              }
            });
  }

  private Value outliving(
      State end, Obj owner, String field, Value value, Map<Obj, Obj> names, Deque<Obj> open) {
    if (value.refs().isEmpty()) {
      boolean keeps = owner.kind() == Obj.Kind.MADE && owner.identity() instanceof Path;
      return keeps && !value.isNullable() ? value : null;
    }
    Map<Obj, Trace> refs = new LinkedHashMap<>();
    value
        .refs()
        .forEach(
            (obj, trace) -> {
              if (obj.isImported() && !isMapped(end, obj)) {
                return;
              }
              if (!names.containsKey(obj)) {
                Path path = pathTo(owner, field);
                names.put(obj, path == null || obj.isAbsolute() ? obj : obj.withIdentity(path));
                open.add(obj);
              }
              Obj name = names.get(obj);
              if (name.identity() instanceof Path || name.isAbsolute()) {
                refs.put(name, trace);
              }
            });
    return refs.isEmpty() ? null : Value.ofAll(refs, true);
  }

  static boolean isMapped(State state, Obj imported) {
    Integer mapped =
        state
            .node(Obj.imported(imported.derived().mapping(), Subject.TABLE))
            .fields()
            .getOrDefault("#mapped", Value.TOP)
            .intConstant();
    return mapped == null || mapped != 0;
  }

  private void store(Obj owner, String field, Value value) {
    Path path = pathOf(owner);
    if (path != null) {
      if (isPseudo(field)) {
        pseudoFields
            .computeIfAbsent(new Cell(path, typeOf(owner), ""), key -> new LinkedHashSet<>())
            .add(field);
      }
      merge(byPath, new Cell(path, typeOf(owner), field), value, named(path, field));
    } else if (owner.kind() == Obj.Kind.UNKNOWN && !isPseudo(field)) {
      merge(byParameter, field, value, field);
    }
    if (!isPseudo(field) && !value.refs().isEmpty()) {
      merge(byAnyone, field, value, field);
      if (value.hasImported()
          || value.refs().keySet().stream().anyMatch(reachesImported::contains)) {
        importedFields.add(field);
      }
    }
    if (value.hasImported() && reachesImported.add(owner)) {
      changedFields.add(named(path, field));
    }
  }

  private <K> void merge(Map<K, Value> cells, K key, Value value, String field) {
    Value before = cells.get(key);
    Value after = before == null ? value : before.join(value);
    if (!after.equals(before)) {
      cells.put(key, after);
      changedFields.add(field);
    }
  }
}
