package dev.pagewarden.agent;

import dev.pagewarden.contract.Member;

/**
 * An instruction that uses a member of the contract, as found in a class file.
 *
 * @param form how it uses it
 * @param member the contract's rule, or null for a {@link Form#PEEK}
 * @param owner internal name of the member's owner as the instruction has it
 * @param name name of the member
 * @param descriptor descriptor of the member
 * @param ordinal how many such uses of the same member precede it in the method
 * @param bytecodeIndex its offset in this class file
 * @param line its source line, or -1
 */
record SiteDraft(
    Form form,
    Member member,
    String owner,
    String name,
    String descriptor,
    int ordinal,
    int bytecodeIndex,
    int line) {

  /** How an instruction uses a member. */
  enum Form {
    /** Calls it. */
    CALL,
    /** Makes a function of it: an invokedynamic for a method reference. */
    REFERENCE,
    /** Reads it: a field. */
    FIELD,
    /** Reads a field by a handle or reflection; which one is known when it runs. */
    PEEK
  }

  /** What is the same for this use in another build of the method's code. */
  String identity() {
    return form + " " + owner + "." + name + descriptor + " " + ordinal;
  }

  /** The member as a reader knows it: {@code SgTable.pages()}. */
  String accessor() {
    if (form == Form.PEEK) {
      return simple(owner) + "." + name + "()";
    }
    String type = member.owner().equals(Member.ANY) ? simple(owner) : member.owner();
    if (name.equals("<init>")) {
      return "new " + type + "()";
    }
    return type + "." + name + (form == Form.FIELD ? "" : "()");
  }

  private static String simple(String internalName) {
    String name = internalName.substring(internalName.lastIndexOf('/') + 1);
    return name.substring(name.lastIndexOf('$') + 1);
  }
}
