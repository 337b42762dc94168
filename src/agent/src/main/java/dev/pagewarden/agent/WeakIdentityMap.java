package dev.pagewarden.agent;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A concurrent map from objects, by identity and held weakly, to values. Never calls a method of a
 * key: keys are the program's, and their {@code equals} may be anything.
 *
 * @param <V> what objects map to
 */
final class WeakIdentityMap<V> {
  private final ConcurrentHashMap<Object, V> entries = new ConcurrentHashMap<>();
  private final ReferenceQueue<Object> collected = new ReferenceQueue<>();

  /** Returns the value for an object, or null. */
  V get(Object key) {
    return entries.get(new Lookup(key));
  }

  /** Maps an object to a value, whatever it mapped to before. */
  void put(Object key, V value) {
    expunge();
    entries.put(new WeakKey(key, collected), value);
  }

  /** Maps an object to a value unless it maps to one; returns the value it maps to then. */
  V putIfAbsent(Object key, V value) {
    expunge();
    V before = entries.putIfAbsent(new WeakKey(key, collected), value);
    return before == null ? value : before;
  }

  void remove(Object key) {
    entries.remove(new Lookup(key));
  }

  /** Returns how many objects are mapped; collected ones count until the next {@code put}. */
  int size() {
    return entries.size();
  }

  private void expunge() {
    for (Reference<?> gone = collected.poll(); gone != null; gone = collected.poll()) {
      entries.remove(gone);
    }
  }

  private static final class WeakKey extends WeakReference<Object> {
    private final int hash;

    WeakKey(Object key, ReferenceQueue<Object> queue) {
      super(key, queue);
      hash = System.identityHashCode(key);
    }

    @Override
    public int hashCode() {
      return hash;
    }

    /** Equal to itself even when its object is gone, so that it can be removed then. */
    @Override
    public boolean equals(Object other) {
      if (this == other) {
        return true;
      }
      Object mine = get();
      if (mine == null) {
        return false;
      }
      return other instanceof Lookup lookup
          ? lookup.key == mine
          : other instanceof WeakKey key && key.get() == mine;
    }
  }

  /** A key for one look-up: cheaper than a weak reference. */
  private static final class Lookup {
    private final Object key;

    Lookup(Object key) {
      this.key = key;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(key);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof WeakKey weak && weak.get() == key;
    }
  }
}
