package dev.pagewarden.detectors.flow.code;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** A parsed class file. */
public final class ClassFile {
  private final ClassNode node;
  private final Map<String, Method> methods = new LinkedHashMap<>();
  private final Map<String, FieldNode> fields = new LinkedHashMap<>();

  private ClassFile(ClassNode node, Map<MethodNode, List<Integer>> offsets) {
    this.node = node;
    for (MethodNode method : node.methods) {
      int[] own = offsets.get(method).stream().mapToInt(Integer::intValue).toArray();
      methods.put(method.name + method.desc, new Method(this, method, own));
    }
    for (FieldNode field : node.fields) {
      fields.put(field.name, field);
    }
  }

  /**
   * Parses a class file.
   *
   * @throws RuntimeException whatever ASM throws where the bytes are no class file it can read
   */
  static ClassFile parse(byte[] bytes) {
    Map<MethodNode, List<Integer>> offsets = new LinkedHashMap<>();
    List<List<Integer>> current = new ArrayList<>();
    ClassReader reader =
        new ClassReader(bytes) {
          @Override
          protected void readBytecodeInstructionOffset(int offset) {
            current.get(0).add(offset);
          }
        };
    ClassNode node =
        new ClassNode(Opcodes.ASM9) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String descriptor, String signature, String[] exceptions) {
            MethodVisitor visitor =
                super.visitMethod(access, name, descriptor, signature, exceptions);
            List<Integer> own = new ArrayList<>();
            offsets.put((MethodNode) visitor, own);
            current.clear();
            current.add(own);
            return visitor;
          }
        };
    reader.accept(node, ClassReader.SKIP_FRAMES);
    return new ClassFile(node, offsets);
  }

  /** Returns the class's internal name. */
  public String name() {
    return node.name;
  }

  /** Returns the superclass's internal name, or null for {@code java/lang/Object}. */
  public String superName() {
    return node.superName;
  }

  /** Returns the internal names of the interfaces it names itself. */
  public List<String> interfaces() {
    return node.interfaces;
  }

  /** Returns the source file's name, or null. */
  public String sourceFile() {
    return node.sourceFile;
  }

  /** Returns whether it is an interface. */
  public boolean isInterface() {
    return (node.access & Opcodes.ACC_INTERFACE) != 0;
  }

  /** Returns whether it can't be instantiated. */
  public boolean isAbstract() {
    return (node.access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_INTERFACE)) != 0;
  }

  /** Returns the methods, abstract ones too, in class file order. */
  public Collection<Method> methods() {
    return methods.values();
  }

  /** Returns a method by name and descriptor ({@code run(I)V}), or null. */
  public Method method(String signature) {
    return methods.get(signature);
  }

  /** Returns whether the class itself declares a field. */
  public boolean declaresField(String name) {
    return fields.containsKey(name);
  }

  /**
   * Returns the constant that a static final field is initialised with by the class file, or null.
   */
  public Object constantOf(String field) {
    FieldNode found = fields.get(field);
    return found == null ? null : found.value;
  }

  /** Returns whether any method calls a method of one of the given names. */
  public boolean callsAny(Set<String> names) {
    for (MethodNode method : node.methods) {
      for (AbstractInsnNode insn : method.instructions) {
        if (insn instanceof MethodInsnNode call && names.contains(call.name)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Returns the internal names of the annotations on the class that class files keep. */
  public Set<String> annotations() {
    return annotationNames(node.visibleAnnotations, node.invisibleAnnotations);
  }

  /**
   * Returns the only abstract method among those declared here, or null if there is none or more.
   */
  Method singleAbstractMethod() {
    List<Method> found =
        methods.values().stream()
            .filter(method -> (method.node().access & Opcodes.ACC_ABSTRACT) != 0)
            .filter(method -> !isObjectMethod(method.signature()))
            .toList();
    return found.size() == 1 ? found.get(0) : null;
  }

  private static boolean isObjectMethod(String signature) {
    return signature.equals("equals(Ljava/lang/Object;)Z")
        || signature.equals("hashCode()I")
        || signature.equals("toString()Ljava/lang/String;");
  }

  static Set<String> annotationNames(List<AnnotationNode> visible, List<AnnotationNode> invisible) {
    Set<String> names = new LinkedHashSet<>();
    for (List<AnnotationNode> annotations : Arrays.asList(visible, invisible)) {
      if (annotations != null) {
        annotations.forEach(
            annotation -> names.add(Type.getType(annotation.desc).getInternalName()));
      }
    }
    return names;
  }

  @Override
  public String toString() {
    return node.name;
  }
}
