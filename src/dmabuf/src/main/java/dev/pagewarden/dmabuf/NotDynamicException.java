package dev.pagewarden.dmabuf;

/**
 * A static attachment asked for what only dynamic ones may: to pin the buffer.
 *
 * <p>Kernel rule: {@code dma_buf_pin} warns of attachments that are not dynamic.
 */
public final class NotDynamicException extends DmaBufException {
  private static final long serialVersionUID = 1L;

  NotDynamicException(String subject, String what, String mend) {
    super(subject, what, mend);
  }
}
