package flow;

import dev.pagewarden.dmabuf.CacheOps;
import dev.pagewarden.dmabuf.Device;
import dev.pagewarden.dmabuf.DmaApi;
import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import java.nio.ByteBuffer;
import support.Rig;

/** Every way to the CPU side that an importer is not to go, and its like on own tables. */
public final class AccessKinds {
  private AccessKinds() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("access-kinds"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      reportsAddresses(table);
      acceptsOwnAddresses();
      reportsCopies(table);
      acceptsOwnCopies();
      reportsServices(attachment.device(), table);
      acceptsOwnServices(attachment.device());
      reportsPageLists(table);
      acceptsOwnPageLists();
      acceptsDmaSide(attachment.device(), table);
      acceptsWalking(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void reportsAddresses(SgTable table) {
    Scatterlist entry = table.firstEntry();
    Rig.check(entry.pageLink() != 0, "a link"); // expect: DMABUF_PAGE_ACCESS
    Rig.check(entry.virtualAddress() != 0, "an address"); // expect: DMABUF_PAGE_ACCESS
    Rig.check(entry.physicalAddress() != 0, "an address"); // expect: DMABUF_PAGE_ACCESS
    Rig.check(entry.page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsOwnAddresses() {
    Scatterlist entry = Rig.ownTable().firstEntry();
    Rig.check(entry.pageLink() != 0, "a link");
    Rig.check(entry.virtualAddress() != 0, "an address");
    Rig.check(entry.physicalAddress() != 0, "an address");
    Rig.check(entry.page() != null, "a page");
  }

  private static void reportsCopies(SgTable table) {
    ByteBuffer bytes = ByteBuffer.allocate(64);
    Rig.check(table.copyTo(bytes) == 64, "64 bytes"); // expect: DMABUF_PAGE_ACCESS
    bytes.clear();
    Rig.check(table.copyTo(bytes, 16) == 64, "64 bytes"); // expect: DMABUF_PAGE_ACCESS
    bytes.flip();
    table.copyFrom(bytes); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsOwnCopies() {
    SgTable own = Rig.ownTable();
    ByteBuffer bytes = ByteBuffer.allocate(64);
    Rig.check(own.copyTo(bytes) == 64, "64 bytes");
    bytes.flip();
    own.copyFrom(bytes);
    own.zero();
  }

  private static void reportsServices(Device device, SgTable table) {
    DmaApi.syncForCpu(device, table, DmaDirection.TO_DEVICE); // expect: DMABUF_PAGE_ACCESS
    DmaApi.syncForDevice(device, table, DmaDirection.TO_DEVICE); // expect: DMABUF_PAGE_ACCESS
    CacheOps.flush(table); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsOwnServices(Device device) {
    SgTable own = Rig.ownTable();
    DmaApi.mapSgTable(device, own, DmaDirection.BIDIRECTIONAL);
    DmaApi.syncForDevice(device, own, DmaDirection.BIDIRECTIONAL);
    DmaApi.syncForCpu(device, own, DmaDirection.BIDIRECTIONAL);
    CacheOps.flush(own);
    DmaApi.unmapSgTable(device, own, DmaDirection.BIDIRECTIONAL);
  }

  private static void reportsPageLists(SgTable table) {
    Rig.check(table.pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
    Rig.check(table.pageIterator().hasNext(), "a page"); // expect: DMABUF_PAGE_ACCESS
    int[] count = new int[1];
    table.forEachPage(page -> count[0]++); // expect: DMABUF_PAGE_ACCESS
    Rig.check(count[0] == 4, "four pages");
  }

  private static void acceptsOwnPageLists() {
    SgTable own = Rig.ownTable();
    Rig.check(own.pages().length == 4, "four pages");
    Rig.check(own.pageIterator().hasNext(), "a page");
    int[] count = new int[1];
    own.forEachPage(page -> count[0]++);
    Rig.check(count[0] == 4, "four pages");
  }

  private static void acceptsDmaSide(Device device, SgTable table) {
    Rig.check(table.contiguousSize() > 0, "bytes");
    Rig.check(table.dmaPages().hasNext(), "an address");
    for (Scatterlist entry : table.dmaEntries()) {
      byte[] part = new byte[(int) entry.dmaLength()];
      device.read(entry.dmaAddress(), part);
    }
  }

  private static void acceptsWalking(SgTable table) {
    int entries = 0;
    for (Scatterlist entry = table.firstEntry(); ; entry = entry.next()) {
      entries++;
      if (entry.isLast()) {
        break;
      }
    }
    Rig.check(entries == table.nents(), "every entry");
  }
}
