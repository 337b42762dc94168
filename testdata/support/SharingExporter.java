package support;

import dev.pagewarden.dmabuf.DmaApi;
import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaBufOps;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Page;
import dev.pagewarden.dmabuf.PageAllocator;
import dev.pagewarden.dmabuf.Pages;
import dev.pagewarden.dmabuf.SgTable;
import java.nio.ByteBuffer;

/**
 * An exporter by the book that agrees to its importers touching the pages: half of a driver whose
 * other half does the importing.
 */
public final class SharingExporter implements DmaBufOps {
  private final Page[] pages;

  /** An exporter of {@code count} own pages, filled with the test picture. */
  public SharingExporter(int count) {
    this.pages = Rig.ownPages(count);
  }

  /** A new buffer over this exporter's pages, which go with its last reference. */
  public DmaBuf export(String name) {
    return DmaBuf.export(this, (long) pages.length * Rig.PAGE_SIZE, name);
  }

  @Override
  public SgTable mapDmaBuf(DmaBufAttachment attachment, DmaDirection direction) {
    SgTable table = SgTable.ofPages(pages);
    DmaApi.mapSgTable(attachment.device(), table, direction);
    return table;
  }

  @Override
  public void unmapDmaBuf(DmaBufAttachment attachment, SgTable table, DmaDirection direction) {
    DmaApi.unmapSgTable(attachment.device(), table, direction);
    table.free();
  }

  @Override
  public void release(DmaBuf buffer) {
    PageAllocator.system().free(pages);
  }

  @Override
  public ByteBuffer vmap(DmaBuf buffer) {
    return Pages.vmap(pages);
  }

  @Override
  public boolean sharesPages(DmaBufAttachment attachment) {
    return true;
  }
}
