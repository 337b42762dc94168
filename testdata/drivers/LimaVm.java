package drivers;

import dev.pagewarden.dmabuf.Device;
import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.DmaPageIterator;
import dev.pagewarden.dmabuf.Page;
import dev.pagewarden.dmabuf.SgTable;
import java.util.Arrays;
import java.util.Iterator;
import support.Rig;

/**
 * lima fills its page tables with the iterator over DMA pages, which is legal despite its name; the
 * twin that iterates the CPU's pages and takes their physical addresses is not (case 41; rule I1).
 */
public final class LimaVm {
  private LimaVm() {}

  /** Maps an imported buffer object with the iterator that looks the same and the one that is. */
  public static void main(String[] args) {
    Device lima = Rig.device("lima");
    try (DmaBuf buffer = Rig.buffer()) {
      BufferObject bo = new BufferObject(buffer, lima);
      new Vm(lima).mapBo(bo);
      new CpuPageVm().mapBo(bo);
      bo.free();
    }
  }

  private static final class BufferObject {
    final DmaBuf buffer;
    final DmaBufAttachment attachment;
    final SgTable sgt;
    final int blocks;

    BufferObject(DmaBuf buffer, Device device) {
      this.buffer = buffer;
      this.attachment = buffer.attach(device);
      this.sgt = buffer.mapAttachment(attachment, DmaDirection.BIDIRECTIONAL);
      this.blocks = (int) (buffer.size() / Rig.PAGE_SIZE);
    }

    void free() {
      buffer.unmapAttachment(attachment, sgt, DmaDirection.BIDIRECTIONAL);
      buffer.detach(attachment);
    }
  }

  /** The driver's page table, filled block by block. */
  private static final class PageTable {
    private final long[] targets;
    private int filled;

    PageTable(int blocks) {
      targets = new long[blocks];
    }

    void add(long target) {
      targets[filled++] = target;
    }

    void seal() {
      Rig.check(filled == targets.length, "lima: the page table has holes");
      Rig.check(Arrays.stream(targets).distinct().count() == filled, "lima: a block twice");
    }
  }

  /** lima as it is: the DMA side only. */
  private record Vm(Device gpu) {
    void mapBo(BufferObject bo) {
      PageTable table = new PageTable(bo.blocks);
      DmaPageIterator walk = bo.sgt.dmaPages();
      byte[] first = new byte[Rig.PAGE_SIZE];
      gpu.read(bo.sgt.dmaAddresses()[0], first);
      Rig.expectFrame("lima", first);
      while (walk.hasNext()) {
        table.add(walk.next());
      }
      table.seal();
    }
  }

  /** The twin that goes wrong. */
  private static final class CpuPageVm {
    void mapBo(BufferObject bo) {
      PageTable table = new PageTable(bo.blocks);
      Iterator<Page> walk = bo.sgt.pageIterator(); // expect: DMABUF_PAGE_ACCESS
      while (walk.hasNext()) {
        Page page = walk.next();
        table.add(page.physicalAddress()); // expect: DMABUF_PAGE_ACCESS
      }
      table.seal();
    }
  }
}
