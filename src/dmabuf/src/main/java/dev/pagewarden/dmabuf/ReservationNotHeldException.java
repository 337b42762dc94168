package dev.pagewarden.dmabuf;

/**
 * A call that needs the buffer's reservation lock was made without it, or the lock was released by
 * a thread that did not hold it.
 *
 * <p>Kernel rule: {@code dma_resv_assert_held} in {@code dma_buf_map_attachment}, {@code
 * dma_buf_pin} and {@code dma_buf_move_notify}.
 */
public final class ReservationNotHeldException extends DmaBufException {
  private static final long serialVersionUID = 1L;

  ReservationNotHeldException(String subject, String what, String mend) {
    super(subject, what, mend);
  }
}
