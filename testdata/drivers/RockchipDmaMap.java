package drivers;

import dev.pagewarden.dmabuf.Device;
import dev.pagewarden.dmabuf.DmaApi;
import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.SgTable;
import support.Rig;

/**
 * rockchip without an IOMMU domain maps the already mapped table of an import a second time, over
 * the exporter's DMA addresses, and unmaps it when the object is freed (case 25; rule I14).
 */
public final class RockchipDmaMap {
  private static final DmaDirection BOTH = DmaDirection.BIDIRECTIONAL;

  private RockchipDmaMap() {}

  /** Imports a buffer through the re-mapping import and through the one that takes it as it is. */
  public static void main(String[] args) {
    Device vop = Rig.device("rockchip-vop");
    try (DmaBuf buffer = Rig.buffer()) {
      PrimeImporter old = new Remapping();
      PrimeImporter mended = new AsItIs();
      for (PrimeImporter importer : new PrimeImporter[] {old, mended}) {
        DmaBufAttachment attachment = buffer.attach(vop);
        SgTable sgt = buffer.mapAttachment(attachment, BOTH);
        importer.importTable(vop, sgt);
        Rig.expectFrame("rockchip", Rig.readByDma(vop, sgt));
        importer.freeTable(vop, sgt);
        buffer.unmapAttachment(attachment, sgt, BOTH);
        buffer.detach(attachment);
      }
    }
  }

  private interface PrimeImporter {
    void importTable(Device device, SgTable sgt);

    void freeTable(Device device, SgTable sgt);
  }

  private static final class Remapping implements PrimeImporter {
    @Override
    public void importTable(Device device, SgTable sgt) {
      DmaApi.mapSgTable(device, sgt, BOTH); // expect: DMABUF_PAGE_ACCESS
    }

    @Override
    public void freeTable(Device device, SgTable sgt) {
      DmaApi.unmapSgTable(device, sgt, BOTH); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static final class AsItIs implements PrimeImporter {
    @Override
    public void importTable(Device device, SgTable sgt) {
      Rig.check(sgt.firstEntry().dmaAddress() != 0, "rockchip mended: no DMA address");
    }

    @Override
    public void freeTable(Device device, SgTable sgt) {
      Rig.check(sgt.nents() > 0, "rockchip mended: the table is empty");
    }
  }
}
