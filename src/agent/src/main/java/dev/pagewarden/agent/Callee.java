package dev.pagewarden.agent;

import dev.pagewarden.contract.Member;

/**
 * A probed method of the API or of an exporter, known to its probes by number.
 *
 * @param id its number
 * @param kind what it does
 * @param target number of its name and descriptor, by which a call site is held against it
 * @param member the contract's rule, or null for an exporter's method
 * @param className binary name of the class that holds the code
 * @param methodName name of the method, or of the field
 * @param mute whether it reports that it begins but not that it ends: a constructor, and an
 *     accessor that calls nothing and yields nothing that must be followed
 */
record Callee(
    int id,
    Kind kind,
    int target,
    Member member,
    String className,
    String methodName,
    boolean mute) {

  /** What its probes pass. */
  long key() {
    return Keys.of(target, id);
  }

  /** What is used, as a reader knows it: {@code SgTable.pages()}, {@code Scatterlist.pageLink}. */
  String accessor() {
    String simpleName = className.substring(className.lastIndexOf('.') + 1);
    String owner = member.owner().equals(Member.ANY) ? simpleName : member.owner();
    if (kind == Kind.FIELD) {
      return owner + "." + methodName;
    }
    return (methodName.equals("<init>") ? "new " + owner : owner + "." + methodName) + "()";
  }

  /** The method in which its probe is, if it has one. */
  String probedMethod() {
    return kind == Kind.FIELD ? SerialLink.METHOD : methodName;
  }

  /** What a probed method does. */
  enum Kind {
    /** Hands out an imported table. */
    MAP,
    /** Gives a table back. */
    UNMAP,
    /** Reads or uses the CPU side. */
    ACCESS,
    /** As {@link #ACCESS}, but not reported: only what it yields is followed. */
    QUIET_ACCESS,
    /**
     * A CPU-side field that is read by the importer itself; there is no code to probe behind it.
     */
    FIELD,
    /** A neutral step from an imported value to another. */
    DERIVE,
    /** An {@code Iterator.next} of the API: what it yields comes from where the iterator came. */
    NEXT,
    /** Answers whether pages may be passed. */
    CONSENT,
    /** The exporter makes a table. */
    EXPORTER_MAP,
    /** The exporter takes a table back. */
    EXPORTER_UNMAP,
    /** Any other callback of the exporter. */
    EXPORTER_CALLBACK;

    /** Whether the probe passes the receiver and all arguments, as an array. */
    boolean takesAll() {
      return switch (this) {
        case MAP, UNMAP, CONSENT, EXPORTER_MAP, EXPORTER_UNMAP, EXPORTER_CALLBACK -> true;
        default -> false;
      };
    }

    /** Whether the method works on one operand, of which it depends whether it is looked at. */
    boolean isAccess() {
      return this == ACCESS || this == QUIET_ACCESS || this == FIELD || this == NEXT;
    }

    /** Whether the method is followed only where entries cannot be listed beforehand. */
    boolean isStep() {
      return this == DERIVE;
    }

    /** Whether the method belongs to an exporter. */
    boolean isExporters() {
      return this == EXPORTER_MAP || this == EXPORTER_UNMAP || this == EXPORTER_CALLBACK;
    }
  }
}
