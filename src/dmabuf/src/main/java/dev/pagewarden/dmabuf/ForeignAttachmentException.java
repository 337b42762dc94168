package dev.pagewarden.dmabuf;

/**
 * An attachment was given to a buffer that did not make it.
 *
 * <p>Kernel rule: {@code dma_buf_detach} and {@code dma_buf_map_attachment} check that the
 * attachment is the buffer's.
 */
public final class ForeignAttachmentException extends DmaBufException {
  private static final long serialVersionUID = 1L;

  ForeignAttachmentException(String subject, String what, String mend) {
    super(subject, what, mend);
  }
}
