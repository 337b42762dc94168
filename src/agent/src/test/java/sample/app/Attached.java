package sample.app;

import java.util.List;
import java.util.function.ToLongFunction;
import sample.api.DmaBuf;
import sample.api.DmaBufAttachment;
import sample.api.Memory;
import sample.api.Scatterlist;
import sample.api.SgTable;

/** An importer that is at work before the agent comes. */
final class Attached {
  private Attached() {}

  public static void main(String[] args) throws Exception {
    DmaBuf buffer = new Heap().export("frames");
    work(buffer);
    DmaBufAttachment early = buffer.attach("gpu");
    SgTable mappedBefore = buffer.mapAttachment(early);
    System.out.println("at work");
    while (!agentIsHere()) {
      Thread.sleep(20);
    }
    // The bridge comes first, the probes a moment later.
    System.in.read();
    buffer.unmapAttachment(early, mappedBefore);
    work(buffer);
  }

  private static void work(DmaBuf buffer) {
    DmaBufAttachment attachment = buffer.attach("gpu");
    SgTable table = buffer.mapAttachment(attachment);
    touch(table.firstEntry());
    ToLongFunction<Scatterlist> reference = Scatterlist::physicalAddress;
    reference.applyAsLong(table.firstEntry()); // imported: physicalAddress
    new SgTable(List.of(Memory.allocate())).pages(); // reached: pages
    buffer.unmapAttachment(attachment, table);
    touch(table.firstEntry());
  }

  private static void touch(Scatterlist entry) {
    entry.physicalAddress(); // imported: physicalAddress, reached: physicalAddress
  }

  private static boolean agentIsHere() {
    try {
      Class.forName("java.lang.$Pagewarden", false, null);
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
