package dev.pagewarden.dmabuf;

/**
 * Allocates buffers of adjacent pages: a table has an entry for each, and a device sees them as one
 * DMA segment, or as few as it can take. The kernel's {@code cma_heap}.
 */
public final class CmaHeap implements Heap {
  private final String name;

  /** The heap that is called {@code cma}. */
  public CmaHeap() {
    this("cma");
  }

  /**
   * A heap of some name.
   *
   * @param name the name of its buffers
   */
  public CmaHeap(String name) {
    this.name = name;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public DmaBuf allocate(long bytes) {
    int count = PageExporter.pagesFor(bytes);
    return new PageExporter(PageAllocator.system().allocateContiguous(count)).export(name);
  }
}
