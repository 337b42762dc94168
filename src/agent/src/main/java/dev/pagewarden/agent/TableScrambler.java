package dev.pagewarden.agent;

/** Hides the pages of a table in place, and brings them back. */
interface TableScrambler {
  /** Whether {@link #hide} marks the entries. */
  boolean isMarking();

  /**
   * Hides the pages behind all entries, and may mark the entries as coming from a lent table.
   *
   * @param table the table
   * @param mark what its entries are to carry
   * @return what {@link #show} needs, or null if it needs nothing
   */
  Object hide(Object table, Lease mark);

  /**
   * Brings the pages back.
   *
   * @param table the table
   * @param hidden what {@link #hide} returned
   */
  void show(Object table, Object hidden);
}
