package dev.pagewarden.dmabuf;

/** What a dynamic importer offers to the exporter; the kernel's {@code dma_buf_attach_ops}. */
public interface ImporterOps {
  /**
   * The buffer is about to move: the attachment's mappings still work, but must be given back and
   * made anew before their next use.
   *
   * <p>Called with the buffer's reservation lock held ({@code dma_buf_move_notify}), so that {@link
   * DmaBuf#unmapAttachment} may be called in it.
   *
   * @param attachment the attachment whose mappings end
   */
  void moveNotify(DmaBufAttachment attachment);

  /**
   * Whether the importer can live without pages behind its tables, so that it can be given another
   * device's memory; the kernel's {@code allow_peer2peer}.
   *
   * @return false unless overridden
   */
  default boolean allowPeer2Peer() {
    return false;
  }
}
