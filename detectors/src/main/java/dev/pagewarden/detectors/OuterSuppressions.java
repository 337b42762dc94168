package dev.pagewarden.detectors;

import dev.pagewarden.detectors.flow.ClassSource;
import edu.umd.cs.findbugs.BugInstance;
import edu.umd.cs.findbugs.SuppressionMatcher;
import java.util.HashSet;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Suppressions by an annotation on a method in which an anonymous or local class stands. SpotBugs
 * asks a bug's own method and the classes around it, but not the methods around those; in the
 * source, the annotation stands over all that is in the method's braces.
 */
final class OuterSuppressions {
  private final SuppressionMatcher suppressions;
  private final ClassSource files;

  /**
   * Creates the lookup.
   *
   * @param suppressions the annotations that SpotBugs has seen in this run
   * @param files where class files come from
   */
  OuterSuppressions(SuppressionMatcher suppressions, ClassSource files) {
    this.suppressions = suppressions;
    this.files = files;
  }

  /** Answers whether a bug is suppressed on a method around its class. */
  boolean match(BugInstance bug) {
    Set<String> passed = new HashSet<>();
    String name = bug.getPrimaryClass().getClassDescriptor().getClassName();
    while (name != null && passed.add(name)) {
      Surroundings around = Surroundings.of(name, files.classFile(name));
      if (around.method != null && suppressions.match(twin(bug, around))) {
        return true;
      }
      name = around.className;
    }
    return false;
  }

  /** Returns a bug of the same kind in the method around its class. */
  private BugInstance twin(BugInstance bug, Surroundings around) {
    int descriptor = around.method.indexOf('(');
    SourceMethod method =
        SourceMethod.of(
            around.className,
            around.method.substring(0, descriptor),
            around.method.substring(descriptor),
            files.classFile(around.className));
    String className = SourceLines.dotted(around.className);
    return new BugInstance(bug.getType(), bug.getPriority())
        .addClass(className)
        .addMethod(className, method.name(), method.descriptor(), method.isStatic());
  }

  /** The class and method in which a class is declared, as its class file tells. */
  private static final class Surroundings extends ClassVisitor {
    private final String name;

    /** Internal name of the class around this one; null if there is none. */
    private String className;

    /** Name and descriptor of the method around this class; null if it is in none. */
    private String method;

    private Surroundings(String name) {
      super(Opcodes.ASM9);
      this.name = name;
    }

    static Surroundings of(String name, byte[] classFile) {
      Surroundings around = new Surroundings(name);
      if (classFile != null) {
        try {
          new ClassReader(classFile).accept(around, ClassReader.SKIP_CODE);
        } catch (RuntimeException e) {
          // ASM reports class files it cannot read by whatever exception it runs into.
          return new Surroundings(name);
        }
      }
      return around;
    }

    @Override
    public void visitOuterClass(String owner, String methodName, String descriptor) {
      className = owner;
      method = methodName == null ? null : methodName + descriptor;
    }

    @Override
    public void visitInnerClass(String inner, String outer, String simpleName, int access) {
      if (inner.equals(name) && outer != null) {
        className = outer;
      }
    }
  }
}
