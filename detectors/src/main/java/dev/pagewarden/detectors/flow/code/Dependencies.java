package dev.pagewarden.detectors.flow.code;

import dev.pagewarden.contract.Contract;
import dev.pagewarden.detectors.flow.ClassSource;
import dev.pagewarden.detectors.flow.PoolSearch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.ClassReader;

/**
 * Finds the classes of dependencies by way of which a mapping can be reached: those that name a
 * method that maps, and those that refer to such a class. A look at constant pools tells; each
 * class is read once.
 */
public final class Dependencies {
  private static final int CLASS_TAG = 7;

  private final Program program;
  private final ClassSource source;
  private final Contract contract;
  private final PoolSearch mapNames;
  private final Map<String, List<String>> referrers = new HashMap<>();
  private final Set<String> seen = new HashSet<>();
  private final Set<String> mapping = new HashSet<>();

  /** Begins with no class looked at. */
  public Dependencies(Program program, ClassSource source, Contract contract) {
    this.program = program;
    this.source = source;
    this.contract = contract;
    this.mapNames = new PoolSearch(contract.mapNames());
  }

  /** Returns whether a class belongs to a dependency that can reach a mapping from it. */
  public boolean canMap(String name) {
    look(name);
    return mapping.contains(name);
  }

  private void look(String start) {
    Deque<String> open = new ArrayDeque<>(List.of(start));
    while (!open.isEmpty()) {
      String name = open.remove();
      byte[] bytes = isOutside(name) && seen.add(name) ? source.classFile(name) : null;
      if (bytes != null) {
        for (String other : search(name, bytes)) {
          referrers.computeIfAbsent(other, key -> new ArrayList<>(1)).add(name);
          if (mapping.contains(other)) {
            note(name);
          }
          open.add(other);
        }
      }
    }
  }

  private boolean isOutside(String name) {
    return !name.startsWith("[")
        && !Program.isJdk(name)
        && !program.isProject(name)
        && !contract.isApiType(name);
  }

  /** Returns which classes a class refers to; nothing where its class file can't be read. */
  private List<String> search(String name, byte[] bytes) {
    try {
      if (mapNames.isIn(bytes)) {
        note(name);
      }
      return classesIn(new ClassReader(bytes), bytes);
    } catch (RuntimeException e) {
      return List.of(); // a broken class of a dependency is nobody's business here
    }
  }

  /** Takes note that a class can map, and so can those that refer to it. */
  private void note(String first) {
    Deque<String> open = new ArrayDeque<>(List.of(first));
    while (!open.isEmpty()) {
      String name = open.remove();
      if (mapping.add(name)) {
        open.addAll(referrers.getOrDefault(name, List.of()));
      }
    }
  }

  private static List<String> classesIn(ClassReader reader, byte[] bytes) {
    char[] buffer = new char[reader.getMaxStringLength()];
    List<String> names = new ArrayList<>();
    for (int i = 1; i < reader.getItemCount(); i++) {
      int offset = reader.getItem(i);
      if (offset > 0 && bytes[offset - 1] == CLASS_TAG) {
        names.add(reader.readUTF8(offset, buffer));
      }
    }
    return names;
  }
}
