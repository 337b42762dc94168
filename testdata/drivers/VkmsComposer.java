package drivers;

import dev.pagewarden.dmabuf.Device;
import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Page;
import dev.pagewarden.dmabuf.SgTable;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32;
import support.Rig;

/**
 * vkms composes frames in software and read imported planes through the pages of their tables;
 * after the mend each plane is read through the exporter's vmap (case 12; rules I1, I11).
 */
public final class VkmsComposer {
  private VkmsComposer() {}

  /** Composes one imported plane with both readers and compares the checksums. */
  public static void main(String[] args) {
    CRC32 wanted = new CRC32();
    wanted.update(Rig.frame(Rig.FRAME_BYTES));
    try (DmaBuf buffer = Rig.cachedBuffer(Rig.FRAME_BYTES)) {
      Rig.check(new PagePlane(buffer).crc() == wanted.getValue(), "vkms: wrong checksum");
      Rig.check(new MappedPlane(buffer).crc() == wanted.getValue(), "vkms mended: wrong checksum");
    }
  }

  private static final class PagePlane {
    private final DmaBuf buffer;
    private final Map<Integer, Page> tiles = new HashMap<>();

    PagePlane(DmaBuf buffer) {
      this.buffer = buffer;
    }

    long crc() {
      Device vkms = Rig.device("vkms");
      DmaBufAttachment attachment = buffer.attach(vkms);
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.FROM_DEVICE);
      prepare(table);
      long crc = compose();
      buffer.unmapAttachment(attachment, table, DmaDirection.FROM_DEVICE);
      buffer.detach(attachment);
      return crc;
    }

    private void prepare(SgTable table) {
      for (Page page : table.pages()) { // expect: DMABUF_PAGE_ACCESS
        tiles.put(tiles.size(), page);
      }
    }

    private long compose() {
      CRC32 crc = new CRC32();
      for (int i = 0; i < tiles.size(); i++) {
        ByteBuffer tile = tiles.get(i).map(); // expect: DMABUF_PAGE_ACCESS
        crc.update(Rig.bytes(tile, Rig.PAGE_SIZE));
      }
      return crc.getValue();
    }
  }

  private static final class MappedPlane {
    private final DmaBuf buffer;

    MappedPlane(DmaBuf buffer) {
      this.buffer = buffer;
    }

    long crc() {
      CRC32 crc = new CRC32();
      buffer.beginCpuAccess(DmaDirection.FROM_DEVICE);
      ByteBuffer mapping = buffer.vmap();
      try {
        crc.update(mapping.duplicate());
      } finally {
        buffer.vunmap(mapping);
        buffer.endCpuAccess(DmaDirection.FROM_DEVICE);
      }
      return crc.getValue();
    }
  }
}
