package drivers;

import dev.pagewarden.dmabuf.Device;
import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Page;
import dev.pagewarden.dmabuf.SgTable;
import support.Rig;

/**
 * rknpu reads pages and physical addresses of the table of its own allocation, which is its right;
 * the twin with the same lines in its import is case 8 again (case 50; rule I1).
 */
public final class RknpuMemory {
  private RknpuMemory() {}

  /** Runs a job on own memory, then on imports of both generations. */
  public static void main(String[] args) {
    Device npu = Rig.device("rknpu");
    NpuObject own = new Allocated(Rig.ownTable());
    Rig.check(own.command() != 0, "rknpu: own memory has no address");
    try (DmaBuf buffer = Rig.buffer()) {
      for (boolean mended : new boolean[] {false, true}) {
        DmaBufAttachment attachment = buffer.attach(npu);
        SgTable table = buffer.mapAttachment(attachment, DmaDirection.BIDIRECTIONAL);
        NpuObject job = mended ? new MendedImport(table) : new OldImport(table);
        Rig.check(job.command() != 0, "rknpu: the import has no address");
        buffer.unmapAttachment(attachment, table, DmaDirection.BIDIRECTIONAL);
        buffer.detach(attachment);
      }
    }
  }

  /** Memory that a job can name in its command stream. */
  private interface NpuObject {
    long command();
  }

  private record Allocated(SgTable table) implements NpuObject {
    @Override
    public long command() {
      long sum = 1;
      for (Page page : table.pages()) {
        sum += page.pageFrameNumber();
      }
      return sum + table.firstEntry().physicalAddress();
    }
  }

  private record OldImport(SgTable table) implements NpuObject {
    @Override
    public long command() {
      long sum = 1;
      for (Page page : table.pages()) { // expect: DMABUF_PAGE_ACCESS
        sum += page.pageFrameNumber(); // expect: DMABUF_PAGE_ACCESS
      }
      return sum + table.firstEntry().physicalAddress(); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private record MendedImport(SgTable table) implements NpuObject {
    @Override
    public long command() {
      long sum = 1;
      for (long address : table.dmaAddresses()) {
        sum += address / Rig.PAGE_SIZE;
      }
      return sum;
    }
  }
}
