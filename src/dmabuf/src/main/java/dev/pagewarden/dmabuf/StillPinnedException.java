package dev.pagewarden.dmabuf;

/**
 * An attachment was detached while it had the buffer pinned.
 *
 * <p>Kernel rule: {@code dma_buf_pin} asks for a {@code dma_buf_unpin}.
 */
public final class StillPinnedException extends DmaBufException {
  private static final long serialVersionUID = 1L;

  StillPinnedException(String subject, String what, String mend) {
    super(subject, what, mend);
  }
}
