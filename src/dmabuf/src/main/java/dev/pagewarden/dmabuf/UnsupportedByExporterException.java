package dev.pagewarden.dmabuf;

/**
 * The exporter does not offer what was asked of it.
 *
 * <p>Kernel rule: {@code dma_buf_vmap} and {@code dma_buf_mmap} fail where the operation is
 * missing.
 */
public final class UnsupportedByExporterException extends DmaBufException {
  private static final long serialVersionUID = 1L;

  UnsupportedByExporterException(String subject, String what, String mend) {
    super(subject, what, mend);
  }
}
