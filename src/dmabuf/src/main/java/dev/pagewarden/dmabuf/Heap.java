package dev.pagewarden.dmabuf;

/** A place that allocates buffers; the kernel's {@code struct dma_heap}. */
public interface Heap {
  /**
   * The heap's name, which its buffers carry.
   *
   * @return never null
   */
  String name();

  /**
   * Allocates and exports a buffer of zeroes. Its memory goes when the last reference is closed.
   *
   * @param bytes how many bytes are needed, more than 0; rounded up to whole pages
   * @return an open buffer with one reference
   * @throws IllegalArgumentException if {@code bytes} is not positive
   * @throws OutOfMemoryError if there is no memory left
   */
  DmaBuf allocate(long bytes);
}
