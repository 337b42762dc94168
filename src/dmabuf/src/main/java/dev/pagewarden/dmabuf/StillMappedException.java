package dev.pagewarden.dmabuf;

/**
 * An attachment was detached while a mapping of it was out.
 *
 * <p>Kernel rule: {@code dma_buf_detach} comes after {@code dma_buf_unmap_attachment}.
 */
public final class StillMappedException extends DmaBufException {
  private static final long serialVersionUID = 1L;

  StillMappedException(String subject, String what, String mend) {
    super(subject, what, mend);
  }
}
