package dev.pagewarden.detectors.flow.code;

import dev.pagewarden.detectors.flow.Location;
import dev.pagewarden.evidence.CallSite;
import dev.pagewarden.evidence.SourceMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * A method as its class file declares it. Its code is parsed when {@link #body} is asked for and
 * may be forgotten again: of a large program, only the part that is being looked at is in memory.
 */
public final class Method {
  private final ClassFile owner;
  private final int access;
  private final String name;
  private final String descriptor;
  private final List<String> exceptions;
  private final int hash;
  private Set<String> annotations = Set.of();
  private Type[] argumentTypes;
  private Body body;

  Method(ClassFile owner, int access, String name, String descriptor, List<String> exceptions) {
    this.owner = owner;
    this.access = access;
    this.name = name;
    this.descriptor = descriptor;
    this.exceptions = exceptions;
    this.hash = toString().hashCode();
  }

  /** Returns the class that declares the method. */
  public ClassFile owner() {
    return owner;
  }

  /** Returns the method's name. */
  public String name() {
    return name;
  }

  /** Returns the method's descriptor. */
  public String descriptor() {
    return descriptor;
  }

  /** Returns name and descriptor in one, as {@code run(I)V}. */
  public String signature() {
    return name + descriptor;
  }

  /** Returns the internal names of the exceptions that the method declares to throw. */
  public List<String> exceptions() {
    return exceptions;
  }

  /** Returns the parameter types, the receiver not among them. */
  public Type[] argumentTypes() {
    if (argumentTypes == null) {
      argumentTypes = Type.getArgumentTypes(descriptor);
    }
    return argumentTypes;
  }

  /** Returns the return type. */
  public Type returnType() {
    return Type.getReturnType(descriptor);
  }

  /** Returns whether the method is static. */
  public boolean isStatic() {
    return (access & Opcodes.ACC_STATIC) != 0;
  }

  /** Returns whether the method is private. */
  public boolean isPrivate() {
    return (access & Opcodes.ACC_PRIVATE) != 0;
  }

  /** Returns whether the compiler made the method (a bridge, a lambda's body). */
  public boolean isSynthetic() {
    return (access & Opcodes.ACC_SYNTHETIC) != 0;
  }

  /**
   * Returns whether the method has the name of a lambda's body: {@code lambda$show$0} by javac and
   * ECJ, {@code show$lambda$0} by Kotlin.
   */
  public boolean isNamedAsLambda() {
    return isSynthetic() && isLambdaName(name);
  }

  /** Returns whether a compiler may have given a method's name to a lambda's body. */
  public static boolean isLambdaName(String name) {
    return name.contains("lambda$");
  }

  boolean isAbstract() {
    return (access & Opcodes.ACC_ABSTRACT) != 0;
  }

  /** Returns whether the method has code that can be followed. */
  public boolean hasCode() {
    return (access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) == 0;
  }

  /** Returns the internal names of the annotations on the method that class files keep. */
  public Set<String> annotations() {
    return annotations;
  }

  void addAnnotation(String annotationName) {
    if (annotations.isEmpty()) {
      annotations = new LinkedHashSet<>();
    }
    annotations.add(annotationName);
  }

  /**
   * Returns the code, without instructions if it can't be read. Don't keep it beyond the work at
   * hand: what is kept can't be forgotten.
   */
  public Body body() {
    if (body == null) {
      body = owner.code().bodyOf(this);
    }
    return body;
  }

  void forgetBody() {
    body = null;
  }

  /** Returns where an instruction stands, -1 for the method as such. */
  public Location location(int index) {
    Body code = body();
    SourceMap.Place place =
        owner.sourceMap().place(index < 0 ? code.firstLine() : code.lines[index]);
    int offset = index < 0 ? 0 : code.offsetOf(index);
    int ordinal = index < 0 ? -1 : code.ordinalOf(index);
    return new Location(
        new CallSite(owner.name(), name, descriptor, offset, ordinal, place.line()),
        place.file(),
        isStatic());
  }

  /** Returns whether an instruction is one of this method's. */
  public boolean holds(Location location) {
    CallSite site = location.site();
    return site.className().equals(owner.name())
        && site.methodName().equals(name)
        && site.descriptor().equals(descriptor);
  }

  /**
   * Returns a hash that is the same in every run, so that no order depends on where objects lie.
   */
  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public String toString() {
    return owner.name() + "." + name + descriptor;
  }
}
