package dev.pagewarden.dmabuf;

/**
 * Allocates from memory that was set aside at boot and has no pages: every device reaches it, no
 * importer finds a page in its tables. The kernel's reserved memory with {@code no-map}.
 */
public final class CarveoutHeap implements Heap {
  private final String name;

  /** The heap that is called {@code carveout}. */
  public CarveoutHeap() {
    this("carveout");
  }

  /**
   * A heap of some name.
   *
   * @param name the name of its buffers
   */
  public CarveoutHeap(String name) {
    this.name = name;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public DmaBuf allocate(long bytes) {
    return new ResourceExporter(bytes, false).export(name);
  }
}
