package dev.pagewarden.dmabuf;

/**
 * A run of memory as a device sees it.
 *
 * @param address DMA address of its first byte
 * @param length bytes, more than 0
 * @param busAddress whether the address goes to a peer on the bus directly rather than through the
 *     device's IOMMU; the kernel's {@code sg_dma_is_bus_address}
 */
public record DmaSegment(long address, long length, boolean busAddress) {
  /** Checks the length. */
  public DmaSegment {
    if (length <= 0) {
      throw new IllegalArgumentException("a DMA segment has at least one byte, not " + length);
    }
  }

  /** A segment behind the device's IOMMU. */
  public DmaSegment(long address, long length) {
    this(address, length, false);
  }
}
