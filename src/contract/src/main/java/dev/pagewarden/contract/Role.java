package dev.pagewarden.contract;

/** What a member does with a table or with something that came from one. */
public enum Role {
  /** Hands out an imported table, as its result or to a callback. */
  MAP,
  /** Gives an imported table back to its exporter. */
  UNMAP,
  /** Takes a neutral step inside an imported value: first entry, next entry, an iterator. */
  DERIVE,
  /** Reads or uses the CPU side, which is the exporter's alone. */
  ACCESS,
  /** Reads the DMA side, which is the importer's; counted, never flagged. */
  DMA,
  /**
   * Answers whether both sides agreed to pass pages; a true answer makes the accesses it guards
   * legal.
   */
  CONSENT
}
