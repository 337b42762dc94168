package dev.pagewarden.detectors.flow.code;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * What the code of the project's methods refers to, noted while each class file is read once: all
 * that has to be known of the whole project at the same time.
 */
final class References {
  private final Set<String> names;
  private final List<Method> methods = new ArrayList<>();
  private final Map<Call, List<Method>> callers = new LinkedHashMap<>();
  private final Map<String, List<Method>> readers = new HashMap<>();
  private final Map<String, List<Method>> writers = new HashMap<>();
  private final Set<Method> naming = new LinkedHashSet<>();
  private final Set<String> instantiated = new TreeSet<>();

  /**
   * A method as calls name it.
   *
   * @param owner the class that is named
   * @param signature the method's name and descriptor
   * @param exact whether overriding methods are not meant
   */
  record Call(String owner, String signature, boolean exact) {}

  /**
   * Begins to take note.
   *
   * @param names of methods, the callers of which are looked for
   */
  References(Set<String> names) {
    this.names = names;
  }

  /** Returns who takes note of what a method refers to, for a method with code. */
  MethodVisitor of(Method method) {
    if (!method.hasCode()) {
      return null;
    }
    methods.add(method);
    return new Visitor(method);
  }

  /** Returns the project's methods with code, in order of class, then as in the class file. */
  List<Method> methods() {
    return methods;
  }

  /** Returns the calls and who makes them. */
  Map<Call, List<Method>> callers() {
    return callers;
  }

  /** Returns the methods that read a field of the given name, whatever its class. */
  List<Method> readersOf(String field) {
    return readers.getOrDefault(field, List.of());
  }

  /** Returns the methods that write a field of the given name, whatever its class. */
  List<Method> writersOf(String field) {
    return writers.getOrDefault(field, List.of());
  }

  /** Returns the methods that call, or name in a string, a method of the names looked for. */
  Set<Method> naming() {
    return naming;
  }

  /** Returns the classes of which objects are made. */
  Set<String> instantiated() {
    return instantiated;
  }

  private static <K> void note(Map<K, List<Method>> map, K key, Method method) {
    List<Method> noted = map.computeIfAbsent(key, k -> new ArrayList<>(1));
    if (noted.isEmpty() || noted.get(noted.size() - 1) != method) {
      noted.add(method);
    }
  }

  private final class Visitor extends MethodVisitor {
    private final Method method;

    Visitor(Method method) {
      super(Opcodes.ASM9);
      this.method = method;
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
      if (opcode == Opcodes.NEW) {
        instantiated.add(type);
      }
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
      boolean reads = opcode == Opcodes.GETFIELD || opcode == Opcodes.GETSTATIC;
      note(reads ? readers : writers, name, method);
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      boolean exact = opcode == Opcodes.INVOKESTATIC || opcode == Opcodes.INVOKESPECIAL;
      noteCall(owner, name, descriptor, exact);
    }

    @Override
    public void visitInvokeDynamicInsn(
        String name, String descriptor, Handle bootstrap, Object... arguments) {
      for (Object argument : arguments) {
        if (argument instanceof Handle handle) {
          noteHandle(handle);
        }
      }
    }

    @Override
    public void visitLdcInsn(Object value) {
      if (value instanceof String text && names.contains(text)) {
        naming.add(method);
      } else if (value instanceof Handle handle) {
        noteHandle(handle);
      }
    }

    private void noteHandle(Handle handle) {
      boolean exact =
          handle.getTag() != Opcodes.H_INVOKEVIRTUAL
              && handle.getTag() != Opcodes.H_INVOKEINTERFACE;
      noteCall(handle.getOwner(), handle.getName(), handle.getDesc(), exact);
    }

    private void noteCall(String owner, String name, String descriptor, boolean exact) {
      if (names.contains(name)) {
        naming.add(method);
      }
      note(callers, new Call(owner, name + descriptor, exact), method);
    }
  }
}
