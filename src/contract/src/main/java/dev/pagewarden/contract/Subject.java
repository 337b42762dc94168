package dev.pagewarden.contract;

/** What a value obtained from a mapping is. */
public enum Subject {
  /** The scatter/gather table itself. */
  TABLE,
  /** One scatterlist entry of a table. */
  ENTRY,
  /** A page behind an entry; every member of it belongs to the exporter. */
  PAGE,
  /** A cursor that maps one page after another (the kernel's {@code sg_miter}). */
  CURSOR
}
