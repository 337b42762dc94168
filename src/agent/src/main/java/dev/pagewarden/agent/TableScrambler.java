package dev.pagewarden.agent;

/** Hides the pages of a table in place; done twice, they are back. */
interface TableScrambler {
  /** Flips the page links of all entries. */
  void flip(Object table);
}
