package flow;

import dev.pagewarden.dmabuf.Device;
import dev.pagewarden.dmabuf.DmaApi;
import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaBufOps;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Page;
import dev.pagewarden.dmabuf.PageAllocator;
import dev.pagewarden.dmabuf.SgTable;
import java.util.List;
import support.Rig;

/** Consent of both sides, and imports of one's own buffers. */
public final class CondConsent {
  /** An exporter that recognises its own buffers when it is handed one. */
  private static final class OwnHeap implements DmaBufOps {
    private final Page[] pages = Rig.ownPages(4);

    DmaBuf export() {
      return DmaBuf.export(this, Rig.FRAME_BYTES, "own-heap");
    }

    /** Imports {@code buffer}; one of its own needs no mapping at all. */
    int touchOrMap(DmaBuf buffer, Device device) {
      if (buffer.ops() == this) {
        SgTable own = SgTable.ofPages(pages);
        return own.pages().length;
      }
      DmaBufAttachment attachment = buffer.attach(device);
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      int addresses = table.dmaAddresses().length;
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
      return addresses;
    }

    @Override
    public SgTable mapDmaBuf(DmaBufAttachment attachment, DmaDirection direction) {
      SgTable table = SgTable.ofPages(pages);
      DmaApi.mapSgTable(attachment.device(), table, direction);
      return table;
    }

    @Override
    public void unmapDmaBuf(DmaBufAttachment attachment, SgTable table, DmaDirection direction) {
      DmaApi.unmapSgTable(attachment.device(), table, direction);
      table.free();
    }

    @Override
    public void release(DmaBuf buffer) {
      PageAllocator.system().free(pages);
    }
  }

  private CondConsent() {}

  /** Runs every variant on a buffer that shares its pages and on one that does not. */
  public static void main(String[] args) {
    Device device = Rig.device("cond-consent");
    try (DmaBuf sharing = Rig.sharingBuffer(Rig.FRAME_BYTES);
        DmaBuf closed = Rig.buffer()) {
      for (DmaBuf buffer : List.of(sharing, closed)) {
        DmaBufAttachment attachment = buffer.attach(device);
        acceptsAccessBehindConsent(buffer, attachment);
        acceptsEarlyReturnWithoutConsent(buffer, attachment);
        acceptsConsentAskedByHelper(buffer, attachment);
        buffer.detach(attachment);
      }
    }
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(device);
      reportsConsentNotAsked(buffer, attachment);
      reportsConsentIgnored(buffer, attachment);
      reportsConsentTheWrongWayRound(buffer, attachment);
      buffer.detach(attachment);
      acceptsSelfImport(buffer, device);
    }
  }

  private static void acceptsAccessBehindConsent(DmaBuf buffer, DmaBufAttachment attachment) {
    SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
    if (buffer.sharesPages(attachment)) {
      Rig.check(table.firstEntry().page() != null, "a page");
    } else {
      Rig.check(table.dmaAddresses().length == 4, "four addresses");
    }
    buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
  }

  private static void acceptsEarlyReturnWithoutConsent(DmaBuf buffer, DmaBufAttachment attachment) {
    if (!buffer.sharesPages(attachment)) {
      return;
    }
    SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
    Rig.check(table.pages().length == 4, "four pages");
    buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
  }

  private static boolean mayTouch(DmaBufAttachment attachment) {
    return attachment.buffer().sharesPages(attachment);
  }

  private static void acceptsConsentAskedByHelper(DmaBuf buffer, DmaBufAttachment attachment) {
    SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
    if (mayTouch(attachment)) {
      Rig.check(table.pages().length == 4, "four pages");
    }
    buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
  }

  private static void reportsConsentNotAsked(DmaBuf buffer, DmaBufAttachment attachment) {
    SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
    Rig.check(table.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
  }

  private static void reportsConsentIgnored(DmaBuf buffer, DmaBufAttachment attachment) {
    SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
    boolean shares = buffer.sharesPages(attachment);
    Rig.check(table.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    Rig.check(!shares, "the system heap shares no pages");
    buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
  }

  private static void reportsConsentTheWrongWayRound(DmaBuf buffer, DmaBufAttachment attachment) {
    SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
    if (!buffer.sharesPages(attachment)) {
      Rig.check(table.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
    buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
  }

  private static void acceptsSelfImport(DmaBuf foreign, Device device) {
    OwnHeap heap = new OwnHeap();
    try (DmaBuf own = heap.export()) {
      Rig.check(heap.touchOrMap(own, device) == 4, "four pages");
      Rig.check(heap.touchOrMap(foreign, device) == 4, "four addresses");
      DmaBufAttachment attachment = own.attach(device);
      SgTable lent = own.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      Rig.check(lent.dmaAddresses().length == 4, "four addresses");
      own.unmapAttachment(attachment, lent, DmaDirection.TO_DEVICE);
      own.detach(attachment);
    }
  }
}
