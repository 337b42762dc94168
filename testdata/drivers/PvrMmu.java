package drivers;

import dev.pagewarden.dmabuf.Device;
import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;
import support.Rig;

/**
 * imagination's driver builds its MMU tables from DMA entries, for own and imported tables alike;
 * the twin takes physical addresses, which an identity-mapped bus forgives (case 48; rule I1).
 */
public final class PvrMmu {
  private PvrMmu() {}

  /** Maps an imported buffer into the firmware's address space from both sides of the table. */
  public static void main(String[] args) {
    Device pvr = Rig.device("pvr");
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(pvr);
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.BIDIRECTIONAL);
      try {
        MmuContext old = new MmuContext(physicalTargets(table));
        Rig.check(old.slots() == table.nents(), "pvr: slots are missing");
        MmuContext mended = new MmuContext(dmaTargets(table));
        mended.verify(pvr);
      } finally {
        buffer.unmapAttachment(attachment, table, DmaDirection.BIDIRECTIONAL);
        buffer.detach(attachment);
      }
    }
  }

  private static final class MmuContext {
    private final long[] targets;

    MmuContext(LongStream targets) {
      this.targets = targets.toArray();
    }

    int slots() {
      return targets.length;
    }

    void verify(Device device) {
      byte[] block = new byte[Rig.PAGE_SIZE];
      device.read(targets[0], block);
      Rig.expectFrame("pvr mended", block);
    }
  }

  private static LongStream physicalTargets(SgTable table) {
    return StreamSupport.stream(table.spliterator(), false)
        .mapToLong(entry -> entry.physicalAddress()); // expect: DMABUF_PAGE_ACCESS
  }

  private static LongStream dmaTargets(SgTable table) {
    return StreamSupport.stream(table.dmaEntries().spliterator(), false)
        .mapToLong(Scatterlist::dmaAddress);
  }
}
