package dev.pagewarden.dmabuf;

/**
 * A direction does not match the one of the mapping, the bracket or the DMA mapping that it ends.
 *
 * <p>Kernel rule: {@code dma_buf_unmap_attachment} takes the direction of the map.
 */
public class WrongDirectionException extends DmaBufException {
  private static final long serialVersionUID = 1L;

  WrongDirectionException(String subject, String what, String mend) {
    super(subject, what, mend);
  }
}
