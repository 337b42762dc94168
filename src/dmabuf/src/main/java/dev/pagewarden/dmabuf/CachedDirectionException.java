package dev.pagewarden.dmabuf;

/**
 * A cached mapping exists whose direction does not allow the one asked for; the kernel's {@code
 * EBUSY}.
 *
 * <p>Kernel rule: {@code dma_buf_map_attachment} with {@code cache_sgt_mapping}.
 */
public final class CachedDirectionException extends WrongDirectionException {
  private static final long serialVersionUID = 1L;

  CachedDirectionException(String subject, String what, String mend) {
    super(subject, what, mend);
  }
}
