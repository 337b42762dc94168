package flow;

import dev.pagewarden.dmabuf.Device;
import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.ImporterOps;
import dev.pagewarden.dmabuf.SgTable;
import support.Rig;

/** Dynamic importers, which the exporter calls back when it moves the buffer. */
public final class RootMoveNotify {
  /** Looks at its pages when the buffer is about to move. */
  private static final class Peeking implements ImporterOps {
    private SgTable table;
    private int notified;

    @Override
    public void moveNotify(DmaBufAttachment attachment) {
      notified++;
      Rig.check(table.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  /** Drops its addresses when the buffer is about to move. */
  private static final class Mended implements ImporterOps {
    private long[] addresses;
    private final SgTable scratch = Rig.ownTable();

    @Override
    public void moveNotify(DmaBufAttachment attachment) {
      addresses = null;
      Rig.check(scratch.firstEntry().page() != null, "a page");
    }
  }

  private RootMoveNotify() {}

  /** Moves a buffer below two importers. */
  public static void main(String[] args) {
    Device device = Rig.device("root-move-notify");
    try (DmaBuf buffer = Rig.movableBuffer(Rig.FRAME_BYTES)) {
      reportsPagesAtMove(buffer, device);
    }
    try (DmaBuf buffer = Rig.movableBuffer(Rig.FRAME_BYTES)) {
      acceptsAddressesDroppedAtMove(buffer, device);
    }
  }

  private static void reportsPagesAtMove(DmaBuf buffer, Device device) {
    Peeking importer = new Peeking();
    DmaBufAttachment attachment = buffer.attachDynamic(device, importer);
    buffer.resv().lock();
    try {
      importer.table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      buffer.moveNotify();
      buffer.unmapAttachment(attachment, importer.table, DmaDirection.TO_DEVICE);
    } finally {
      buffer.resv().unlock();
    }
    buffer.detach(attachment);
    Rig.check(importer.notified == 1, "told once");
  }

  private static void acceptsAddressesDroppedAtMove(DmaBuf buffer, Device device) {
    Mended importer = new Mended();
    DmaBufAttachment attachment = buffer.attachDynamic(device, importer);
    buffer.resv().lock();
    try {
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      importer.addresses = table.dmaAddresses();
      buffer.moveNotify();
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
    } finally {
      buffer.resv().unlock();
    }
    buffer.detach(attachment);
    Rig.check(importer.addresses == null, "dropped");
  }
}
