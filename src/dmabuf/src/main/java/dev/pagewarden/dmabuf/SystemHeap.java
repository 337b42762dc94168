package dev.pagewarden.dmabuf;

/**
 * Allocates buffers of scattered pages: no two of them are adjacent, so a device sees as many DMA
 * segments as there are pages. The kernel's {@code system_heap}.
 */
public final class SystemHeap implements Heap {
  private final String name;

  /** The heap that is called {@code system}. */
  public SystemHeap() {
    this("system");
  }

  /**
   * A heap of some name.
   *
   * @param name the name of its buffers
   */
  public SystemHeap(String name) {
    this.name = name;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public DmaBuf allocate(long bytes) {
    int count = PageExporter.pagesFor(bytes);
    return new PageExporter(PageAllocator.system().allocate(count)).export(name);
  }
}
