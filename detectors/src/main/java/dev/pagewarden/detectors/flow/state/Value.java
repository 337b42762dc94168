package dev.pagewarden.detectors.flow.state;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * What a local, a stack slot or a field can hold: a number ({@link #number}), or some of a set of
 * objects and null.
 *
 * <p>Imported objects carry the {@link Trace} of how they came here. Traces don't take part in
 * equality: they tell how, not what.
 */
public final class Value {
  /** A number of which nothing is known, or a slot that holds nothing useful. */
  public static final Value TOP = new Value(null, Map.of(), false);

  /** A long or double of which nothing is known. */
  public static final Value WIDE = number(Wide.UNKNOWN);

  /** Null and nothing else. */
  public static final Value NULL = new Value(null, Map.of(), true);

  /** So many objects that a value can be are told apart where it is looked into. */
  public static final int MAX_APART = 4;

  private final Object number;
  private final Map<Obj, Trace> refs;
  private final boolean nullable;
  private int hash;

  private Value(Object number, Map<Obj, Trace> refs, boolean nullable) {
    this.number = number;
    this.refs = FewMap.copyOf(refs);
    this.nullable = nullable;
  }

  /** Returns a number: a boxed constant or a {@link Sym}. */
  public static Value number(Object number) {
    return new Value(number, Map.of(), false);
  }

  /**
   * Returns the same as a value of its own, for a place that may hold something else of the same
   * description.
   */
  public Value copy() {
    return number != null ? this : new Value(null, refs, nullable);
  }

  /** Returns whether it is a long or double, which takes two slots. */
  public boolean isWide() {
    return number instanceof Wide
        || number instanceof Long
        || number instanceof Double
        || number instanceof Sym sym && sym.kind() == Sym.Kind.WIDE;
  }

  private enum Wide {
    UNKNOWN
  }

  /** Returns one object, not null. */
  public static Value of(Obj obj) {
    return of(obj, null);
  }

  /** Returns one object, not null, with its trace. */
  public static Value of(Obj obj, Trace trace) {
    return new Value(null, FewMap.of(obj, trace), false);
  }

  /** Returns one object or null. */
  public static Value maybe(Obj obj) {
    return of(obj).orNull();
  }

  /** Returns a value of the given objects. */
  public static Value ofAll(Map<Obj, Trace> refs, boolean nullable) {
    return refs.isEmpty() ? (nullable ? NULL : TOP) : new Value(null, refs, nullable);
  }

  /** Returns the same or null. */
  public Value orNull() {
    return nullable ? this : new Value(number, refs, true);
  }

  /** Returns the objects with their traces; the trace of an object that is not imported is null. */
  public Map<Obj, Trace> refs() {
    return refs;
  }

  /** Returns the one object that the value is, or null if it can be none, another or several. */
  public Obj single() {
    return refs.size() == 1 ? refs.keySet().iterator().next() : null;
  }

  /** Returns what it can be by each of its objects, itself where they are not a few. */
  public List<Value> apart() {
    return refs.size() < 2 || refs.size() > MAX_APART
        ? List.of(this)
        : refs.keySet().stream().map(obj -> filter(obj::equals, false)).toList();
  }

  /** Returns the same, and null by itself where it can be that. */
  public List<Value> apartFromNull() {
    if (!nullable || isNull()) {
      return apart();
    }
    List<Value> each = new ArrayList<>(nonNull().apart());
    each.add(NULL);
    return each;
  }

  /** Returns whether it can be null. */
  public boolean isNullable() {
    return nullable;
  }

  /** Returns whether it is null and nothing else. */
  public boolean isNull() {
    return nullable && refs.isEmpty();
  }

  /** Returns the constant or symbol of a number, null if nothing is known. */
  public Object number() {
    return number;
  }

  /** Returns the constant of an int-like number, or null. */
  public Integer intConstant() {
    return number instanceof Integer constant ? constant : null;
  }

  /** Returns the constant of a long number, or null. */
  public Long longConstant() {
    return number instanceof Long constant ? constant : null;
  }

  /** Returns whether it is an int-like or long constant. */
  public boolean isConstant() {
    return number instanceof Integer || number instanceof Long;
  }

  /** Returns whether it is a certain int-like number. */
  public boolean isNumber(int constant) {
    return number instanceof Integer known && known == constant;
  }

  /** Returns whether it is a number with a name or value. */
  public boolean isNamed() {
    return number != null && !(number instanceof Wide);
  }

  /** Returns a number of the same size of which nothing is known. */
  Value forgotten() {
    return isWide() ? WIDE : TOP;
  }

  /** Returns the symbol, or null. */
  public Sym symbol() {
    return number instanceof Sym sym ? sym : null;
  }

  /** Returns whether any object in it is imported. */
  public boolean hasImported() {
    for (Obj obj : refs.keySet()) {
      if (obj.isImported()) {
        return true;
      }
    }
    return false;
  }

  /** Returns the value without null; null if nothing is left. */
  public Value nonNull() {
    if (!nullable) {
      return this;
    }
    return refs.isEmpty() ? null : new Value(number, refs, false);
  }

  /** Returns the objects that pass a test, and null where kept; null if nothing is left. */
  public Value filter(Predicate<Obj> test, boolean keepNull) {
    Map<Obj, Trace> kept = new LinkedHashMap<>();
    refs.forEach(
        (obj, trace) -> {
          if (test.test(obj)) {
            kept.put(obj, trace);
          }
        });
    boolean stillNullable = nullable && keepNull;
    if (kept.isEmpty() && !stillNullable) {
      return null;
    }
    return new Value(null, kept, stillNullable);
  }

  /** Returns the value with its traces changed. */
  public Value trace(UnaryOperator<Trace> change) {
    if (!hasImported()) {
      return this;
    }
    Map<Obj, Trace> changed = new LinkedHashMap<>();
    refs.forEach((obj, trace) -> changed.put(obj, trace == null ? null : change.apply(trace)));
    return new Value(number, changed, nullable);
  }

  /** Returns the value with one object under another name. */
  public Value renamed(Obj from, Obj to) {
    return refs.containsKey(from)
        ? rename(obj -> obj.equals(from) ? to : obj, UnaryOperator.identity())
        : this;
  }

  /** Returns the value with its objects and symbols renamed. */
  Value rename(Function<Obj, Obj> objects, UnaryOperator<Object> numbers) {
    if (number != null) {
      Object renamed = numbers.apply(number);
      return renamed == number ? this : renamed == null ? TOP : Value.number(renamed);
    }
    boolean same = true;
    for (Obj obj : refs.keySet()) {
      same &= objects.apply(obj).equals(obj);
    }
    if (same) {
      return this;
    }
    Map<Obj, Trace> renamed = new LinkedHashMap<>();
    refs.forEach((obj, trace) -> renamed.merge(objects.apply(obj), orNone(trace), Value::nearer));
    renamed.replaceAll((obj, trace) -> trace == Trace.NONE ? null : trace);
    return new Value(null, renamed, nullable);
  }

  private static Trace orNone(Trace trace) {
    return trace == null ? Trace.NONE : trace;
  }

  private static Trace nearer(Trace a, Trace b) {
    return a == Trace.NONE ? b : b == Trace.NONE ? a : Trace.shorter(a, b);
  }

  /** Returns what can be either; numbers that differ become the given symbol. */
  public Value join(Value other, BinaryOperator<Object> differing) {
    if (this == other) {
      return this;
    }
    if (this == TOP || other == TOP) {
      return refs.isEmpty() ? (other.refs.isEmpty() ? TOP : other) : this;
    }
    if (number != null || other.number != null) {
      if (number == null || other.number == null) {
        return TOP;
      }
      if (number.equals(other.number)) {
        return this;
      }
      if (isWide() != other.isWide()) {
        return TOP;
      }
      Object name = differing.apply(number, other.number);
      return name == null ? forgotten() : Value.number(name);
    }
    Map<Obj, Trace> joined = new LinkedHashMap<>(refs);
    other.refs.forEach((obj, trace) -> joined.merge(obj, orNone(trace), Value::joinTraces));
    joined.replaceAll((obj, trace) -> trace == Trace.NONE ? null : trace);
    return new Value(null, joined, nullable || other.nullable);
  }

  private static Trace joinTraces(Trace a, Trace b) {
    return a == null ? b : nearer(a, b);
  }

  /** Returns what can be either; numbers that differ are no longer known. */
  public Value join(Value other) {
    return join(other, (a, b) -> null);
  }

  /** Returns the value without its objects that are not imported. */
  public Value importedOnly() {
    Value imported = filter(Obj::isImported, false);
    return imported == null ? TOP : imported;
  }

  /** Returns the imported objects in it. */
  public List<Obj> imported() {
    List<Obj> found = new ArrayList<>();
    refs.keySet().stream().filter(Obj::isImported).forEach(found::add);
    return found;
  }

  @Override
  public boolean equals(Object other) {
    return other == this
        || other instanceof Value value && hashCode() == value.hashCode() && isSame(value);
  }

  private boolean isSame(Value value) {
    return nullable == value.nullable
        && (number == null ? value.number == null : number.equals(value.number))
        && refs.keySet().equals(value.refs.keySet());
  }

  @Override
  public int hashCode() {
    if (hash == 0) {
      hash =
          (number == null ? 0 : number.hashCode()) * 31
              + refs.keySet().hashCode() * 3
              + (nullable ? 1 : 0);
    }
    return hash;
  }

  @Override
  public String toString() {
    return number != null ? number.toString() : refs.keySet() + (nullable ? "?" : "");
  }
}
