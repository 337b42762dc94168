package dev.pagewarden.detectors.flow.code;

import dev.pagewarden.evidence.SourceMap;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;

/** What a class file declares; the code of its methods is parsed when asked for. */
public final class ClassFile {
  private final CodeCache code;
  private final int access;
  private final String name;
  private final String superName;
  private final List<String> interfaces;
  private final Map<String, Method> methods = new LinkedHashMap<>();
  private final Map<String, Field> fields = new LinkedHashMap<>();
  private final Set<String> annotations = new LinkedHashSet<>();
  private final Set<String> annotatedFields = new HashSet<>();
  private final Set<String> nestMembers = new LinkedHashSet<>();
  private String nestHost;
  private String sourceFile;
  private String debugExtension;
  private SourceMap sourceMap;
  private Map<String, Method> users;

  private record Field(int access, Object constant) {}

  ClassFile(CodeCache code, int access, String name, String superName, List<String> interfaces) {
    this.code = code;
    this.access = access;
    this.name = name;
    this.superName = superName;
    this.interfaces = interfaces;
    this.nestHost = name;
  }

  void setSource(String source, String debug) {
    sourceFile = source;
    debugExtension = debug;
  }

  void setNestHost(String host) {
    nestHost = host;
  }

  void addNestMember(String member) {
    nestMembers.add(member);
  }

  void addAnnotation(String annotationName) {
    annotations.add(annotationName);
  }

  void addField(int fieldAccess, String field, Object constant) {
    fields.put(field, new Field(fieldAccess, constant));
  }

  void addAnnotatedField(String field) {
    annotatedFields.add(field);
  }

  void addMethod(Method method) {
    methods.put(method.signature(), method);
  }

  CodeCache code() {
    return code;
  }

  /** Returns the class's internal name. */
  public String name() {
    return name;
  }

  /** Returns the superclass's internal name, or null for {@code java/lang/Object}. */
  public String superName() {
    return superName;
  }

  /** Returns the internal names of the interfaces it names itself. */
  public List<String> interfaces() {
    return interfaces;
  }

  /** Returns what the line numbers of the code stand for. */
  SourceMap sourceMap() {
    if (sourceMap == null) {
      sourceMap = SourceMap.of(name, sourceFile, debugExtension);
    }
    return sourceMap;
  }

  /** Returns whether it is an interface. */
  public boolean isInterface() {
    return (access & Opcodes.ACC_INTERFACE) != 0;
  }

  /** Returns whether it is an enum, or the body of an enum's constant. */
  public boolean isEnum() {
    return (access & Opcodes.ACC_ENUM) != 0;
  }

  /** Returns whether it can't be instantiated. */
  public boolean isAbstract() {
    return (access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_INTERFACE)) != 0;
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
  public boolean declaresField(String field) {
    return fields.containsKey(field);
  }

  /** Returns the names of the fields that the class itself declares, in class file order. */
  public Set<String> fields() {
    return fields.keySet();
  }

  /** Returns whether a field declared here is static. */
  public boolean isStatic(String field) {
    Field found = fields.get(field);
    return found != null && (found.access() & Opcodes.ACC_STATIC) != 0;
  }

  /** Returns whether a field declared here is private. */
  public boolean isPrivate(String field) {
    Field found = fields.get(field);
    return found != null && (found.access() & Opcodes.ACC_PRIVATE) != 0;
  }

  /** Returns whether a field declared here has an annotation that class files keep. */
  public boolean isAnnotated(String field) {
    return annotatedFields.contains(field);
  }

  /** Returns the internal name of the class that hosts the nest this one belongs to. */
  public String nestHost() {
    return nestHost;
  }

  /** Returns the internal names of the classes whose nest this one hosts, without itself. */
  public Set<String> nestMembers() {
    return nestMembers;
  }

  /** Returns whether a field declared here is final. */
  public boolean isFinal(String field) {
    Field found = fields.get(field);
    return found != null && (found.access() & Opcodes.ACC_FINAL) != 0;
  }

  /**
   * Returns the number of the enum constant that a field declared here holds, counted from 0; -1 if
   * it holds none.
   */
  public int ordinalOf(String field) {
    int ordinal = 0;
    for (Map.Entry<String, Field> declared : fields.entrySet()) {
      boolean isConstant = (declared.getValue().access() & Opcodes.ACC_ENUM) != 0;
      if (declared.getKey().equals(field)) {
        return isConstant ? ordinal : -1;
      }
      ordinal += isConstant ? 1 : 0;
    }
    return -1;
  }

  /** Returns whether nothing extends the class. */
  public boolean isFinal() {
    return (access & Opcodes.ACC_FINAL) != 0;
  }

  /**
   * Returns whether a field declared here is a place in which code of the compiler's own making
   * keeps something, as Eclipse's compiler does with the numbers of an enum's constants.
   */
  public boolean isCompilersCache(String field) {
    Field found = fields.get(field);
    return found != null
        && (found.access() & Opcodes.ACC_SYNTHETIC) != 0
        && (found.access() & Opcodes.ACC_FINAL) == 0;
  }

  /**
   * Returns the constant that a static final field is initialised with by the class file, or null.
   */
  public Object constantOf(String field) {
    Field found = fields.get(field);
    return found == null ? null : found.constant();
  }

  /** Returns the internal names of the annotations on the class that class files keep. */
  public Set<String> annotations() {
    return annotations;
  }

  /**
   * Returns the first method here in whose code a lambda or method reference runs the given method
   * of this class, or null.
   */
  public Method userOf(Method lambda) {
    if (users == null) {
      users = new HashMap<>();
      for (Method method : methods.values()) {
        if (method.hasCode()) {
          noteUses(method);
        }
      }
    }
    return users.get(lambda.signature());
  }

  private void noteUses(Method user) {
    for (AbstractInsnNode insn : user.body().instructions) {
      if (insn instanceof InvokeDynamicInsnNode dynamic) {
        for (Object argument : dynamic.bsmArgs) {
          if (argument instanceof Handle handle && handle.getOwner().equals(name)) {
            users.putIfAbsent(handle.getName() + handle.getDesc(), user);
          }
        }
      }
    }
  }

  /**
   * Returns the only abstract method among those declared here, or null if there is none or more.
   */
  Method singleAbstractMethod() {
    Method found = null;
    for (Method method : methods.values()) {
      if (method.isAbstract() && !isObjectMethod(method.signature())) {
        if (found != null) {
          return null;
        }
        found = method;
      }
    }
    return found;
  }

  private static boolean isObjectMethod(String signature) {
    return signature.equals("equals(Ljava/lang/Object;)Z")
        || signature.equals("hashCode()I")
        || signature.equals("toString()Ljava/lang/String;");
  }

  @Override
  public String toString() {
    return name;
  }
}
