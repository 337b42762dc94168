package dev.pagewarden.dmabuf;

/**
 * A buffer was used, or closed once more, after its last reference was dropped.
 *
 * <p>Kernel rule: {@code dma_buf_put} and {@code dma_buf_get}, a buffer lives as long as its
 * references.
 */
public final class BufferClosedException extends DmaBufException {
  private static final long serialVersionUID = 1L;

  BufferClosedException(String subject, String what, String mend) {
    super(subject, what, mend);
  }
}
