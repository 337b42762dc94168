package dev.pagewarden.dmabuf;

/**
 * The end of a CPU access had no beginning.
 *
 * <p>Kernel rule: {@code dma_buf_end_cpu_access} closes a {@code dma_buf_begin_cpu_access}.
 */
public final class UnbalancedCpuAccessException extends DmaBufException {
  private static final long serialVersionUID = 1L;

  UnbalancedCpuAccessException(String subject, String what, String mend) {
    super(subject, what, mend);
  }
}
