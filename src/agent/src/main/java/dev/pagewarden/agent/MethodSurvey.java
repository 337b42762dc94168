package dev.pagewarden.agent;

import dev.pagewarden.contract.Member;
import java.util.List;

/**
 * What a method of a class file has to do with the contract.
 *
 * @param access its access flags
 * @param name its name
 * @param descriptor its descriptor
 * @param consenting whether an annotation says that it passes pages by agreement
 * @param kind what it does as a member of the contract or of an exporter, or null
 * @param member the rule it falls under, or null
 * @param sites the members it uses, in order
 * @param lambdas name and descriptor of the methods of its class that it makes functions of
 * @param isLeaf whether it calls nothing
 */
record MethodSurvey(
    int access,
    String name,
    String descriptor,
    boolean consenting,
    Callee.Kind kind,
    Member member,
    List<SiteDraft> sites,
    List<String> lambdas,
    boolean isLeaf) {

  /** Name and descriptor: what tells the method apart in its class. */
  String signature() {
    return name + descriptor;
  }

  /** Whether there is anything to probe. */
  boolean isOfInterest() {
    return kind != null || !sites.isEmpty();
  }
}
