package drivers;

import dev.pagewarden.dmabuf.Device;
import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import java.util.Map;
import java.util.TreeMap;
import support.Rig;

/**
 * msm writes its GPU's page tables from the physical addresses of a table's entries, for imports as
 * for its own memory; a physical address is the CPU side, even if nothing dereferences it (case 26;
 * rule I1).
 */
public final class MsmIommu {
  private MsmIommu() {}

  /** Puts an imported buffer into the GPU's address space with both page-table writers. */
  public static void main(String[] args) {
    Device gpu = Rig.device("adreno");
    try (DmaBuf buffer = Rig.buffer()) {
      for (AddressSpace space : new AddressSpace[] {new PhysicalSpace(), new DmaSpace()}) {
        DmaBufAttachment attachment = buffer.attach(gpu);
        SgTable table = buffer.mapAttachment(attachment, DmaDirection.BIDIRECTIONAL);
        space.map(0x1000_0000L, table);
        Rig.check(space.isMapped(0x1000_0000L), "adreno: nothing at the start of the range");
        space.clear();
        buffer.unmapAttachment(attachment, table, DmaDirection.BIDIRECTIONAL);
        buffer.detach(attachment);
      }
    }
  }

  /** The GPU's own page table: addresses as the GPU sees them to addresses on its bus. */
  private abstract static class AddressSpace {
    private final Map<Long, Long> slots = new TreeMap<>();

    abstract void map(long iova, SgTable table);

    final void set(long iova, long target) {
      slots.put(iova, target);
    }

    final boolean isMapped(long iova) {
      return slots.getOrDefault(iova, 0L) != 0L;
    }

    final void clear() {
      slots.clear();
    }
  }

  private static final class PhysicalSpace extends AddressSpace {
    @Override
    void map(long iova, SgTable table) {
      long at = iova;
      for (Scatterlist entry : table) {
        long start = entry.physicalAddress(); // expect: DMABUF_PAGE_ACCESS
        set(at, start);
        at += Rig.PAGE_SIZE;
      }
    }
  }

  private static final class DmaSpace extends AddressSpace {
    @Override
    void map(long iova, SgTable table) {
      long at = iova;
      for (Scatterlist entry : table.dmaEntries()) {
        for (long done = 0; done < entry.dmaLength(); done += Rig.PAGE_SIZE) {
          set(at, entry.dmaAddress() + done);
          at += Rig.PAGE_SIZE;
        }
      }
    }
  }
}
