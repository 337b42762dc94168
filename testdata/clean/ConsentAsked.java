package clean;

import dev.pagewarden.dmabuf.Device;
import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Page;
import dev.pagewarden.dmabuf.SgTable;
import java.io.ByteArrayOutputStream;
import support.Rig;

/**
 * An importer asks the buffer whether its exporter passes pages to this attachment, and touches
 * them only where the answer was yes; elsewhere it reads by DMA.
 */
public final class ConsentAsked {
  private ConsentAsked() {}

  /** Reads a buffer that shares its pages and one that does not. */
  public static void main(String[] args) {
    Importer importer = new Importer(Rig.device("asks-first"));
    try (DmaBuf sharing = Rig.sharingBuffer(Rig.FRAME_BYTES);
        DmaBuf reserved = Rig.buffer()) {
      Rig.expectFrame("sharing", importer.read(sharing));
      Rig.expectFrame("reserved", importer.read(reserved));
      Rig.check(importer.byPages == 1 && importer.byDma == 1, "consent: the wrong way was taken");
    }
  }

  private static final class Importer {
    private final Device device;
    private int byPages;
    private int byDma;

    Importer(Device device) {
      this.device = device;
    }

    byte[] read(DmaBuf buffer) {
      DmaBufAttachment attachment = buffer.attach(device);
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.BIDIRECTIONAL);
      byte[] frame;
      if (buffer.sharesPages(attachment)) {
        byPages++;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (Page page : table.pages()) {
          bytes.writeBytes(Rig.bytes(page.map(), Rig.PAGE_SIZE));
        }
        frame = bytes.toByteArray();
      } else {
        byDma++;
        frame = Rig.readByDma(device, table);
      }
      buffer.unmapAttachment(attachment, table, DmaDirection.BIDIRECTIONAL);
      buffer.detach(attachment);
      return frame;
    }
  }
}
