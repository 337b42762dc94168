package dev.pagewarden.detectors;

import dev.pagewarden.detectors.flow.code.Method;
import dev.pagewarden.evidence.CallSite;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * A method as the programmer knows it: for the body of a lambda, the method around it. Only that
 * one can carry the annotation that suppresses a bug.
 *
 * @param name the method's name
 * @param descriptor its descriptor
 * @param isStatic whether it is static
 * @param sourceFile name of its source file, or null if unknown
 */
record SourceMethod(String name, String descriptor, boolean isStatic, String sourceFile) {
  /**
   * Returns the method around a call site.
   *
   * @param site the call site
   * @param classFile its class, or null if that is gone
   * @return the call site's own method if the class file has no such method or cannot be read
   */
  static SourceMethod around(CallSite site, byte[] classFile) {
    return of(site.className(), site.methodName(), site.descriptor(), classFile);
  }

  /**
   * Returns the method of the source that a method's code belongs to.
   *
   * @param className internal name of its class
   * @param name the method's name
   * @param descriptor its descriptor
   * @param classFile its class, or null if that is gone
   * @return the method itself if the class file has no such method or cannot be read
   */
  static SourceMethod of(String className, String name, String descriptor, byte[] classFile) {
    Outline outline = new Outline(className);
    if (classFile != null) {
      try {
        new ClassReader(classFile).accept(outline, ClassReader.SKIP_FRAMES);
      } catch (RuntimeException e) {
        // ASM reports class files it cannot read by whatever exception it runs into.
        outline.makers.clear();
      }
    }
    String method = outline.maker(name + descriptor);
    int parameters = method.indexOf('(');
    return new SourceMethod(
        method.substring(0, parameters),
        method.substring(parameters),
        outline.statics.contains(method),
        outline.sourceFile);
  }

  /** Which methods there are and which of them makes a lambda of which. */
  private static final class Outline extends ClassVisitor {
    private final String className;
    private final Map<String, String> makers = new HashMap<>();
    private final Set<String> statics = new HashSet<>();
    private String sourceFile;

    Outline(String className) {
      super(Opcodes.ASM9);
      this.className = className;
    }

    /** Follows a lambda's body outwards. */
    String maker(String method) {
      String maker = method;
      Set<String> passed = new HashSet<>();
      while (Method.isLambdaName(maker.substring(0, maker.indexOf('(')))
          && makers.containsKey(maker)
          && passed.add(maker)) {
        maker = makers.get(maker);
      }
      return maker;
    }

    @Override
    public void visitSource(String source, String debug) {
      sourceFile = source;
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      String method = name + descriptor;
      if ((access & Opcodes.ACC_STATIC) != 0) {
        statics.add(method);
      }
      return new MethodVisitor(Opcodes.ASM9) {
        @Override
        public void visitInvokeDynamicInsn(
            String name, String descriptor, Handle bootstrap, Object... arguments) {
          for (Object argument : arguments) {
            if (argument instanceof Handle body && body.getOwner().equals(className)) {
              makers.putIfAbsent(body.getName() + body.getDesc(), method);
            }
          }
        }
      };
    }
  }
}
