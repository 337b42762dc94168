package sample.app;

import sample.api.DmaBuf;
import sample.api.DmaBufAttachment;
import sample.api.Scatterlist;
import sample.api.SgTable;

/** Several accesses on one line, of which not all ran on an imported table. */
final class OneLine {
  private OneLine() {}

  public static void main(String[] args) {
    DmaBuf buffer = new Heap().export("frames");
    DmaBufAttachment attachment = buffer.attach("gpu");
    SgTable table = buffer.mapAttachment(attachment);
    Scatterlist a = new SgTable(java.util.List.of(sample.api.Memory.allocate())).firstEntry();
    Scatterlist b = table.firstEntry();
    long sum = a.physicalAddress() + b.physicalAddress() + a.physicalAddress();
    System.out.println(sum != 0);
    buffer.unmapAttachment(attachment, table);
  }
}
