package dev.pagewarden.dmabuf;

/**
 * Exports a device's own memory, which has no pages at all: tables have DMA segments with bus
 * addresses and nothing else, as {@code vfio-pci}, {@code habanalabs} and {@code amdgpu} make them.
 * Only importers that allow it ({@link ImporterOps#allowPeer2Peer()}) can attach.
 */
public final class PeerMemoryExporter implements Heap {
  private final String name;

  /** The exporter that is called {@code peer}. */
  public PeerMemoryExporter() {
    this("peer");
  }

  /**
   * An exporter of some name.
   *
   * @param name the name of its buffers
   */
  public PeerMemoryExporter(String name) {
    this.name = name;
  }

  /**
   * Allocates and exports a buffer of zeroes in one step.
   *
   * @param name the name of the buffer
   * @param bytes how many bytes are needed, more than 0; rounded up to whole pages
   * @return an open buffer with one reference
   */
  public static DmaBuf export(String name, long bytes) {
    return new PeerMemoryExporter(name).allocate(bytes);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public DmaBuf allocate(long bytes) {
    return new ResourceExporter(bytes, true).export(name);
  }
}
