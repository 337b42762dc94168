package clean;

import dev.pagewarden.dmabuf.Device;
import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import java.util.OptionalLong;
import support.Rig;

/** An importer that leaves early where the exporter does not consent to passing pages. */
public final class ConsentOrLeave {
  private ConsentOrLeave() {}

  /** Asks for the frame number behind two buffers, of which one may be asked. */
  public static void main(String[] args) {
    Device device = Rig.device("leaves-early");
    try (DmaBuf sharing = Rig.sharingBuffer(Rig.PAGE_SIZE);
        DmaBuf reserved = Rig.buffer(Rig.PAGE_SIZE)) {
      Rig.check(firstFrame(sharing, device).isPresent(), "consent: no frame though agreed");
      Rig.check(firstFrame(reserved, device).isEmpty(), "consent: a frame without agreement");
    }
  }

  private static OptionalLong firstFrame(DmaBuf buffer, Device device) {
    DmaBufAttachment attachment = buffer.attach(device);
    SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
    try {
      if (!buffer.sharesPages(attachment)) {
        return OptionalLong.empty();
      }
      Scatterlist first = table.firstEntry();
      return OptionalLong.of(first.page().pageFrameNumber());
    } finally {
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }
}
