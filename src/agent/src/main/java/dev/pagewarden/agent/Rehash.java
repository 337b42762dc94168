package dev.pagewarden.agent;

import java.util.HashMap;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;

/** Makes hash maps and hash sets of the JRE anew for keys that have become others. */
final class Rehash {
  private Rehash() {}

  /**
   * Returns a new container to take the insides from.
   *
   * @param part any object
   * @param copyOf from a key or value to what is in its place
   * @param isCopied whether something else is
   * @return null if the part is no container that hashes, or its keys are what they were
   */
  static Object of(Object part, Function<Object, Object> copyOf, Predicate<Object> isCopied) {
    if (part instanceof Map<?, ?> map) {
      Map<Object, Object> fresh = emptyLike(map);
      return fresh != null && isAnyCopied(map, isCopied) ? ofMap(map, fresh, copyOf) : null;
    }
    // Mutable sets hash by a map of their own.
    boolean isFixedSet = part instanceof Set && isFixed(part);
    return isFixedSet && ((Set<?>) part).stream().anyMatch(isCopied)
        ? Set.of(((Set<?>) part).stream().map(copyOf).toArray())
        : null;
  }

  private static Object ofMap(
      Map<?, ?> map, Map<Object, Object> fresh, Function<Object, Object> copyOf) {
    map.forEach((key, value) -> fresh.put(copyOf.apply(key), copyOf.apply(value)));
    return isFixed(map) ? Map.copyOf(fresh) : fresh;
  }

  /** An empty map of the JRE's class that the map is or extends; null if that does not hash. */
  private static Map<Object, Object> emptyLike(Map<?, ?> map) {
    if (map instanceof LinkedHashMap) {
      return new LinkedHashMap<>();
    }
    if (map instanceof HashMap || isFixed(map)) {
      return new HashMap<>();
    }
    if (map instanceof IdentityHashMap) {
      return new IdentityHashMap<>();
    }
    if (map instanceof ConcurrentHashMap) {
      return new ConcurrentHashMap<>();
    }
    return map instanceof Hashtable ? new Hashtable<>() : null;
  }

  private static boolean isFixed(Object container) {
    return container.getClass().getName().startsWith("java.util.ImmutableCollections$");
  }

  /** Not by the set of its keys, which many a map would keep: the part is not to be written to. */
  private static boolean isAnyCopied(Map<?, ?> map, Predicate<Object> isCopied) {
    boolean[] isAny = new boolean[1];
    map.forEach((key, value) -> isAny[0] |= isCopied.test(key));
    return isAny[0];
  }
}
