package dev.pagewarden.agent;

import dev.pagewarden.contract.AccessKind;
import dev.pagewarden.contract.Carrier;
import dev.pagewarden.contract.Contract;
import dev.pagewarden.contract.Exporter;
import dev.pagewarden.contract.Form;
import dev.pagewarden.contract.Member;
import dev.pagewarden.contract.Role;
import dev.pagewarden.contract.Scramble;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** The contract as one class loader's classes meet it. */
final class Terms {
  private final Contract contract;
  private final WeakReference<ClassLoader> loader;
  private final ClassHierarchy hierarchy;
  private final Map<String, Map<String, Callee.Kind>> exporterMethods = new ConcurrentHashMap<>();
  private final Set<String> apiPackages = ConcurrentHashMap.newKeySet();
  private final Map<String, Boolean> besideTables = new ConcurrentHashMap<>();

  Terms(Contract contract, ClassLoader loader) {
    this.contract = contract;
    this.loader = new WeakReference<>(loader);
    this.hierarchy = new ClassHierarchy(loader);
  }

  Contract contract() {
    return contract;
  }

  /** The loader, or null if it is gone; it must be free to go. */
  ClassLoader loader() {
    return loader.get();
  }

  ClassHierarchy hierarchy() {
    return hierarchy;
  }

  /** Returns the rule for a member that an instruction names, or null. */
  Member find(String owner, String name, String descriptor) {
    if (contract.members(name).isEmpty() || owner.startsWith("java/")) {
      return null;
    }
    Member member = contract.find(owner, name, descriptor, hierarchy).orElse(null);
    return member == null || isNamesakes(member, owner) ? null : member;
  }

  /** Whether a rule for pages was found for a class that only shares its name with one. */
  private boolean isNamesakes(Member member, String owner) {
    String suffix = member.owner().replace('.', '$');
    for (String type : hierarchy.supertypes(owner)) {
      if (type.endsWith(suffix) && contract.isPageByNameAlone(type)) {
        return isNamesake(type);
      }
    }
    return false;
  }

  /** Whether a class only shares its name with pages. */
  private boolean isNamesake(String type) {
    return contract.isPageByNameAlone(type) && !isBesideTable(type);
  }

  private boolean isBesideTable(String type) {
    String packageName = packageOf(type);
    Boolean known = besideTables.get(packageName);
    if (known == null) {
      // Not inside the map: a loader that is asked may load classes of its own, and come here.
      known = holdsTable(packageName);
      besideTables.put(packageName, known);
    }
    return known || apiPackages.contains(packageName);
  }

  private boolean holdsTable(String packageName) {
    ClassLoader asked = loader();
    for (String table : contract.tableNames()) {
      if (asked != null && asked.getResource(packageName + "/" + table + ".class") != null) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether a use of the member by an importer is recorded. */
  static boolean isReported(Member member) {
    return member.role() == Role.ACCESS && isReported(member.kind());
  }

  private static boolean isReported(AccessKind kind) {
    return switch (kind) {
      case PAGE, COPY, SERVICE -> true;
      case WRITE, COUNT -> false;
    };
  }

  /** Returns what a method of that rule does, or null if its code needs no probe. */
  static Callee.Kind kindOf(Member member) {
    return switch (member.role()) {
      case MAP -> isTable(member.result()) || lendsToCallback(member) ? Callee.Kind.MAP : null;
      case UNMAP -> Callee.Kind.UNMAP;
      case CONSENT -> Callee.Kind.CONSENT;
      case ACCESS ->
          isReported(member)
              ? Callee.Kind.ACCESS
              : member.result() == null ? null : Callee.Kind.QUIET_ACCESS;
      case DERIVE, DMA -> member.result() == null ? null : Callee.Kind.DERIVE;
    };
  }

  /** Whether a method that maps hands the table to an argument that it calls back. */
  static boolean lendsToCallback(Member member) {
    return member.role() == Role.MAP
        && member.callback() != null
        && isTable(member.callback().carrier());
  }

  private static boolean isTable(Carrier carrier) {
    return carrier != null && carrier.form() == Form.ONE;
  }

  /** Returns whether the class, or one around it, is part of a dma-buf API. */
  boolean isApi(String internalName) {
    for (String type = internalName; type != null; type = outer(type)) {
      if (contract.isApiType(type) && !isNamesake(type)) {
        return true;
      }
    }
    return isSubject(internalName);
  }

  /** Notes that a class is part of an API. */
  void addApi(String internalName) {
    apiPackages.add(packageOf(internalName));
  }

  /** Returns whether a class is in the package of an API, perhaps of the member it uses. */
  boolean isBesideApi(String internalName, String memberOwner) {
    String mine = packageOf(internalName);
    return mine.equals(packageOf(memberOwner)) || apiPackages.contains(mine);
  }

  private static String packageOf(String internalName) {
    return internalName.substring(0, Math.max(0, internalName.lastIndexOf('/')));
  }

  /** Returns whether objects of the class are tables or what comes from them. */
  boolean isSubject(String internalName) {
    for (String type : hierarchy.supertypes(internalName)) {
      if (contract.subjectOf(type).isPresent() && !isNamesake(type)) {
        return true;
      }
    }
    return false;
  }

  /** Returns how the entries of tables are scrambled whose class this is, or null. */
  Scramble scrambleOfEntry(String internalName) {
    String dotted = internalName.replace('/', '.').replace('$', '.');
    for (Scramble scramble : contract.scrambles()) {
      String entry = scramble.entryType();
      if (dotted.equals(entry) || dotted.endsWith("." + entry)) {
        return scramble;
      }
    }
    return null;
  }

  /** Returns what an exporter's method does, or null if it is none of the interface's. */
  Callee.Kind exporterKind(String internalName, String name, String descriptor) {
    for (String type : hierarchy.supertypes(internalName)) {
      Exporter exporter = contract.exporter(type).orElse(null);
      if (exporter != null) {
        Callee.Kind kind = methodsOf(type, exporter).get(name + descriptor);
        if (kind != null) {
          return kind;
        }
      }
    }
    return null;
  }

  /** Returns the class around a nested one by its name, or null. */
  static String outer(String internalName) {
    int dollar = internalName.lastIndexOf('$');
    return dollar > internalName.lastIndexOf('/') + 1 ? internalName.substring(0, dollar) : null;
  }

  private Map<String, Callee.Kind> methodsOf(String type, Exporter exporter) {
    Map<String, Callee.Kind> known = exporterMethods.get(type);
    if (known == null) {
      known = new HashMap<>();
      for (String each : hierarchy.supertypes(type)) {
        for (String[] method : declaredIn(each)) {
          known.put(method[0] + method[1], kindOf(method[0], exporter));
        }
      }
      exporterMethods.put(type, known);
    }
    return known;
  }

  private static Callee.Kind kindOf(String name, Exporter exporter) {
    if (name.equals(exporter.mapMethod())) {
      return Callee.Kind.EXPORTER_MAP;
    }
    return name.equals(exporter.unmapMethod())
        ? Callee.Kind.EXPORTER_UNMAP
        : Callee.Kind.EXPORTER_CALLBACK;
  }

  private Set<String[]> declaredIn(String type) {
    Set<String[]> methods = new HashSet<>();
    byte[] classFile = type.startsWith("java/") ? null : ClassFiles.read(loader(), type);
    if (classFile != null) {
      ClassVisitor collector =
          new ClassVisitor(Opcodes.ASM9) {
            @Override
            public MethodVisitor visitMethod(
                int access, String name, String desc, String signature, String[] exceptions) {
              if ((access & (Opcodes.ACC_STATIC | Opcodes.ACC_PRIVATE)) == 0) {
                methods.add(new String[] {name, desc});
              }
              return null;
            }
          };
      new ClassReader(classFile).accept(collector, ClassReader.SKIP_CODE);
    }
    return methods;
  }
}
