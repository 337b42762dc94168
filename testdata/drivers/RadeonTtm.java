package drivers;

import dev.pagewarden.dmabuf.Device;
import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Page;
import dev.pagewarden.dmabuf.SgTable;
import java.nio.ByteBuffer;
import support.Rig;

/**
 * radeon filled the page array of its TTM object from the imported table and later moved the object
 * through those pages, though pages of a borrowed table are the exporter's alone (case 1; rule I1).
 */
public final class RadeonTtm {
  private RadeonTtm() {}

  /** Imports a buffer as a TTM object and moves it into video memory, the old and the new way. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      TtObject old = new TtObject(buffer, Rig.device("radeon"));
      old.populate();
      Rig.expectFrame("radeon", old.moveToVram());
      old.unpopulate();

      TtSgObject mended = new TtSgObject(buffer, Rig.device("radeon-mended"));
      mended.populate();
      Rig.expectFrame("radeon mended", mended.moveToVram());
      mended.unpopulate();
    }
  }

  /** The object as it was: a page array beside the DMA addresses. */
  private static final class TtObject {
    private final DmaBuf buffer;
    private final DmaBufAttachment attachment;
    private SgTable table;
    private Page[] pages;
    private long[] gart;

    TtObject(DmaBuf buffer, Device device) {
      this.buffer = buffer;
      this.attachment = buffer.attach(device);
    }

    void populate() {
      table = buffer.mapAttachment(attachment, DmaDirection.BIDIRECTIONAL);
      pages = table.pages(); // expect: DMABUF_PAGE_ACCESS
      gart = table.dmaAddresses();
    }

    byte[] moveToVram() {
      ByteBuffer vram = ByteBuffer.allocate(gart.length * Rig.PAGE_SIZE);
      for (Page page : pages) {
        vram.put(page.map()); // expect: DMABUF_PAGE_ACCESS
      }
      return vram.array();
    }

    void unpopulate() {
      pages = null;
      buffer.unmapAttachment(attachment, table, DmaDirection.BIDIRECTIONAL);
      buffer.detach(attachment);
    }
  }

  /** The object after the mend: DMA addresses only, and the device itself copies. */
  private static final class TtSgObject {
    private final DmaBuf buffer;
    private final Device device;
    private final DmaBufAttachment attachment;
    private SgTable table;
    private long[] gart;

    TtSgObject(DmaBuf buffer, Device device) {
      this.buffer = buffer;
      this.device = device;
      this.attachment = buffer.attach(device);
    }

    void populate() {
      table = buffer.mapAttachment(attachment, DmaDirection.BIDIRECTIONAL);
      gart = table.dmaAddresses();
    }

    byte[] moveToVram() {
      ByteBuffer vram = ByteBuffer.allocate(gart.length * Rig.PAGE_SIZE);
      byte[] block = new byte[Rig.PAGE_SIZE];
      for (long address : gart) {
        device.read(address, block);
        vram.put(block);
      }
      return vram.array();
    }

    void unpopulate() {
      buffer.unmapAttachment(attachment, table, DmaDirection.BIDIRECTIONAL);
      buffer.detach(attachment);
    }
  }
}
