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

/** An exporter by the book: keeps its own page list and builds each table it lends afresh. */
public final class PageExporter implements DmaBufOps {
  private final Page[] pages;
  private final boolean sharing;
  private final boolean movable;

  private PageExporter(int count, boolean sharing, boolean movable) {
    this.pages = Rig.ownPages(count);
    this.sharing = sharing;
    this.movable = movable;
  }

  /** An exporter of {@code count} pages that consents to passing them to whoever attaches. */
  public static PageExporter sharing(int count) {
    return new PageExporter(count, true, false);
  }

  /** An exporter of {@code count} pages whose buffer can be attached dynamically. */
  public static PageExporter movable(int count) {
    return new PageExporter(count, false, true);
  }

  /** A new buffer over this exporter's pages; close it to free them. */
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
  public boolean isDynamic() {
    return movable;
  }

  @Override
  public boolean sharesPages(DmaBufAttachment attachment) {
    return sharing;
  }
}
