package dev.pagewarden.dmabuf;

/** Which way bytes go between memory and a device; the kernel's {@code enum dma_data_direction}. */
public enum DmaDirection {
  /** Both ways, or not known yet. */
  BIDIRECTIONAL,
  /** From memory to the device: the device reads, the CPU writes. */
  TO_DEVICE,
  /** From the device to memory: the device writes, the CPU reads. */
  FROM_DEVICE;

  /** Whether a mapping in this direction serves one who asks for {@code wanted}. */
  boolean covers(DmaDirection wanted) {
    return this == wanted || this == BIDIRECTIONAL;
  }
}
