package dev.pagewarden.dmabuf;

import java.nio.ByteBuffer;

/**
 * What an exporter implements; the kernel's {@code struct dma_buf_ops}.
 *
 * <p>Called with the buffer's reservation lock held: {@link #mapDmaBuf}, {@link #unmapDmaBuf},
 * {@link #pin}, {@link #unpin}, {@link #vmap}, {@link #vunmap}. Called without: {@link #attach},
 * {@link #detach}, {@link #release}, {@link #mmap}, {@link #beginCpuAccess}, {@link #endCpuAccess}
 * ({@code Documentation/driver-api/dma-buf.rst}, locking convention).
 */
public interface DmaBufOps {
  /**
   * Makes a table of the buffer's memory, mapped for the attachment's device.
   *
   * <p>The table must be a fresh one each time: it is the importer's until {@link #unmapDmaBuf}
   * brings it back, and nobody else may have it or go by it meanwhile. Who wants mappings kept says
   * so in {@link #cacheSgtMapping()} (the comment at {@code dma_buf_ops.map_dma_buf}).
   *
   * @param attachment for whose device
   * @param direction which way bytes will go
   * @return the table, not null
   */
  SgTable mapDmaBuf(DmaBufAttachment attachment, DmaDirection direction);

  /**
   * Takes a table back: unmaps it from the device and frees it.
   *
   * @param attachment as for {@link #mapDmaBuf}
   * @param table what {@link #mapDmaBuf} returned
   * @param direction as for {@link #mapDmaBuf}
   */
  void unmapDmaBuf(DmaBufAttachment attachment, SgTable table, DmaDirection direction);

  /**
   * The last reference is gone: frees the buffer's memory. Called exactly once.
   *
   * @param buffer the buffer, closed
   */
  void release(DmaBuf buffer);

  /**
   * A device wants to attach.
   *
   * @param buffer the buffer
   * @param attachment the attachment to be
   * @throws UnreachableDeviceException to refuse a device that cannot reach the memory; exporters
   *     outside this package may throw anything, which {@link DmaBuf#attach} hands on
   */
  default void attach(DmaBuf buffer, DmaBufAttachment attachment) {}

  /**
   * A device is detached. All its mappings are gone already.
   *
   * @param buffer the buffer
   * @param attachment an attachment that {@link #attach} let in
   */
  default void detach(DmaBuf buffer, DmaBufAttachment attachment) {}

  /**
   * Forbids to move the buffer until as many calls of {@link #unpin}. To be overridden together
   * with it, by exporters that move buffers.
   *
   * @param attachment on whose behalf
   */
  default void pin(DmaBufAttachment attachment) {}

  /**
   * Undoes one {@link #pin}.
   *
   * @param attachment on whose behalf
   */
  default void unpin(DmaBufAttachment attachment) {}

  /**
   * Maps the whole buffer for the CPU. Called once for any number of users.
   *
   * @param buffer the buffer
   * @return its bytes from position 0 on, in the memory itself; not null
   * @throws UnsupportedByExporterException unless overridden
   */
  default ByteBuffer vmap(DmaBuf buffer) {
    throw new UnsupportedByExporterException(
        buffer.subject(), "its exporter has no vmap", "use mmap or DMA, or have it implement vmap");
  }

  /**
   * The last user of the CPU mapping is gone.
   *
   * @param buffer the buffer
   * @param mapping what {@link #vmap} returned
   */
  default void vunmap(DmaBuf buffer, ByteBuffer mapping) {}

  /**
   * Puts the buffer's memory into a user mapping, at offset 0.
   *
   * @param buffer the buffer
   * @param mapping an empty mapping, no larger than the buffer
   * @throws UnsupportedByExporterException unless overridden
   */
  default void mmap(DmaBuf buffer, UserMapping mapping) {
    throw new UnsupportedByExporterException(
        buffer.subject(), "its exporter has no mmap", "use vmap or DMA, or have it implement mmap");
  }

  /**
   * The CPU is about to access the buffer: makes what devices wrote visible.
   *
   * @param buffer the buffer
   * @param direction {@link DmaDirection#FROM_DEVICE} if the CPU will read, {@link
   *     DmaDirection#TO_DEVICE} if it will write
   */
  default void beginCpuAccess(DmaBuf buffer, DmaDirection direction) {}

  /**
   * The CPU has done: makes what it wrote visible to devices.
   *
   * @param buffer the buffer
   * @param direction as for {@link #beginCpuAccess}
   */
  default void endCpuAccess(DmaBuf buffer, DmaDirection direction) {}

  /**
   * Whether the core keeps an attachment's first mapping until it is detached; the kernel's {@code
   * cache_sgt_mapping}. Not for exporters that move buffers.
   *
   * @return false unless overridden; always the same for a buffer
   */
  default boolean cacheSgtMapping() {
    return false;
  }

  /**
   * Whether the exporter moves buffers and tells dynamic importers so; {@code dma_buf_is_dynamic}.
   *
   * @return whether {@link #pin} is overridden, unless overridden itself; always the same for a
   *     buffer
   */
  default boolean isDynamic() {
    return ExporterRules.overridesPin(this);
  }

  /**
   * Whether the exporter agrees that an importer touches the pages of tables mapped through an
   * attachment, since both belong to one driver or heap.
   *
   * @param attachment whose attachment
   * @return false unless overridden
   */
  default boolean sharesPages(DmaBufAttachment attachment) {
    return false;
  }
}
