package clean;

import dev.pagewarden.dmabuf.Device;
import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Page;
import dev.pagewarden.dmabuf.Pages;
import dev.pagewarden.dmabuf.SgTable;
import dev.pagewarden.dmabuf.SharesPages;
import java.nio.ByteBuffer;
import support.Rig;

/**
 * Two halves of one driver pass pages between them: the exporter consents for its attachments, the
 * importer says so with {@link SharesPages} on the class or on the one method that needs it.
 */
public final class AnnotatedSharing {
  private AnnotatedSharing() {}

  /** Reads a sharing buffer through the annotated class and the annotated method. */
  public static void main(String[] args) {
    Device device = Rig.device("sibling");
    try (DmaBuf buffer = Rig.sharingBuffer(Rig.FRAME_BYTES)) {
      DmaBufAttachment attachment = buffer.attach(device);
      Rig.check(buffer.sharesPages(attachment), "sibling: the exporter does not consent");
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.BIDIRECTIONAL);
      Rig.expectFrame("sibling class", new Sibling(table).contents());
      Rig.expectFrame("sibling method", new MostlyOrdinary(table, device).head());
      buffer.unmapAttachment(attachment, table, DmaDirection.BIDIRECTIONAL);
      buffer.detach(attachment);
    }
  }

  @SharesPages
  private record Sibling(SgTable table) {
    byte[] contents() {
      ByteBuffer mapping = Pages.vmap(table.pages());
      return Rig.bytes(mapping, Rig.FRAME_BYTES);
    }
  }

  private record MostlyOrdinary(SgTable table, Device device) {
    byte[] head() {
      byte[] byDma = new byte[Rig.PAGE_SIZE];
      device.read(table.firstEntry().dmaAddress(), byDma);
      Rig.expectFrame("sibling by DMA", byDma);
      return headByPage();
    }

    @SharesPages
    private byte[] headByPage() {
      Page page = table.firstEntry().page();
      return Rig.bytes(page.map(), Rig.PAGE_SIZE);
    }
  }
}
