package dev.pagewarden.contract;

/** The kinds of CPU-side access. */
public enum AccessKind {
  /** Yields a page or a CPU address. */
  PAGE,
  /** Moves bytes through pages. */
  COPY,
  /** A service that reads pages inside (DMA mapping, IOMMU mapping, cache maintenance). */
  SERVICE,
  /** Edits the table, which is only borrowed. */
  WRITE,
  /** Yields a CPU-side count or length: a weak sign. */
  COUNT
}
