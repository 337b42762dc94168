package dev.pagewarden.detectors.flow.state;

/**
 * The identity of a symbol for something that is true of an object, or of two, once and for all:
 * whoever asks again gets the same answer.
 *
 * @param what what is asked, such as {@code is a/b/C}
 * @param obj the object
 * @param other the other object, or null
 */
public record About(String what, Obj obj, Obj other) {
  /** Returns the symbol for a truth value. */
  public static Sym bool(String what, Obj obj, Obj other) {
    return new Sym(new About(what, obj, other), true, null);
  }

  /** Returns whether it is said of an object. */
  boolean mentions(Obj any) {
    return any.equals(obj) || any.equals(other);
  }
}
