package dev.pagewarden.detectors.flow.interp;

/**
 * A member found by reflection or by a method handle lookup, or an object that stands for an
 * interface without a class file.
 *
 * @param kind what it is
 * @param owner the class it was looked up in, in internal form
 * @param name its name
 * @param parameters the beginning of its descriptor, up to and with {@code )}; empty where the
 *     parameters' types are not known
 */
record Reflected(Kind kind, String owner, String name, String parameters) {
  /** What a reflected member is. */
  enum Kind {
    METHOD,
    CONSTRUCTOR,
    GETTER,
    SETTER,
    /** An object made by {@code java.lang.reflect.Proxy}; its handler is in its node. */
    PROXY
  }

  Reflected(Kind kind, String owner, String name) {
    this(kind, owner, name, "");
  }
}
