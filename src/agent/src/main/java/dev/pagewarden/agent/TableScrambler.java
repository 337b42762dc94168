package dev.pagewarden.agent;

import java.util.Collection;

/** Hides the pages of a table in place, and brings them back. */
interface TableScrambler {
  /** Whether {@link #hide} marks the entries. */
  boolean isMarking();

  /**
   * Lists the entries, by the table's own code. That may wait for locks of the program, and so must
   * not run while others wait for one of ours.
   *
   * @param table the table
   * @return null if the others need no list, or if its pages cannot be hidden, which is told
   */
  Collection<Object> entries(Object table);

  /**
   * Hides the pages behind all entries, and may mark the entries as coming from a lent table.
   *
   * @param table the table
   * @param entries what {@link #entries} returned
   * @param mark what its entries are to carry
   * @return what {@link #show} needs, or null if it needs nothing
   */
  Object hide(Object table, Collection<Object> entries, Lease mark);

  /**
   * Brings the pages back.
   *
   * @param table the table
   * @param entries what {@link #entries} returned
   * @param hidden what {@link #hide} returned
   */
  void show(Object table, Collection<Object> entries, Object hidden);
}
