package dev.pagewarden.dmabuf;

/**
 * A table was given back through an attachment that did not map it.
 *
 * <p>Kernel rule: {@code dma_buf_unmap_attachment} takes the very table that {@code
 * dma_buf_map_attachment} returned.
 */
public final class ForeignTableException extends DmaBufException {
  private static final long serialVersionUID = 1L;

  ForeignTableException(String subject, String what, String mend) {
    super(subject, what, mend);
  }
}
