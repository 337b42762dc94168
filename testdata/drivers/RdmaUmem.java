package drivers;

import dev.pagewarden.dmabuf.Device;
import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.ImporterOps;
import dev.pagewarden.dmabuf.Page;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import java.util.ArrayList;
import java.util.List;
import support.Rig;

/**
 * RDMA's umem takes DMA entries of a dynamic attachment under the reservation lock and clips them
 * to the registered range; the twin pins the import's pages as RDMA does with user memory (case 39;
 * rule I1).
 */
public final class RdmaUmem {
  private RdmaUmem() {}

  /** Registers a memory region with the pinning code and with the dynamic one. */
  public static void main(String[] args) {
    Device nic = Rig.device("mlx");
    try (DmaBuf buffer = Rig.movableBuffer(Rig.FRAME_BYTES)) {
      PinnedUmem pinned = new PinnedUmem(buffer, nic);
      Rig.check(pinned.register() > 0, "umem: nothing was pinned");
      pinned.deregister();

      DynamicUmem dynamic = new DynamicUmem(buffer, nic, Rig.PAGE_SIZE, 2 * Rig.PAGE_SIZE);
      dynamic.mapPages();
      Rig.check(dynamic.bytes() == 2 * Rig.PAGE_SIZE, "umem mended: the range is not clipped");
      dynamic.release();
    }
  }

  private static final class PinnedUmem {
    private final DmaBuf buffer;
    private final DmaBufAttachment attachment;
    private SgTable sgt;
    private int pinned;

    PinnedUmem(DmaBuf buffer, Device nic) {
      this.buffer = buffer;
      this.attachment = buffer.attach(nic);
    }

    int register() {
      sgt = buffer.mapAttachment(attachment, DmaDirection.BIDIRECTIONAL);
      for (Scatterlist entry = sgt.firstEntry(); entry != null; entry = entry.next()) {
        pin(entry);
      }
      return pinned;
    }

    private void pin(Scatterlist entry) {
      Page page = entry.page(); // expect: DMABUF_PAGE_ACCESS
      page.get(); // expect: DMABUF_PAGE_ACCESS
      pinned++;
    }

    void deregister() {
      for (Scatterlist entry : sgt) {
        entry.page().put(); // expect: DMABUF_PAGE_ACCESS
      }
      buffer.unmapAttachment(attachment, sgt, DmaDirection.BIDIRECTIONAL);
      buffer.detach(attachment);
    }
  }

  /** A piece of the region as the card sees it. */
  private record Piece(long address, long length) {}

  /** The mend: no pages, no pinning; the exporter may move the memory and says so. */
  private static final class DynamicUmem implements ImporterOps {
    private final DmaBuf buffer;
    private final DmaBufAttachment attachment;
    private final long start;
    private final long length;
    private final List<Piece> pieces = new ArrayList<>();
    private SgTable sgt;

    DynamicUmem(DmaBuf buffer, Device nic, long start, long length) {
      this.buffer = buffer;
      this.attachment = buffer.attachDynamic(nic, this);
      this.start = start;
      this.length = length;
    }

    void mapPages() {
      buffer.resv().lock();
      try {
        sgt = buffer.mapAttachment(attachment, DmaDirection.BIDIRECTIONAL);
        long at = 0;
        for (Scatterlist entry : sgt.dmaEntries()) {
          long from = Math.max(start, at);
          long to = Math.min(start + length, at + entry.dmaLength());
          if (from < to) {
            pieces.add(new Piece(entry.dmaAddress() + from - at, to - from));
          }
          at += entry.dmaLength();
        }
      } finally {
        buffer.resv().unlock();
      }
    }

    long bytes() {
      return pieces.stream().mapToLong(Piece::length).sum();
    }

    @Override
    public void moveNotify(DmaBufAttachment moved) {
      pieces.clear();
      buffer.unmapAttachment(attachment, sgt, DmaDirection.BIDIRECTIONAL);
      sgt = null;
    }

    void release() {
      buffer.resv().lock();
      try {
        buffer.unmapAttachment(attachment, sgt, DmaDirection.BIDIRECTIONAL);
      } finally {
        buffer.resv().unlock();
      }
      buffer.detach(attachment);
    }
  }
}
