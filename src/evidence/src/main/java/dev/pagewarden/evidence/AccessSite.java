package dev.pagewarden.evidence;

/**
 * A call site that uses the CPU side of a table, in one build of its class.
 *
 * @param callSite the instruction
 * @param classHash {@link ClassHash} of the class file on disk, or null if unknown
 * @param accessor the member that is used, as {@code Scatterlist.page()}
 */
public record AccessSite(CallSite callSite, String classHash, String accessor) {
  /** Returns the accessor's name alone: {@code page}. */
  public String memberName() {
    String name = accessor;
    int parenthesis = name.indexOf('(');
    if (parenthesis >= 0) {
      name = name.substring(0, parenthesis);
    }
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
