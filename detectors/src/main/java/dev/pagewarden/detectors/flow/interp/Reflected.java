package dev.pagewarden.detectors.flow.interp;

/**
 * A member found by reflection or by a method handle lookup; values bound to it are in its node as
 * {@code #0}, ....
 *
 * @param kind what it is
 * @param owner the class it was looked up in, in internal form
 * @param name its name
 * @param bound how many values are bound
 */
record Reflected(Kind kind, String owner, String name, int bound) {
  /** What a reflected member is. */
  enum Kind {
    METHOD,
    CONSTRUCTOR,
    GETTER,
    SETTER,
    /** An object made by {@code java.lang.reflect.Proxy}; its handler is in its node. */
    PROXY
  }

  Reflected bind() {
    return new Reflected(kind, owner, name, bound + 1);
  }
}
