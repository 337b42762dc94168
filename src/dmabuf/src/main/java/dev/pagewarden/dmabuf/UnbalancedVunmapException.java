package dev.pagewarden.dmabuf;

/**
 * A CPU mapping was given back that is not out, or not this buffer's.
 *
 * <p>Kernel rule: {@code dma_buf_vunmap} checks the mapping and its count.
 */
public final class UnbalancedVunmapException extends DmaBufException {
  private static final long serialVersionUID = 1L;

  UnbalancedVunmapException(String subject, String what, String mend) {
    super(subject, what, mend);
  }
}
