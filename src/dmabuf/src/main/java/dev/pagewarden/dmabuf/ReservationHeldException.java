package dev.pagewarden.dmabuf;

/**
 * A call that takes the reservation lock itself was made by a thread that holds it already, which
 * would deadlock in the kernel.
 *
 * <p>Kernel rule: the locking convention for {@code dma_buf_attach} and {@code dma_buf_detach}.
 */
public final class ReservationHeldException extends DmaBufException {
  private static final long serialVersionUID = 1L;

  ReservationHeldException(String subject, String what, String mend) {
    super(subject, what, mend);
  }
}
