package dev.pagewarden.detectors.flow.state;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * A map of few entries that never changes, in the order in which they were put: one array, a fifth
 * of the memory of a linked hash map. An analysis holds millions of them, most with one entry.
 */
final class FewMap<K, V> extends AbstractMap<K, V> {
  /** With more entries, looking at one after the other takes longer than hashing. */
  private static final int MOST = 12;

  private static final FewMap<?, ?> EMPTY = new FewMap<>(new Object[0]);

  // Keys and values in turn.
  private final Object[] entries;
  private int hash;

  private FewMap(Object[] entries) {
    this.entries = entries;
  }

  /** Returns a map of one entry. */
  static <K, V> Map<K, V> of(K key, V value) {
    return new FewMap<>(new Object[] {key, value});
  }

  /** Returns a map that holds the same, small if that is few; itself if it is small. */
  @SuppressWarnings("unchecked")
  static <K, V> Map<K, V> copyOf(Map<K, V> map) {
    if (map instanceof FewMap) {
      return map;
    }
    if (map.isEmpty()) {
      return (Map<K, V>) EMPTY;
    }
    if (map.size() > MOST) {
      return Collections.unmodifiableMap(map);
    }
    Object[] entries = new Object[2 * map.size()];
    int next = 0;
    for (Map.Entry<K, V> entry : map.entrySet()) {
      entries[next++] = entry.getKey();
      entries[next++] = entry.getValue();
    }
    return new FewMap<>(entries);
  }

  /** Returns a map with one entry added, or replaced in its place. */
  static <K, V> Map<K, V> with(Map<K, V> map, K key, V value) {
    if (map instanceof FewMap<K, V> few) {
      int at = few.indexOf(key);
      if (at >= 0 || few.size() < MOST) {
        return few.with(at, key, value);
      }
    }
    Map<K, V> changed = new LinkedHashMap<>(map);
    changed.put(key, value);
    return copyOf(changed);
  }

  private FewMap<K, V> with(int at, K key, V value) {
    int where = at >= 0 ? at : entries.length;
    Object[] changed = Arrays.copyOf(entries, at >= 0 ? entries.length : where + 2);
    changed[where] = at >= 0 ? entries[at] : key;
    changed[where + 1] = value;
    return new FewMap<>(changed);
  }

  private int indexOf(Object key) {
    for (int i = 0; i < entries.length; i += 2) {
      if (entries[i] == key) {
        return i;
      }
    }
    for (int i = 0; i < entries.length; i += 2) {
      if (entries[i].equals(key)) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public int size() {
    return entries.length / 2;
  }

  @Override
  public boolean containsKey(Object key) {
    return indexOf(key) >= 0;
  }

  @Override
  @SuppressWarnings("unchecked")
  public V get(Object key) {
    int at = indexOf(key);
    return at < 0 ? null : (V) entries[at + 1];
  }

  @Override
  @SuppressWarnings("unchecked")
  public void forEach(BiConsumer<? super K, ? super V> action) {
    for (int i = 0; i < entries.length; i += 2) {
      action.accept((K) entries[i], (V) entries[i + 1]);
    }
  }

  @Override
  public Set<K> keySet() {
    return new KeySet();
  }

  @Override
  public Set<Map.Entry<K, V>> entrySet() {
    return new EntrySet();
  }

  @Override
  public boolean equals(Object other) {
    return other == this
        || (!(other instanceof FewMap<?, ?> few) || few.hashCode() == hashCode())
            && super.equals(other);
  }

  @Override
  public int hashCode() {
    if (hash == 0) {
      hash = super.hashCode();
    }
    return hash;
  }

  private final class KeySet extends AbstractSet<K> {
    @Override
    public int size() {
      return FewMap.this.size();
    }

    @Override
    public boolean contains(Object key) {
      return containsKey(key);
    }

    @Override
    @SuppressWarnings("unchecked")
    public Iterator<K> iterator() {
      return new Walk<>() {
        @Override
        K at(int index) {
          return (K) entries[index];
        }
      };
    }
  }

  private final class EntrySet extends AbstractSet<Map.Entry<K, V>> {
    @Override
    public int size() {
      return FewMap.this.size();
    }

    @Override
    @SuppressWarnings("unchecked")
    public Iterator<Map.Entry<K, V>> iterator() {
      return new Walk<>() {
        @Override
        Map.Entry<K, V> at(int index) {
          return new SimpleImmutableEntry<>((K) entries[index], (V) entries[index + 1]);
        }
      };
    }
  }

  private abstract class Walk<T> implements Iterator<T> {
    private int next;

    abstract T at(int index);

    @Override
    public boolean hasNext() {
      return next < entries.length;
    }

    @Override
    public T next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      T result = at(next);
      next += 2;
      return result;
    }
  }
}
