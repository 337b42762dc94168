package sample.app;

import java.nio.ByteBuffer;
import sample.api.DmaApi;
import sample.api.DmaBuf;
import sample.api.DmaBufAttachment;
import sample.api.MappingIterator;
import sample.api.Memory;
import sample.api.Page;
import sample.api.Scatterlist;
import sample.api.SgTable;

/** An importer that touches pages in each direct way, on imported and on own tables. */
final class DirectAccess {
  private DirectAccess() {}

  public static void main(String[] args) {
    Heap heap = new Heap();
    DmaBuf buffer = heap.export("frames");
    DmaBufAttachment attachment = buffer.attach("gpu");
    SgTable table = buffer.mapAttachment(attachment);
    long sum = table.firstEntry().dmaAddress() + table.nents();
    Scatterlist a = table.firstEntry();
    sum += address(a) + address(a.next());
    sum += a.physicalAddress() + a.next().physicalAddress(); // imported: physicalAddress x2
    quietly(() -> a.page()); // imported: page
    quietly(() -> table.pages()); // imported: pages
    quietly(() -> table.copyTo(ByteBuffer.allocate(1024))); // imported: copyTo
    sum += DmaApi.mapSgTable("cpu", table); // imported: mapSgTable
    quietly(() -> cursor(table));
    buffer.beginCpuAccess();
    buffer.endCpuAccess();
    buffer.unmapAttachment(attachment, table);
    sum += a.physicalAddress(); // reached: physicalAddress
    SgTable own = new SgTable(java.util.List.of(Memory.allocate()));
    sum += address(own.firstEntry());
    for (Page page : own.pages()) { // reached: pages
      sum += page.frameNumber(); // reached: frameNumber
    }
    if (heap.checks != 8) {
      throw new AssertionError("the exporter checked " + heap.checks + " entries");
    }
    System.out.println("done " + (sum != 0));
  }

  private static void cursor(SgTable table) {
    MappingIterator cursor = table.mappingIterator(); // imported: mappingIterator
    cursor.next();
  }

  private static long address(Scatterlist entry) {
    return entry.physicalAddress(); // imported: physicalAddress, reached: physicalAddress
  }

  static void quietly(Runnable access) {
    try {
      access.run();
    } catch (Memory.Fault e) {
      // That is what the agent is for.
    }
  }
}
