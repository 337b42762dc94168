package clean;

import dev.pagewarden.dmabuf.Device;
import dev.pagewarden.dmabuf.DmaApi;
import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaBufOps;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.MemFd;
import dev.pagewarden.dmabuf.Page;
import dev.pagewarden.dmabuf.Pages;
import dev.pagewarden.dmabuf.SgTable;
import java.nio.ByteBuffer;
import java.util.List;
import support.Rig;

/**
 * udmabuf makes buffers of memfd pages and syncs CPU access through a private table mapped for a
 * device of its own, which is not one it gives out (case 38).
 */
public final class UdmabufOwnSync {
  private UdmabufOwnSync() {}

  /** Makes a buffer of a memfd, fills it in brackets and reads it by DMA. */
  public static void main(String[] args) {
    Device gpu = Rig.device("gpu");
    try (MemFd memory = MemFd.create("udmabuf", Rig.FRAME_BYTES);
        DmaBuf buffer = DmaBuf.export(new Udmabuf(memory.pages()), memory.size(), "udmabuf")) {
      buffer.beginCpuAccess(DmaDirection.TO_DEVICE);
      ByteBuffer mapping = buffer.vmap();
      mapping.duplicate().put(Rig.frame(Rig.FRAME_BYTES));
      buffer.vunmap(mapping);
      buffer.endCpuAccess(DmaDirection.TO_DEVICE);

      DmaBufAttachment attachment = buffer.attach(gpu);
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      Rig.expectFrame("udmabuf", Rig.readByDma(gpu, table));
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static final class Udmabuf implements DmaBufOps {
    private final Device misc = new Device("udmabuf");
    private final List<Page> pages;
    private SgTable own;

    Udmabuf(List<Page> pages) {
      this.pages = List.copyOf(pages);
    }

    private SgTable tableFor(Device device, DmaDirection direction) {
      SgTable table = SgTable.ofPages(pages);
      DmaApi.mapSgTable(device, table, direction);
      return table;
    }

    @Override
    public SgTable mapDmaBuf(DmaBufAttachment attachment, DmaDirection direction) {
      return tableFor(attachment.device(), direction);
    }

    @Override
    public void unmapDmaBuf(DmaBufAttachment attachment, SgTable table, DmaDirection direction) {
      DmaApi.unmapSgTable(attachment.device(), table, direction);
      table.free();
    }

    @Override
    public void beginCpuAccess(DmaBuf buffer, DmaDirection direction) {
      if (own == null) {
        own = tableFor(misc, DmaDirection.BIDIRECTIONAL);
      } else {
        DmaApi.syncForCpu(misc, own, direction);
      }
    }

    @Override
    public void endCpuAccess(DmaBuf buffer, DmaDirection direction) {
      DmaApi.syncForDevice(misc, own, direction);
    }

    @Override
    public ByteBuffer vmap(DmaBuf buffer) {
      return Pages.vmap(pages.toArray(new Page[0]));
    }

    @Override
    public void release(DmaBuf buffer) {
      if (own != null) {
        DmaApi.unmapSgTable(misc, own, DmaDirection.BIDIRECTIONAL);
      }
    }
  }
}
