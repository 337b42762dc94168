package dev.pagewarden.dmabuf;

/**
 * An attachment was used after it was detached, or detached twice.
 *
 * <p>Kernel rule: {@code dma_buf_detach} ends an attachment's life.
 */
public final class NotAttachedException extends DmaBufException {
  private static final long serialVersionUID = 1L;

  NotAttachedException(String subject, String what, String mend) {
    super(subject, what, mend);
  }
}
