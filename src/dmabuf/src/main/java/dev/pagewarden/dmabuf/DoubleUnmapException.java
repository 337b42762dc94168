package dev.pagewarden.dmabuf;

/**
 * A table was given back twice.
 *
 * <p>Kernel rule: {@code dma_buf_unmap_attachment} ends the importer's ownership of the table.
 */
public final class DoubleUnmapException extends DmaBufException {
  private static final long serialVersionUID = 1L;

  DoubleUnmapException(String subject, String what, String mend) {
    super(subject, what, mend);
  }
}
