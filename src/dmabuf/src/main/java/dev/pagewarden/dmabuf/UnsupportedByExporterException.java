package dev.pagewarden.dmabuf;

/**
 * The exporter does not offer what was asked of it.
 *
 * <p>Kernel rule: {@code dma_buf_vmap} and {@code dma_buf_mmap} fail where the operation is
 * missing.
 */
public final class UnsupportedByExporterException extends DmaBufException {
  private static final long serialVersionUID = 1L;

  /**
   * For exporters: the refusal, in one sentence.
   *
   * @param subject the buffer or attachment, as its {@code toString} names it
   * @param what what was asked for
   * @param mend what to do instead
   */
  public UnsupportedByExporterException(String subject, String what, String mend) {
    super(subject, what, mend);
  }
}
