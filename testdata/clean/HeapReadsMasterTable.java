package clean;

import dev.pagewarden.dmabuf.Device;
import dev.pagewarden.dmabuf.DmaApi;
import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaBufOps;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Page;
import dev.pagewarden.dmabuf.Pages;
import dev.pagewarden.dmabuf.SgTable;
import dev.pagewarden.dmabuf.UserMapping;
import java.nio.ByteBuffer;
import support.Rig;

/**
 * A heap serves mmap, vmap and release from the pages of its master table, which it never hands
 * out: an exporter on its own table (case 34), with a copy of it built for each map (case 35).
 */
public final class HeapReadsMasterTable {
  private HeapReadsMasterTable() {}

  /** Exports a buffer of the heap and reads it by DMA, by vmap and from user space. */
  public static void main(String[] args) {
    Device reader = Rig.device("reader");
    MasterHeap heap = new MasterHeap();
    try (DmaBuf buffer = DmaBuf.export(heap, Rig.FRAME_BYTES, "master-heap")) {
      DmaBufAttachment attachment = buffer.attach(reader);
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      Rig.expectFrame("heap by DMA", Rig.readByDma(reader, table));
      UserMapping user = new UserMapping(buffer.size());
      buffer.mmap(user);
      Rig.expectFrame("heap by mmap", Rig.bytes(user.view(), Rig.PAGE_SIZE));
      buffer.beginCpuAccess(DmaDirection.FROM_DEVICE);
      ByteBuffer mapping = buffer.vmap();
      Rig.expectFrame("heap by vmap", Rig.bytes(mapping.duplicate(), Rig.FRAME_BYTES));
      buffer.vunmap(mapping);
      buffer.endCpuAccess(DmaDirection.FROM_DEVICE);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
    Rig.check(heap.released, "heap: the buffer was not released");
  }

  private static final class MasterHeap implements DmaBufOps {
    private final SgTable master = Rig.ownTable();
    private boolean released;

    @Override
    public SgTable mapDmaBuf(DmaBufAttachment attachment, DmaDirection direction) {
      SgTable copy = master.cloneEntries();
      DmaApi.mapSgTable(attachment.device(), copy, direction);
      return copy;
    }

    @Override
    public void unmapDmaBuf(DmaBufAttachment attachment, SgTable table, DmaDirection direction) {
      DmaApi.unmapSgTable(attachment.device(), table, direction);
      table.free();
    }

    @Override
    public void mmap(DmaBuf buffer, UserMapping user) {
      long offset = 0;
      for (Page page : master.pages()) {
        user.insertPage(offset, page);
        offset += Rig.PAGE_SIZE;
      }
    }

    @Override
    public ByteBuffer vmap(DmaBuf buffer) {
      return Pages.vmap(master.pages());
    }

    @Override
    public void release(DmaBuf buffer) {
      master.zero();
      released = true;
    }
  }
}
