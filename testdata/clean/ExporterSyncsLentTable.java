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
import java.nio.ByteBuffer;
import java.util.IdentityHashMap;
import java.util.Map;
import support.Rig;

/**
 * A heap remembers the table it lent to each attachment and syncs it in its CPU-access brackets
 * while it is mapped; correct by itself, and the first debug option punished it wrongly (case 33).
 */
public final class ExporterSyncsLentTable {
  private ExporterSyncsLentTable() {}

  /** Accesses the buffer by CPU while two devices have it mapped. */
  public static void main(String[] args) {
    SyncingHeap heap = new SyncingHeap();
    try (DmaBuf buffer = DmaBuf.export(heap, Rig.FRAME_BYTES, "syncing-heap")) {
      Device[] devices = {Rig.device("first"), Rig.device("second")};
      DmaBufAttachment[] attachments = new DmaBufAttachment[devices.length];
      SgTable[] tables = new SgTable[devices.length];
      for (int i = 0; i < devices.length; i++) {
        attachments[i] = buffer.attach(devices[i]);
        tables[i] = buffer.mapAttachment(attachments[i], DmaDirection.TO_DEVICE);
      }
      buffer.beginCpuAccess(DmaDirection.TO_DEVICE);
      ByteBuffer mapping = buffer.vmap();
      mapping.duplicate().put(Rig.frame(Rig.FRAME_BYTES));
      buffer.vunmap(mapping);
      buffer.endCpuAccess(DmaDirection.TO_DEVICE);
      for (int i = 0; i < devices.length; i++) {
        Rig.expectFrame("syncing heap", Rig.readByDma(devices[i], tables[i]));
        buffer.unmapAttachment(attachments[i], tables[i], DmaDirection.TO_DEVICE);
        buffer.detach(attachments[i]);
      }
      Rig.check(heap.syncs == 4, "syncing heap: two tables, two brackets, four syncs");
    }
  }

  private static final class SyncingHeap implements DmaBufOps {
    private final Page[] pages = Rig.ownPages(Rig.FRAME_BYTES / Rig.PAGE_SIZE);
    private final Map<DmaBufAttachment, SgTable> lent = new IdentityHashMap<>();
    private int syncs;

    @Override
    public SgTable mapDmaBuf(DmaBufAttachment attachment, DmaDirection direction) {
      SgTable table = SgTable.ofPages(pages);
      DmaApi.mapSgTable(attachment.device(), table, direction);
      lent.put(attachment, table);
      return table;
    }

    @Override
    public void unmapDmaBuf(DmaBufAttachment attachment, SgTable table, DmaDirection direction) {
      lent.remove(attachment);
      DmaApi.unmapSgTable(attachment.device(), table, direction);
      table.free();
    }

    @Override
    public void beginCpuAccess(DmaBuf buffer, DmaDirection direction) {
      lent.forEach(
          (attachment, table) -> {
            DmaApi.syncForCpu(attachment.device(), table, direction);
            syncs++;
          });
    }

    @Override
    public void endCpuAccess(DmaBuf buffer, DmaDirection direction) {
      for (Map.Entry<DmaBufAttachment, SgTable> loan : lent.entrySet()) {
        DmaApi.syncForDevice(loan.getKey().device(), loan.getValue(), direction);
        syncs++;
      }
    }

    @Override
    public ByteBuffer vmap(DmaBuf buffer) {
      return Pages.vmap(pages);
    }

    @Override
    public void release(DmaBuf buffer) {
      Rig.check(lent.isEmpty(), "syncing heap: released while lent");
    }
  }
}
