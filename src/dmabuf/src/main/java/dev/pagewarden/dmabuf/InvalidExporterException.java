package dev.pagewarden.dmabuf;

/**
 * An exporter breaks the rules of what a set of operations must and must not offer, or returned
 * nothing.
 *
 * <p>Kernel rule: {@code dma_buf_export} checks the operations.
 */
public final class InvalidExporterException extends DmaBufException {
  private static final long serialVersionUID = 1L;

  InvalidExporterException(String subject, String what, String mend) {
    super(subject, what, mend);
  }
}
