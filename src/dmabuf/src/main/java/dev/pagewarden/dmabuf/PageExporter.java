package dev.pagewarden.dmabuf;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * Exports pages by the book: keeps its own page list, which it never lends, and builds each table
 * afresh from it. What all heaps with pages have in common.
 */
class PageExporter implements DmaBufOps {
  /**
   * The pages; replaced as a whole, under the buffer's reservation lock, by exporters that move.
   */
  private volatile List<Page> pages;

  PageExporter(List<Page> pages) {
    this.pages = List.copyOf(pages);
  }

  static int pagesFor(long bytes) {
    if (bytes <= 0) {
      throw new IllegalArgumentException(
          bytes + " bytes cannot be allocated; ask for at least one.");
    }
    return Math.toIntExact(Page.align(bytes) / Page.SIZE);
  }

  /** Makes the buffer. */
  final DmaBuf export(String name) {
    return DmaBuf.export(this, (long) pages.size() * Page.SIZE, name);
  }

  final List<Page> pages() {
    return pages;
  }

  final void replacePages(List<Page> others) {
    pages = List.copyOf(others);
  }

  @Override
  public final SgTable mapDmaBuf(DmaBufAttachment attachment, DmaDirection direction) {
    SgTable table = SgTable.ofPages(pages);
    DmaApi.mapSgTable(attachment.device(), table, direction);
    return table;
  }

  @Override
  public final void unmapDmaBuf(
      DmaBufAttachment attachment, SgTable table, DmaDirection direction) {
    DmaApi.unmapSgTable(attachment.device(), table, direction);
    table.free();
  }

  @Override
  public final ByteBuffer vmap(DmaBuf buffer) {
    return Pages.vmap(pages.toArray(new Page[0]));
  }

  @Override
  public final void mmap(DmaBuf buffer, UserMapping mapping) {
    long offset = 0;
    for (Page page : pages) {
      if (offset == mapping.size()) {
        break;
      }
      mapping.insertPage(offset, page);
      offset += Page.SIZE;
    }
  }

  @Override
  public final void beginCpuAccess(DmaBuf buffer, DmaDirection direction) {
    flushOwnPages();
  }

  @Override
  public final void endCpuAccess(DmaBuf buffer, DmaDirection direction) {
    flushOwnPages();
  }

  /** Goes by a table of its own: the ones that are lent are the importers' meanwhile. */
  private void flushOwnPages() {
    SgTable own = SgTable.ofPages(pages);
    CacheOps.flush(own);
    own.free();
  }

  @Override
  public void release(DmaBuf buffer) {
    PageAllocator.system().free(pages);
  }
}
