package dev.pagewarden.detectors.flow.code;

import dev.pagewarden.contract.Hierarchy;
import dev.pagewarden.detectors.flow.ClassSource;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The program: the classes of the project, which are all known, and the classes they refer to,
 * which are read when asked for.
 */
public final class Program implements Hierarchy {
  private final ClassSource source;
  private final Set<String> application;
  private final Set<String> project;
  private Map<String, List<String>> declared = Map.of();
  private final Map<String, ClassFile> loaded = new HashMap<>();
  private final Map<String, String> unreadable = new TreeMap<>();
  private final Map<String, List<String>> supertypes = new HashMap<>();
  private final Map<String, SortedSet<String>> subtypes = new HashMap<>();
  private final Map<String, List<String>> implementers = new HashMap<>();
  private final CodeCache code;
  private final References references;

  /**
   * Reads the project's classes.
   *
   * @param source where class files come from
   * @param application internal names of the classes that findings are reported for
   * @param project internal names of the project's classes; those of the application that are not
   *     among them are looked into as a dependency's are
   * @param names names of methods that the call graph is asked for ({@link CallGraph#naming})
   */
  public Program(
      ClassSource source,
      Collection<String> application,
      Collection<String> project,
      Set<String> names) {
    this.source = source;
    this.code = new CodeCache(source, unreadable);
    this.references = new References(names);
    this.application = new TreeSet<>(application);
    this.project = new TreeSet<>(project);
    for (String name : this.project) {
      loaded.put(name, read(name, bytes -> ClassFileReader.withCode(bytes, code, references::of)));
    }
    for (String name : this.project) {
      if (loaded.get(name) != null) {
        for (String type : supertypes(name)) {
          subtypes.computeIfAbsent(type, key -> new TreeSet<>()).add(name);
        }
      }
    }
  }

  /**
   * Takes note of the supertypes of types without a class file, which models of the library use: of
   * a view, as there may be more of them later.
   */
  public void declare(Map<String, List<String>> modelled) {
    declared = modelled;
  }

  References references() {
    return references;
  }

  /** Returns whether findings are reported for a class. */
  public boolean isApplication(String name) {
    return application.contains(name);
  }

  /** Returns whether a class belongs to the project. */
  public boolean isProject(String name) {
    return project.contains(name);
  }

  /** Returns whether a type comes with the JDK. */
  public static boolean isJdk(String type) {
    return type.startsWith("java/") || type.startsWith("javax/") || type.startsWith("jdk/");
  }

  /**
   * Returns whether a type belongs to a language's own library, so that it is implemented for any
   * purpose, and who does so says nothing of what an object is.
   */
  public static boolean isOfLanguage(String type) {
    return isJdk(type) || type.startsWith("kotlin/");
  }

  /** Returns a class, or null if it isn't there or can't be read. */
  public ClassFile classFile(String name) {
    if (loaded.containsKey(name)) {
      return loaded.get(name);
    }
    ClassFile file = read(name, bytes -> ClassFileReader.declarations(bytes, code));
    loaded.put(name, file);
    return file;
  }

  private ClassFile read(String name, Function<byte[], ClassFile> reader) {
    if (name.startsWith("[")) {
      return null;
    }
    byte[] bytes = source.classFile(name);
    if (bytes == null) {
      return null;
    }
    try {
      return reader.apply(bytes);
    } catch (RuntimeException e) {
      unreadable.put(name, e.toString());
      return null;
    }
  }

  /** Returns the classes that could not be read, with the reason, in order of name. */
  public Map<String, String> unreadable() {
    return unreadable;
  }

  /** Returns the type itself and its supertypes, nearest first. */
  @Override
  public List<String> supertypes(String name) {
    List<String> known = supertypes.get(name);
    if (known == null) {
      known = findSupertypes(name);
      supertypes.put(name, known);
    }
    return known;
  }

  private List<String> findSupertypes(String name) {
    Set<String> found = new LinkedHashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(name));
    while (!open.isEmpty()) {
      String next = open.remove();
      if (!found.add(next)) {
        continue;
      }
      ClassFile file = classFile(next);
      if (file == null) {
        open.addAll(declared.getOrDefault(next, List.of()));
      } else {
        if (file.superName() != null && !file.isInterface()) {
          open.add(file.superName());
        }
        open.addAll(file.interfaces());
      }
    }
    found.remove("java/lang/Object");
    found.add("java/lang/Object");
    return List.copyOf(found);
  }

  /** Returns whether a value of one type is a value of the other, as far as known. */
  public boolean isSubtype(String type, String of) {
    if (type.equals(of) || of.equals("java/lang/Object")) {
      return true;
    }
    if (type.startsWith("[")) {
      return isArraySubtype(type, of);
    }
    return supertypes(type).contains(of);
  }

  private boolean isArraySubtype(String type, String of) {
    if (!of.startsWith("[")) {
      return of.equals("java/lang/Cloneable") || of.equals("java/io/Serializable");
    }
    String element = type.substring(1);
    String ofElement = of.substring(1);
    if (element.startsWith("L") && ofElement.startsWith("L")) {
      return isSubtype(
          element.substring(1, element.length() - 1),
          ofElement.substring(1, ofElement.length() - 1));
    }
    if (element.startsWith("[")) {
      return ofElement.startsWith("[")
          ? isArraySubtype(element, ofElement)
          : ofElement.equals("Ljava/lang/Object;");
    }
    return element.equals(ofElement);
  }

  /** Returns whether all of a type's supertypes could be read. */
  public boolean isHierarchyKnown(String type) {
    return supertypes(type).stream().allMatch(name -> classFile(name) != null);
  }

  /** Returns whether no value can be of both types. */
  public boolean areDisjoint(String a, String b) {
    if (isSubtype(a, b) || isSubtype(b, a) || a.startsWith("[") || b.startsWith("[")) {
      return a.startsWith("[") != b.startsWith("[") && !isSubtype(a, b) && !isSubtype(b, a);
    }
    ClassFile first = classFile(a);
    ClassFile second = classFile(b);
    return first != null
        && second != null
        && !first.isInterface()
        && !second.isInterface()
        && isHierarchyKnown(a)
        && isHierarchyKnown(b);
  }

  /**
   * Returns the method that a call on an object of exactly this class runs, or null if none is
   * known.
   */
  public Method dispatch(String type, String signature) {
    for (String name = type; name != null; ) {
      ClassFile file = classFile(name);
      if (file == null) {
        break;
      }
      Method method = file.isInterface() ? null : file.method(signature);
      if (method != null) {
        return method.hasCode() ? method : null;
      }
      name = file.superName();
    }
    for (String name : supertypes(type)) {
      ClassFile file = classFile(name);
      Method method = file == null || !file.isInterface() ? null : file.method(signature);
      if (method != null && method.hasCode()) {
        return method;
      }
    }
    return null;
  }

  /** Returns the class in which a field that is named by way of a class is declared. */
  public String declaringClass(String owner, String field) {
    for (String type : supertypes(owner)) {
      ClassFile file = classFile(type);
      if (file != null && file.declaresField(field)) {
        return type;
      }
    }
    return owner;
  }

  /**
   * Returns the project's classes of which an object of the given type can be: those that the
   * project instantiates, or, if it instantiates none of them, all that can be.
   */
  public List<String> implementers(String type) {
    return implementers.computeIfAbsent(type, this::findImplementers);
  }

  private List<String> findImplementers(String type) {
    List<String> concrete =
        projectSubtypes(type).stream().filter(name -> !classFile(name).isAbstract()).toList();
    List<String> made = concrete.stream().filter(references.instantiated()::contains).toList();
    return made.isEmpty() ? concrete : made;
  }

  /** Returns the project's classes that are of a type, the type itself among them. */
  Set<String> projectSubtypes(String type) {
    return subtypes.getOrDefault(type, Collections.emptySortedSet());
  }

  /** Returns the one abstract method of a functional interface, or null if the type is none. */
  public Method functionalMethod(String type) {
    Method found = null;
    for (String name : supertypes(type)) {
      ClassFile file = classFile(name);
      if (file != null && file.isInterface()) {
        Method method = file.singleAbstractMethod();
        if (method != null && found == null) {
          found = method;
        }
      }
    }
    return found;
  }
}
