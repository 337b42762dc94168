package drivers;

import dev.pagewarden.dmabuf.Device;
import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Page;
import dev.pagewarden.dmabuf.Pages;
import dev.pagewarden.dmabuf.SgTable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import support.Rig;

/**
 * xocl collects the pages of an import and vmaps them with caching attributes of its own choice,
 * which the exporter's memory may not stand (case 30; rule I11).
 */
public final class XoclVmap {
  private XoclVmap() {}

  /** Runs a host-side checksum over an imported buffer object, the old and the new way. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      XoclObject old = new XoclObject(buffer, Rig.device("xocl"));
      Rig.expectFrame("xocl", Rig.bytes(old.vmapping, Rig.PAGE_SIZE));
      old.free();

      MendedObject mended = new MendedObject(buffer, Rig.device("xocl-mended"));
      Rig.expectFrame("xocl mended", mended.readBack());
      mended.free();
    }
  }

  private static final class XoclObject {
    private final DmaBuf buffer;
    private final DmaBufAttachment attachment;
    private final SgTable sgt;
    private final List<Page> pages = new ArrayList<>();
    final ByteBuffer vmapping;

    XoclObject(DmaBuf buffer, Device card) {
      this.buffer = buffer;
      this.attachment = buffer.attach(card);
      this.sgt = buffer.mapAttachment(attachment, DmaDirection.BIDIRECTIONAL);
      sgt.forEachPage(pages::add); // expect: DMABUF_PAGE_ACCESS
      this.vmapping = vmapCached(pages.toArray(new Page[0]));
    }

    private static ByteBuffer vmapCached(Page[] pages) {
      return Pages.vmap(pages); // expect: DMABUF_PAGE_ACCESS
    }

    void free() {
      buffer.unmapAttachment(attachment, sgt, DmaDirection.BIDIRECTIONAL);
      buffer.detach(attachment);
    }
  }

  private static final class MendedObject {
    private final DmaBuf buffer;
    private final Device card;
    private final DmaBufAttachment attachment;
    private final SgTable sgt;

    MendedObject(DmaBuf buffer, Device card) {
      this.buffer = buffer;
      this.card = card;
      this.attachment = buffer.attach(card);
      this.sgt = buffer.mapAttachment(attachment, DmaDirection.BIDIRECTIONAL);
    }

    /** The card reads by DMA, the host by the exporter's mapping, and both see the same. */
    byte[] readBack() {
      buffer.beginCpuAccess(DmaDirection.FROM_DEVICE);
      ByteBuffer mapping = buffer.vmap();
      byte[] byHost = Rig.bytes(mapping, Rig.FRAME_BYTES);
      buffer.vunmap(mapping);
      buffer.endCpuAccess(DmaDirection.FROM_DEVICE);
      byte[] byCard = Rig.readByDma(card, sgt);
      Rig.check(Arrays.equals(byHost, byCard), "xocl mended: host and card disagree");
      return byHost;
    }

    void free() {
      buffer.unmapAttachment(attachment, sgt, DmaDirection.BIDIRECTIONAL);
      buffer.detach(attachment);
    }
  }
}
