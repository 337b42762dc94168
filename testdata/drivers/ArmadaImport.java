package drivers;

import dev.pagewarden.dmabuf.Device;
import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import support.Rig;

/**
 * armada takes an import of a single entry by its DMA address, which is right; the twin without
 * that care scans out from the physical address of the import's only page (case 45; rule I1).
 */
public final class ArmadaImport {
  private ArmadaImport() {}

  /** Programs the scan-out address of an imported overlay by twin and armada. */
  public static void main(String[] args) {
    Device crtc = Rig.device("armada");
    try (DmaBuf buffer = Rig.contiguousBuffer(Rig.PAGE_SIZE)) {
      Overlay overlay = new Overlay(buffer, crtc);
      overlay.mapImport();
      Rig.check(overlay.scanoutPhysical() >= 0, "armada: no scan-out address");
      byte[] line = new byte[512];
      crtc.read(overlay.scanout(), line);
      Rig.expectFrame("armada mended", line);
      overlay.unmapImport();
    }
  }

  private static final class Overlay {
    private final DmaBuf buffer;
    private final DmaBufAttachment attachment;
    private SgTable sgt;

    Overlay(DmaBuf buffer, Device crtc) {
      this.buffer = buffer;
      this.attachment = buffer.attach(crtc);
    }

    void mapImport() {
      sgt = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      Rig.check(sgt.nents() == 1, "armada: the import is scattered");
    }

    long scanoutPhysical() {
      return only(sgt).page().physicalAddress(); // expect: DMABUF_PAGE_ACCESS
    }

    long scanout() {
      return only(sgt).dmaAddress();
    }

    private static Scatterlist only(SgTable table) {
      Scatterlist first = table.firstEntry();
      Rig.check(first.isLast(), "armada: more than one entry");
      return first;
    }

    void unmapImport() {
      buffer.unmapAttachment(attachment, sgt, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }
}
