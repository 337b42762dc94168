package dev.pagewarden.agent;

import dev.pagewarden.contract.Hierarchy;
import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.objectweb.asm.ClassReader;

/** Supertypes as one class loader sees them, read from class files; loads no class. */
final class ClassHierarchy implements Hierarchy {
  private static final String[] NONE = {};

  private final WeakReference<ClassLoader> loader;
  private final Map<String, String[]> parents = new ConcurrentHashMap<>();

  ClassHierarchy(ClassLoader loader) {
    this.loader = new WeakReference<>(loader);
  }

  /** Notes the direct supertypes of a class that is being loaded. */
  void learn(ClassReader reader) {
    parents.put(reader.getClassName(), parentsOf(reader));
  }

  @Override
  public Iterable<String> supertypes(String internalName) {
    if (isOfTheJre(internalName)) {
      return Set.of(internalName);
    }
    Set<String> found = new LinkedHashSet<>();
    ArrayDeque<String> open = new ArrayDeque<>();
    open.add(internalName);
    while (!open.isEmpty()) {
      String type = open.poll();
      if (found.add(type)) {
        for (String parent : parents(type)) {
          open.add(parent);
        }
      }
    }
    return found;
  }

  private String[] parents(String type) {
    if (isOfTheJre(type) || type.startsWith("[")) {
      return NONE;
    }
    String[] known = parents.get(type);
    if (known == null) {
      byte[] bytes = ClassFiles.read(loader.get(), type);
      known = bytes == null ? NONE : parentsOf(new ClassReader(bytes));
      parents.put(type, known);
    }
    return known;
  }

  private static String[] parentsOf(ClassReader reader) {
    String superName = reader.getSuperName();
    String[] interfaces = reader.getInterfaces();
    if (superName == null) {
      return interfaces;
    }
    String[] all = new String[interfaces.length + 1];
    all[0] = superName;
    System.arraycopy(interfaces, 0, all, 1, interfaces.length);
    return all;
  }

  private static boolean isOfTheJre(String type) {
    return type.startsWith("java/") || type.startsWith("jdk/") || type.startsWith("sun/");
  }
}
