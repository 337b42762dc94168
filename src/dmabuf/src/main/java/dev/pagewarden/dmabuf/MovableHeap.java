package dev.pagewarden.dmabuf;

import java.util.List;

/**
 * Allocates buffers that it can move to other pages while nobody has them pinned, as graphics
 * memory managers do. Its importers can be dynamic; static ones pin the buffer while it is mapped.
 */
public final class MovableHeap implements Heap {
  private final String name;

  /** The heap that is called {@code movable}. */
  public MovableHeap() {
    this("movable");
  }

  /**
   * A heap of some name.
   *
   * @param name the name of its buffers
   */
  public MovableHeap(String name) {
    this.name = name;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public DmaBuf allocate(long bytes) {
    int count = PageExporter.pagesFor(bytes);
    return new Ops(PageAllocator.system().allocate(count)).export(name);
  }

  /**
   * Moves a buffer to other pages, with its bytes: notifies the dynamic importers under the
   * reservation lock first ({@code dma_buf_move_notify}). The old pages are freed; mappings that an
   * importer has kept nevertheless lead to nothing.
   *
   * @param buffer an open buffer of a heap of this kind, without CPU mappings
   * @return false if the buffer is pinned and stays where it is
   * @throws IllegalArgumentException if it comes from elsewhere
   */
  public static boolean move(DmaBuf buffer) {
    if (!(buffer.ops() instanceof Ops ops)) {
      throw new IllegalArgumentException(
          buffer + " is no movable heap's; move what MovableHeap.allocate() returned.");
    }
    buffer.resv().lock();
    try {
      return ops.move(buffer);
    } finally {
      buffer.resv().unlock();
    }
  }

  private static final class Ops extends PageExporter {
    /** Changed with the reservation lock held. */
    private int pins;

    Ops(List<Page> pages) {
      super(pages);
    }

    @Override
    public void pin(DmaBufAttachment attachment) {
      pins++;
    }

    @Override
    public void unpin(DmaBufAttachment attachment) {
      pins--;
    }

    boolean move(DmaBuf buffer) {
      if (pins > 0) {
        return false;
      }
      buffer.moveNotify();
      List<Page> old = pages();
      List<Page> fresh = PageAllocator.system().allocate(old.size());
      for (int i = 0; i < old.size(); i++) {
        fresh.get(i).map().put(old.get(i).map());
      }
      replacePages(fresh);
      PageAllocator.system().free(old);
      return true;
    }
  }
}
