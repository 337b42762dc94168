package dev.pagewarden.dmabuf;

/**
 * Cache maintenance by the pages of a table; the kernel's {@code drm_clflush_sg}. For the table's
 * owner.
 */
public final class CacheOps {
  private CacheOps() {}

  /**
   * Writes back and drops what caches hold of a table's memory. The memory of this model is
   * coherent, so all that remains is what the real thing does first: it looks up every page.
   *
   * @param table an own table
   * @throws PageFault if a link leads to no page
   */
  public static void flush(SgTable table) {
    table.forEachPage(Page::frame);
  }
}
