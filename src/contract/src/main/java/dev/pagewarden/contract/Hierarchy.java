package dev.pagewarden.contract;

/** Answers which types a type extends and implements; detectors and agent each bring their own. */
@FunctionalInterface
public interface Hierarchy {
  /**
   * Returns the type itself and all its known supertypes.
   *
   * @param internalName a class or interface, in internal form ({@code a/b/C})
   * @return internal names, the type itself first; types that cannot be found end their branch
   */
  Iterable<String> supertypes(String internalName);
}
