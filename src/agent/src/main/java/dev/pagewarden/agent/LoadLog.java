package dev.pagewarden.agent;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Which classes were loaded under the agent, and which of those that came before it were told. */
final class LoadLog {
  private final WeakIdentityMap<Set<String>> loaded = new WeakIdentityMap<>();
  private final WeakIdentityMap<Set<String>> told = new WeakIdentityMap<>();

  /**
   * Whether a class may be given members: only when it loads, and later they must be the same
   * again.
   *
   * @param isLoading whether it is loading now
   */
  boolean mayGrow(ClassLoader loader, String internalName, boolean isLoading) {
    Set<String> names = of(loaded, loader);
    if (isLoading) {
      names.add(internalName);
    }
    return names.contains(internalName);
  }

  /** A class that loads could not be given the members that it would be given again. */
  void loadedWithoutProbes(ClassLoader loader, String internalName) {
    of(loaded, loader).remove(internalName);
  }

  /** Whether a class that was there before the agent is seen for the first time. */
  boolean isNews(ClassLoader loader, String internalName) {
    return !of(loaded, loader).contains(internalName) && of(told, loader).add(internalName);
  }

  private static Set<String> of(WeakIdentityMap<Set<String>> names, ClassLoader loader) {
    Set<String> known = names.get(loader);
    return known != null ? known : names.putIfAbsent(loader, ConcurrentHashMap.newKeySet());
  }
}
