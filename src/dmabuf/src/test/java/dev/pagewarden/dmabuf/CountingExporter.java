package dev.pagewarden.dmabuf;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** An exporter of four pages that counts what the core asks of it. */
class CountingExporter implements DmaBufOps {
  static final int PAGES = 4;

  final List<Page> pages = PageAllocator.system().allocate(PAGES);
  final AtomicInteger attaches = new AtomicInteger();
  final AtomicInteger detaches = new AtomicInteger();
  final AtomicInteger maps = new AtomicInteger();
  final AtomicInteger unmaps = new AtomicInteger();
  final AtomicInteger vmaps = new AtomicInteger();
  final AtomicInteger vunmaps = new AtomicInteger();
  final AtomicInteger releases = new AtomicInteger();

  DmaBuf export(String name) {
    return DmaBuf.export(this, (long) PAGES * Page.SIZE, name);
  }

  @Override
  public void attach(DmaBuf buffer, DmaBufAttachment attachment) {
    attaches.incrementAndGet();
  }

  @Override
  public void detach(DmaBuf buffer, DmaBufAttachment attachment) {
    detaches.incrementAndGet();
  }

  @Override
  public SgTable mapDmaBuf(DmaBufAttachment attachment, DmaDirection direction) {
    maps.incrementAndGet();
    SgTable table = SgTable.ofPages(pages);
    DmaApi.mapSgTable(attachment.device(), table, direction);
    return table;
  }

  @Override
  public void unmapDmaBuf(DmaBufAttachment attachment, SgTable table, DmaDirection direction) {
    unmaps.incrementAndGet();
    DmaApi.unmapSgTable(attachment.device(), table, direction);
    table.free();
  }

  @Override
  public ByteBuffer vmap(DmaBuf buffer) {
    vmaps.incrementAndGet();
    return Pages.vmap(pages.toArray(new Page[0]));
  }

  @Override
  public void vunmap(DmaBuf buffer, ByteBuffer mapping) {
    vunmaps.incrementAndGet();
  }

  @Override
  public void release(DmaBuf buffer) {
    releases.incrementAndGet();
    PageAllocator.system().free(pages);
  }
}
