package dev.pagewarden.detectors.flow.state;

import dev.pagewarden.contract.Subject;
import java.util.Objects;
import org.objectweb.asm.Type;

/**
 * The name of an abstract object: what is known of it for good. What it holds is in the {@link
 * Node} of a {@link State}.
 */
public final class Obj {
  /** The sorts of objects. */
  public enum Kind {
    /** Made by an instruction or by a library model: its class is exact. */
    MADE,
    /** Came from outside: a parameter, a result of unknown code, a field of such an object. */
    UNKNOWN,
    /** An imported table or something derived from it. */
    IMPORTED,
    /** A lambda, a method reference, a method handle or a reflected member. */
    FUNCTION,
    /** A constant: a string or a class. */
    CONSTANT,
    /** The static fields of a class. */
    STATICS
  }

  /**
   * What an imported object is.
   *
   * @param mapping where its table was mapped
   * @param subject table, entry, page or cursor
   */
  public record Derived(Mapping mapping, Subject subject) {
    /** Returns the object for the table itself. */
    public Obj table() {
      return imported(mapping, Subject.TABLE);
    }
  }

  private final Kind kind;
  private final String type;
  private final Object identity;
  private final Object detail;
  private final int hash;

  /**
   * Names an object.
   *
   * @param kind what sort of object it is
   * @param type its class in internal form, or an array's descriptor: exact for {@link Kind#MADE},
   *     a supertype for {@link Kind#UNKNOWN}
   * @param identity tells objects of one kind and type apart: a {@link Chain} where it was made or
   *     obtained, an {@link Integer} for an input of a method under analysis, a {@link Path} for
   *     what outlives a call from outside, the constant itself
   * @param detail what else belongs to the object: a {@link Derived}, a function's target, the path
   *     by which an UNKNOWN object is reached, what made an object that is named by its path; or
   *     null
   */
  public Obj(Kind kind, String type, Object identity, Object detail) {
    this.kind = kind;
    this.type = type;
    this.identity = identity;
    this.detail = detail;
    this.hash =
        ((kind.ordinal() * 31 + type.hashCode()) * 31 + identity.hashCode()) * 31
            + (detail == null || detail instanceof Derived ? 0 : detail.hashCode());
  }

  /** Returns the object for an imported value. */
  public static Obj imported(Mapping mapping, Subject subject) {
    return new Obj(Kind.IMPORTED, subject.name(), mapping, new Derived(mapping, subject));
  }

  /** Returns the object that holds a class's static fields. */
  public static Obj statics(String className) {
    return new Obj(Kind.STATICS, className, "", null);
  }

  /** Returns a constant: a String, or an ASM Type for a class. */
  public static Obj constant(Object value) {
    String type = value instanceof String ? "java/lang/String" : "java/lang/Class";
    return new Obj(Kind.CONSTANT, type, value, null);
  }

  /** Returns the text of a constant string; null if it is something else. */
  public String text() {
    return kind == Kind.CONSTANT && identity instanceof String text ? text : null;
  }

  /** Returns what a type is called in {@link #type()}. */
  public static String typeName(Type type) {
    return type.getSort() == Type.ARRAY ? type.getDescriptor() : type.getInternalName();
  }

  /** Returns the object with another identity. */
  public Obj withIdentity(Object other) {
    return new Obj(kind, type, other, detail);
  }

  /** Returns the object under the name of the path on which it is reached. */
  Obj reachedBy(Path path, Object newDetail) {
    return new Obj(kind, type, path, newDetail);
  }

  /** Returns what sort of object it is. */
  public Kind kind() {
    return kind;
  }

  /** Returns its class, see the constructor. */
  public String type() {
    return type;
  }

  /** Returns what tells it apart from others of its kind and type. */
  public Object identity() {
    return identity;
  }

  /** Returns what else belongs to it, see the constructor. */
  public Object detail() {
    return detail;
  }

  /** Returns whether the object is imported. */
  public boolean isImported() {
    return kind == Kind.IMPORTED;
  }

  /** Returns what an imported object is; null for others. */
  public Derived derived() {
    return kind == Kind.IMPORTED ? (Derived) detail : null;
  }

  /** Returns whether the name means the same in every method, so that calls need not rename it. */
  public boolean isAbsolute() {
    return identity instanceof Path
        || kind == Kind.IMPORTED
        || kind == Kind.CONSTANT
        || kind == Kind.STATICS;
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || other instanceof Obj obj
            && hash == obj.hash
            && kind == obj.kind
            && type.equals(obj.type)
            && identity.equals(obj.identity)
            && Objects.equals(detail, obj.detail);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return kind.name().charAt(0) + ":" + type + "#" + identity;
  }
}
