package dev.pagewarden.detectors.flow.code;

import dev.pagewarden.contract.Contract;
import dev.pagewarden.contract.Subject;
import dev.pagewarden.detectors.flow.ClassSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Finds the packages of a project that are the dma-buf API itself, with the exporters that come
 * with it. What such an API does, the contract says; how it does it (entry arrays, page frames,
 * address spaces) is of no use to the analysis, and a hundred times the work of an importer.
 *
 * <p>A package is an API's if the contract's table type is in it and nothing in it maps: an
 * importer in the API's own package keeps all of that in the project.
 */
public final class ApiPackages {
  private static final String LAMBDA = "lambda$";

  private final ClassSource source;
  private final Contract contract;

  /** Creates a search among the classes of a source. */
  public ApiPackages(ClassSource source, Contract contract) {
    this.source = source;
    this.contract = contract;
  }

  /** Returns those of a project's classes that are in an API's package. */
  public Set<String> classesOf(Collection<String> project) {
    Set<String> tables = new LinkedHashSet<>();
    for (String name : project) {
      if (contract.subjectOf(name).filter(subject -> subject == Subject.TABLE).isPresent()) {
        tables.add(packageOf(name));
      }
    }
    Map<String, Set<String>> packages = new LinkedHashMap<>();
    for (String name : project) {
      if (tables.contains(packageOf(name))) {
        packages.computeIfAbsent(packageOf(name), key -> new TreeSet<>()).add(name);
      }
    }
    packages.values().removeIf(names -> names.stream().anyMatch(this::maps));
    Set<String> found = new TreeSet<>();
    packages.values().forEach(found::addAll);
    return found;
  }

  private static String packageOf(String name) {
    return name.substring(0, name.lastIndexOf('/') + 1);
  }

  /** Returns whether a class calls what maps; also where that can't be told. */
  private boolean maps(String name) {
    byte[] bytes = source.classFile(name);
    if (bytes == null) {
      return false;
    }
    CallSearch search = new CallSearch(contract.mapNames());
    try {
      new ClassReader(bytes).accept(search, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    } catch (RuntimeException e) {
      return true; // broken, of which whoever reads the project's classes tells
    }
    return search.found;
  }

  /** Looks for calls of methods by name, but for those that such methods make of each other. */
  private static final class CallSearch extends ClassVisitor {
    private final Set<String> names;
    private boolean found;

    CallSearch(Set<String> names) {
      super(Opcodes.ASM9);
      this.names = names;
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      if (names.contains(sourceName(name))) {
        return null;
      }
      return new MethodVisitor(Opcodes.ASM9) {
        @Override
        public void visitMethodInsn(
            int opcode, String owner, String called, String type, boolean isInterface) {
          found |= names.contains(called);
        }

        @Override
        public void visitInvokeDynamicInsn(
            String called, String type, Handle bootstrap, Object... arguments) {
          found |=
              List.of(arguments).stream()
                  .anyMatch(a -> a instanceof Handle handle && names.contains(handle.getName()));
        }
      };
    }

    /** Returns the name of the method that a lambda's body is in, as javac and ECJ number them. */
    private static String sourceName(String name) {
      int end = name.lastIndexOf('$');
      return name.startsWith(LAMBDA) && end > LAMBDA.length()
          ? name.substring(LAMBDA.length(), end)
          : name;
    }
  }
}
