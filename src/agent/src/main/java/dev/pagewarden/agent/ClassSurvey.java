package dev.pagewarden.agent;

import java.util.List;

/**
 * What a class file has to do with the contract.
 *
 * @param name internal name
 * @param isInterface whether it is an interface
 * @param version class file version, major
 * @param consenting whether an annotation says that the class passes pages by agreement
 * @param enclosingMethod name and descriptor of the method around an anonymous or local class, or
 *     null
 * @param methods its methods
 */
record ClassSurvey(
    String name,
    boolean isInterface,
    int version,
    boolean consenting,
    String enclosingMethod,
    List<MethodSurvey> methods) {

  /** Whether there is anything to probe. */
  boolean isOfInterest() {
    for (MethodSurvey method : methods) {
      if (method.isOfInterest()) {
        return true;
      }
    }
    return false;
  }

  /** Whether it uses any member of the contract. */
  boolean holdsSites() {
    for (MethodSurvey method : methods) {
      if (!method.sites().isEmpty()) {
        return true;
      }
    }
    return false;
  }
}
