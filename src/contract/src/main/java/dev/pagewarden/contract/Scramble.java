package dev.pagewarden.contract;

/**
 * How to scramble the page links of a table in place, the way the kernel's {@code DMABUF_DEBUG} of
 * 5.12 does it: walk the entries and flip the bits of each link. A link that is a reference is
 * emptied instead.
 *
 * @param tableType the table's type, simple or qualified, as in the contract
 * @param firstMember the table's method without parameters that returns the first entry, or null
 * @param entryType the entries' type
 * @param nextMember the entry's method without parameters that returns the next entry, or null
 *     after the last; null if there is no first
 * @param entriesMember the table's method without parameters, or field, that yields an array or
 *     collection of all entries; null if there is a first
 * @param linkField the entry's field that holds page link and marker bits ({@code long} or {@code
 *     int}) or refers to the page
 * @param keptLowBits how many low bits (0 to 63) are markers and must survive
 */
public record Scramble(
    String tableType,
    String firstMember,
    String entryType,
    String nextMember,
    String entriesMember,
    String linkField,
    int keptLowBits) {

  /** Returns the bits of a link that are flipped. */
  public long mask() {
    return -1L << keptLowBits;
  }
}
