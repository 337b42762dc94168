package drivers;

import dev.pagewarden.dmabuf.Device;
import dev.pagewarden.dmabuf.DmaApi;
import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.SgTable;
import java.util.ArrayList;
import java.util.List;
import support.Rig;

/**
 * tegra mapped an import for one device, cloned the table page by page for the next device and
 * mapped the clone itself; each device now attaches and maps for itself (case 22; rule I2).
 */
public final class TegraPin {
  private static final DmaDirection BOTH = DmaDirection.BIDIRECTIONAL;

  private TegraPin() {}

  /** Lets two engines read one imported buffer, the old and the new way. */
  public static void main(String[] args) {
    Device display = Rig.device("tegra-dc");
    Device engine = Rig.device("tegra-vic");
    try (DmaBuf buffer = Rig.buffer()) {
      TegraBo bo = new TegraBo(buffer, display);
      SgTable pinned = bo.pin(engine);
      Rig.expectFrame("tegra", Rig.readByDma(engine, pinned));
      bo.unpin(engine, pinned);
      bo.close();

      try (MappedBo mended = new MappedBo(buffer)) {
        Rig.expectFrame("tegra mended", Rig.readByDma(display, mended.pin(display).table()));
        Rig.expectFrame("tegra mended", Rig.readByDma(engine, mended.pin(engine).table()));
      }
    }
  }

  private static final class TegraBo {
    private final DmaBuf buffer;
    private final DmaBufAttachment attachment;
    private final SgTable sgt;

    TegraBo(DmaBuf buffer, Device display) {
      this.buffer = buffer;
      this.attachment = buffer.attach(display);
      this.sgt = buffer.mapAttachment(attachment, BOTH);
    }

    SgTable pin(Device engine) {
      SgTable clone = sgt.cloneEntries(); // expect: DMABUF_PAGE_ACCESS
      DmaApi.mapSgTable(engine, clone, BOTH); // expect: DMABUF_PAGE_ACCESS
      return clone;
    }

    void unpin(Device engine, SgTable clone) {
      DmaApi.unmapSgTable(engine, clone, BOTH); // expect: DMABUF_PAGE_ACCESS
    }

    void close() {
      buffer.unmapAttachment(attachment, sgt, BOTH);
      buffer.detach(attachment);
    }
  }

  /** One device's view of the buffer: attachment, table and direction travel together. */
  private record Mapping(DmaBufAttachment attachment, SgTable table, DmaDirection direction) {}

  private static final class MappedBo implements AutoCloseable {
    private final DmaBuf buffer;
    private final List<Mapping> mappings = new ArrayList<>();

    MappedBo(DmaBuf buffer) {
      this.buffer = buffer;
    }

    Mapping pin(Device device) {
      DmaBufAttachment attachment = buffer.attach(device);
      Mapping mapping = new Mapping(attachment, buffer.mapAttachment(attachment, BOTH), BOTH);
      mappings.add(mapping);
      return mapping;
    }

    @Override
    public void close() {
      for (Mapping mapping : mappings) {
        buffer.unmapAttachment(mapping.attachment(), mapping.table(), mapping.direction());
        buffer.detach(mapping.attachment());
      }
    }
  }
}
