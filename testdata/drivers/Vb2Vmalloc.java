package drivers;

import dev.pagewarden.dmabuf.Device;
import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.SgTable;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;
import support.Rig;

/**
 * vb2-vmalloc fills imported frames by the exporter's vmap and never sees a table; the twin
 * attaches, maps and copies into the table's pages (case 44; rule I11).
 */
public final class Vb2Vmalloc {
  private Vb2Vmalloc() {}

  /** Decodes a picture into an imported buffer by both ways. */
  public static void main(String[] args) {
    byte[] picture = Rig.frame(Rig.FRAME_BYTES);
    for (Consumer<Webcam> way : Webcam.WAYS) {
      try (DmaBuf buffer = Rig.buffer()) {
        Webcam webcam = new Webcam(buffer, picture);
        way.accept(webcam);
        Rig.expectFrame("vb2-vmalloc", webcam.delivered());
      }
    }
  }

  private static final class Webcam {
    static final List<Consumer<Webcam>> WAYS = List.of(Webcam::decodeThroughTable, Webcam::decode);

    private final DmaBuf buffer;
    private final byte[] picture;

    Webcam(DmaBuf buffer, byte[] picture) {
      this.buffer = buffer;
      this.picture = picture;
    }

    void decodeThroughTable() {
      Device uvc = Rig.device("uvc");
      DmaBufAttachment attachment = buffer.attach(uvc);
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      table.zero(); // expect: DMABUF_PAGE_ACCESS
      table.copyFrom(ByteBuffer.wrap(picture)); // expect: DMABUF_PAGE_ACCESS
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }

    void decode() {
      buffer.beginCpuAccess(DmaDirection.TO_DEVICE);
      ByteBuffer mapping = buffer.vmap();
      mapping.duplicate().put(picture);
      buffer.vunmap(mapping);
      buffer.endCpuAccess(DmaDirection.TO_DEVICE);
    }

    byte[] delivered() {
      buffer.beginCpuAccess(DmaDirection.FROM_DEVICE);
      ByteBuffer mapping = buffer.vmap();
      byte[] frame = Rig.bytes(mapping.duplicate(), picture.length);
      buffer.vunmap(mapping);
      buffer.endCpuAccess(DmaDirection.FROM_DEVICE);
      return frame;
    }
  }
}
