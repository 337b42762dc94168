package dev.pagewarden.agent;

import java.lang.instrument.Instrumentation;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Looks at classes that are loaded. */
final class LoadedTypes {
  private LoadedTypes() {}

  /** Returns a class and all its supertypes, nearest first. */
  static Set<Class<?>> supertypes(Class<?> type) {
    Set<Class<?>> found = new LinkedHashSet<>();
    ArrayDeque<Class<?>> open = new ArrayDeque<>();
    open.add(type);
    while (!open.isEmpty()) {
      Class<?> next = open.poll();
      if (found.add(next)) {
        if (next.getSuperclass() != null) {
          open.add(next.getSuperclass());
        }
        open.addAll(Set.of(next.getInterfaces()));
      }
    }
    return found;
  }

  /** Lets the agent reach the members of a class in a named module. */
  static void open(Class<?> type, Instrumentation instrumentation) {
    Module module = type.getModule();
    Module mine = LoadedTypes.class.getModule();
    if (!module.isOpen(type.getPackageName(), mine) && instrumentation != null) {
      instrumentation.redefineModule(
          module,
          Set.of(),
          Map.of(),
          Map.of(type.getPackageName(), Set.of(mine)),
          Set.of(),
          Map.of());
    }
  }
}
