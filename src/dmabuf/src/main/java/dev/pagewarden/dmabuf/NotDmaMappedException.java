package dev.pagewarden.dmabuf;

/**
 * A table or address was unmapped from a device for which it is not mapped.
 *
 * <p>Kernel rule: what the DMA API's debugging reports for {@code dma_unmap_sgtable}.
 */
public final class NotDmaMappedException extends DmaBufException {
  private static final long serialVersionUID = 1L;

  NotDmaMappedException(String subject, String what, String mend) {
    super(subject, what, mend);
  }
}
