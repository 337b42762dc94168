package dev.pagewarden.agent;

/**
 * What a copy of a table carries as its mark: the original stays alive as long as the copy does,
 * since an importer that holds the one would otherwise have held the other.
 *
 * @param lease the original's
 * @param original the table that the exporter made
 * @param maker binary name of the class whose method handed the copy out in its place
 */
record Wrapping(Lease lease, Object original, String maker) {
  /** Returns the lease that a mark stands for, or null if it is null. */
  static Lease leaseOf(Object mark) {
    return mark instanceof Wrapping wrapping ? wrapping.lease : (Lease) mark;
  }
}
