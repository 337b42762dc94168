package dev.pagewarden.dmabuf;

/**
 * An unpin had no pin before it.
 *
 * <p>Kernel rule: {@code dma_buf_unpin} undoes one {@code dma_buf_pin}.
 */
public final class UnbalancedPinException extends DmaBufException {
  private static final long serialVersionUID = 1L;

  UnbalancedPinException(String subject, String what, String mend) {
    super(subject, what, mend);
  }
}
