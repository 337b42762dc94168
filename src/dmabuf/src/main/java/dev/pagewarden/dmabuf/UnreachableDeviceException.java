package dev.pagewarden.dmabuf;

/**
 * The exporter refused a device that cannot reach its memory.
 *
 * <p>Kernel rule: the comment at {@code dma_buf_ops.attach}: {@code EBUSY} where memory cannot be
 * moved to where the device reaches it.
 */
public final class UnreachableDeviceException extends DmaBufException {
  private static final long serialVersionUID = 1L;

  UnreachableDeviceException(String subject, String what, String mend) {
    super(subject, what, mend);
  }
}
