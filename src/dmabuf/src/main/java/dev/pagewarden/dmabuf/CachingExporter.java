package dev.pagewarden.dmabuf;

import java.util.List;

/**
 * Allocates buffers of scattered pages whose mappings the core keeps: an attachment is mapped once,
 * at its first map, and unmapped at its detach. What {@code drm_prime} did with {@code
 * cache_sgt_mapping}.
 */
public final class CachingExporter implements Heap {
  private final String name;

  /** The exporter that is called {@code caching}. */
  public CachingExporter() {
    this("caching");
  }

  /**
   * An exporter of some name.
   *
   * @param name the name of its buffers
   */
  public CachingExporter(String name) {
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

  private static final class Ops extends PageExporter {
    Ops(List<Page> pages) {
      super(pages);
    }

    @Override
    public boolean cacheSgtMapping() {
      return true;
    }
  }
}
