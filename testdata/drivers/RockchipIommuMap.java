package drivers;

import dev.pagewarden.dmabuf.Device;
import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.SgTable;
import support.Rig;

/**
 * rockchip puts an imported table into its IOMMU domain by the service for scatter lists, which
 * looks like DMA code and reads the exporter's physical pages inside (case 24; rule I14).
 */
public final class RockchipIommuMap {
  private RockchipIommuMap() {}

  /** Brings an imported plane in front of the display engine, the old and the new way. */
  public static void main(String[] args) {
    Device vop = Rig.device("rockchip-vop");
    try (DmaBuf buffer = Rig.buffer()) {
      Plane old = new Plane(buffer, vop);
      Rig.expectFrame("rockchip", old.showThroughOwnDomain());
      old.hide();

      Plane mended = new Plane(buffer, vop);
      Rig.expectFrame("rockchip", mended.showThroughMapping());
      mended.hide();
    }
  }

  private static final class Plane {
    private final DmaBuf buffer;
    private final Device vop;
    private final DmaBufAttachment attachment;
    private final SgTable sgt;
    private long iova;

    Plane(DmaBuf buffer, Device vop) {
      this.buffer = buffer;
      this.vop = vop;
      this.attachment = buffer.attach(vop);
      this.sgt = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
    }

    byte[] showThroughOwnDomain() {
      iova = vop.iommu().mapSgTable(sgt); // expect: DMABUF_PAGE_ACCESS
      byte[] picture = new byte[(int) buffer.size()];
      vop.read(iova, picture);
      return picture;
    }

    byte[] showThroughMapping() {
      return Rig.readByDma(vop, sgt);
    }

    void hide() {
      if (iova != 0) {
        vop.iommu().unmap(iova, buffer.size());
      }
      buffer.unmapAttachment(attachment, sgt, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }
}
