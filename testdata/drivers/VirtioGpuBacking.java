package drivers;

import dev.pagewarden.dmabuf.Device;
import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import support.Rig;

/**
 * virtio-gpu called page-level helpers for its imports; the bad form tells the host where an
 * object's memory is by page links, the mend by the DMA side, which is what the device can reach
 * (case 21; rule I1).
 */
public final class VirtioGpuBacking {
  private VirtioGpuBacking() {}

  /** Attaches backing memory to a host resource from both sides of an imported table. */
  public static void main(String[] args) {
    Device host = Rig.device("virtio-gpu");
    try (DmaBuf buffer = Rig.buffer()) {
      GpuObject object = new GpuObject(buffer, host);
      ControlQueue queue = new ControlQueue();
      queue.attachBacking(MemoryEntry.physical(object.table));
      queue.attachBacking(MemoryEntry.dma(object.table));
      Rig.expectFrame("virtio-gpu", queue.hostReadsLast(host));
      object.free();
    }
  }

  /** One row of the command: where and how much. */
  private record MemoryEntry(long address, int bytes) {
    static List<MemoryEntry> physical(SgTable table) {
      List<MemoryEntry> rows = new ArrayList<>();
      for (Scatterlist entry : table) {
        rows.add(row(entry));
      }
      return rows;
    }

    private static MemoryEntry row(Scatterlist entry) {
      long link = entry.pageLink(); // expect: DMABUF_PAGE_ACCESS
      return new MemoryEntry(link & ~0xffL, Rig.PAGE_SIZE);
    }

    static List<MemoryEntry> dma(SgTable table) {
      List<MemoryEntry> rows = new ArrayList<>();
      for (Scatterlist entry : table.dmaEntries()) {
        rows.add(new MemoryEntry(entry.dmaAddress(), (int) entry.dmaLength()));
      }
      return rows;
    }
  }

  private static final class GpuObject {
    final DmaBuf buffer;
    final DmaBufAttachment attachment;
    final SgTable table;

    GpuObject(DmaBuf buffer, Device host) {
      this.buffer = buffer;
      this.attachment = buffer.attach(host);
      this.table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
    }

    void free() {
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static final class ControlQueue {
    private List<MemoryEntry> last = List.of();

    void attachBacking(List<MemoryEntry> rows) {
      Rig.check(!rows.isEmpty(), "virtio-gpu: no backing");
      last = rows;
    }

    byte[] hostReadsLast(Device host) {
      ByteBuffer seen = ByteBuffer.allocate(last.stream().mapToInt(MemoryEntry::bytes).sum());
      for (MemoryEntry row : last) {
        byte[] part = new byte[row.bytes()];
        host.read(row.address(), part);
        seen.put(part);
      }
      return seen.array();
    }
  }
}
