package dev.pagewarden.dmabuf;

/**
 * The last reference was dropped while a CPU mapping was out.
 *
 * <p>Kernel rule: {@code dma_buf_release} checks that no {@code dma_buf_vmap} is left.
 */
public final class StillVmappedException extends DmaBufException {
  private static final long serialVersionUID = 1L;

  StillVmappedException(String subject, String what, String mend) {
    super(subject, what, mend);
  }
}
