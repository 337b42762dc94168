package dev.pagewarden.detectors.flow.code;

import dev.pagewarden.detectors.flow.ClassSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodNode;

/**
 * The code of methods, a class at a time: parsed when asked for, and forgotten in the order in
 * which it was parsed once there is too much of it.
 */
final class CodeCache {
  /** So many instructions are kept, or one class. */
  private static final int CAPACITY = 500_000;

  private final ClassSource source;
  private final Map<String, String> unreadable;
  private final Map<ClassFile, ClassCode> parsed = new LinkedHashMap<>();
  private int instructions;

  /**
   * Creates an empty cache.
   *
   * @param source where class files come from
   * @param unreadable where to note classes whose code can't be read, with the reason
   */
  CodeCache(ClassSource source, Map<String, String> unreadable) {
    this.source = source;
    this.unreadable = unreadable;
  }

  /** The methods of one class with the offsets of their instructions. */
  private static final class ClassCode extends ClassVisitor {
    private final Map<String, MethodNode> methods = new HashMap<>();
    private final Map<String, List<Integer>> offsets = new HashMap<>();
    private List<Integer> current;
    private int instructions;

    /** Creates the code of a class that can't be read: none. */
    ClassCode() {
      super(Opcodes.ASM9);
    }

    ClassCode(byte[] bytes) {
      this();
      ClassReader reader =
          new ClassReader(bytes) {
            @Override
            protected void readBytecodeInstructionOffset(int offset) {
              current.add(offset);
            }
          };
      reader.accept(this, ClassReader.SKIP_FRAMES);
      offsets.values().forEach(own -> instructions += own.size());
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      MethodNode node = new MethodNode(Opcodes.ASM9, access, name, descriptor, null, null);
      current = new ArrayList<>();
      methods.put(name + descriptor, node);
      offsets.put(name + descriptor, current);
      return node;
    }

    Body bodyOf(String signature) {
      if (!methods.containsKey(signature)) {
        return new Body(new MethodNode(), new int[0]);
      }
      int[] own = offsets.get(signature).stream().mapToInt(Integer::intValue).toArray();
      return new Body(methods.get(signature), own);
    }
  }

  /** Returns a method's code; none if it can't be read. */
  Body bodyOf(Method method) {
    ClassCode code = parsed.get(method.owner());
    if (code == null) {
      code = parse(method.owner());
      parsed.put(method.owner(), code);
      instructions += code.instructions;
      forget();
    }
    return code.bodyOf(method.signature());
  }

  private ClassCode parse(ClassFile file) {
    byte[] bytes = source.classFile(file.name());
    try {
      return bytes == null ? new ClassCode() : new ClassCode(bytes);
    } catch (RuntimeException e) {
      unreadable.put(file.name(), e.toString());
      return new ClassCode();
    }
  }

  private void forget() {
    Iterator<Map.Entry<ClassFile, ClassCode>> oldest = parsed.entrySet().iterator();
    while (instructions > CAPACITY && parsed.size() > 1) {
      Map.Entry<ClassFile, ClassCode> entry = oldest.next();
      instructions -= entry.getValue().instructions;
      entry.getKey().methods().forEach(Method::forgetBody);
      oldest.remove();
    }
  }
}
