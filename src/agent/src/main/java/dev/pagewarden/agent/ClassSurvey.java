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
 * @param isApi whether it, or a class around it, is part of a dma-buf API
 * @param isMarked whether it is a class whose objects carry a mark when they come from a lent table
 * @param isIndirect whether it may call members without naming them in the instruction: by
 *     reflection, handles, native code or functions that no static method can stand in for
 * @param chain how its objects hang together as entries of a table, or null if they do not
 * @param serialLink its field that leads to a page and that serialization reads with no code of the
 *     class in between, or null
 * @param methods its methods
 */
record ClassSurvey(
    String name,
    boolean isInterface,
    int version,
    boolean consenting,
    String enclosingMethod,
    boolean isApi,
    boolean isMarked,
    boolean isIndirect,
    Chain chain,
    FieldHandles.Read serialLink,
    List<MethodSurvey> methods) {

  /** Whether its objects need members of the agent's own. */
  boolean isOfLentTables() {
    return isMarked || chain != null || serialLink != null;
  }

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
