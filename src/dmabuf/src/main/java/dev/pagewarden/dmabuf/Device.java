package dev.pagewarden.dmabuf;

/** A device that does DMA through an {@link Iommu} of its own. Thread-safe. */
public final class Device {
  private final String name;
  private final long maxSegmentBytes;
  private final Iommu iommu;

  /**
   * A device that takes DMA segments of any length.
   *
   * @param name what messages call it
   */
  public Device(String name) {
    this(name, Long.MAX_VALUE);
  }

  /**
   * A device that takes DMA segments up to some length; {@code dma_set_max_seg_size}.
   *
   * @param name what messages call it
   * @param maxSegmentBytes the longest segment, in bytes; at least a page
   * @throws IllegalArgumentException if that is less than a page
   */
  public Device(String name, long maxSegmentBytes) {
    if (maxSegmentBytes < Page.SIZE) {
      throw new IllegalArgumentException(
          "device \"" + name + "\": a segment must have room for a page, " + Page.SIZE + " bytes.");
    }
    this.name = name;
    this.maxSegmentBytes = maxSegmentBytes / Page.SIZE * Page.SIZE;
    this.iommu = new Iommu(name);
  }

  /**
   * What messages call the device.
   *
   * @return never null
   */
  public String name() {
    return name;
  }

  /**
   * The device's view of memory.
   *
   * @return always the same
   */
  public Iommu iommu() {
    return iommu;
  }

  /**
   * The device reads memory.
   *
   * @param dmaAddress where to begin
   * @param into takes as many bytes as it is long
   * @throws IommuFault at the first byte that is not mapped for the device
   * @throws PageFault if a page behind a mapping has been freed
   */
  public void read(long dmaAddress, byte[] into) {
    iommu.read(dmaAddress, into);
  }

  /**
   * The device writes memory.
   *
   * @param dmaAddress where to begin
   * @param from the bytes
   * @throws IommuFault at the first byte that is not mapped for the device to write
   * @throws PageFault if a page behind a mapping has been freed
   */
  public void write(long dmaAddress, byte[] from) {
    iommu.write(dmaAddress, from);
  }

  long maxSegmentBytes() {
    return maxSegmentBytes;
  }

  String subject() {
    return "device \"" + name + "\"";
  }

  @Override
  public String toString() {
    return subject();
  }
}
