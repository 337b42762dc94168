package clean;

import dev.pagewarden.dmabuf.Device;
import dev.pagewarden.dmabuf.DmaApi;
import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaBufOps;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Page;
import dev.pagewarden.dmabuf.SgTable;
import support.Rig;

/**
 * A driver that is handed its own buffer recognises its operations and takes the object behind
 * them, pages and all: nothing is attached or mapped, so nothing is borrowed (case 37).
 */
public final class SelfImport {
  private SelfImport() {}

  /** Imports an own buffer and a foreign one into the same driver. */
  public static void main(String[] args) {
    Driver driver = new Driver(Rig.device("i915"));
    try (DmaBuf own = DmaBuf.export(new GemObject(), Rig.FRAME_BYTES, "own");
        DmaBuf foreign = Rig.buffer()) {
      Rig.expectFrame("self-import", driver.firstBlock(own));
      Rig.expectFrame("import", driver.firstBlock(foreign));
      Rig.check(driver.selfImports == 1, "self-import: only one buffer was the driver's own");
    }
  }

  private static final class Driver {
    private final Device device;
    private int selfImports;

    Driver(Device device) {
      this.device = device;
    }

    byte[] firstBlock(DmaBuf buffer) {
      if (buffer.ops() instanceof GemObject object) {
        selfImports++;
        return Rig.bytes(object.backing.firstEntry().page().map(), Rig.PAGE_SIZE);
      }
      return importForeign(buffer);
    }

    private byte[] importForeign(DmaBuf buffer) {
      DmaBufAttachment attachment = buffer.attach(device);
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      byte[] block = new byte[Rig.PAGE_SIZE];
      device.read(table.firstEntry().dmaAddress(), block);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
      return block;
    }
  }

  private static final class GemObject implements DmaBufOps {
    private final SgTable backing = Rig.ownTable();

    @Override
    public SgTable mapDmaBuf(DmaBufAttachment attachment, DmaDirection direction) {
      SgTable table = SgTable.ofPages(backing.pages());
      DmaApi.mapSgTable(attachment.device(), table, direction);
      return table;
    }

    @Override
    public void unmapDmaBuf(DmaBufAttachment attachment, SgTable table, DmaDirection direction) {
      DmaApi.unmapSgTable(attachment.device(), table, direction);
    }

    @Override
    public void release(DmaBuf buffer) {
      backing.forEachPage(Page::clear);
    }
  }
}
