package sample.app;

import sample.api.DmaBuf;
import sample.api.DmaBufAttachment;
import sample.api.Scatterlist;
import sample.api.SgTable;

/** An importer that leaves the access to native code of its own. */
final class NativePeek {
  private NativePeek() {}

  public static void main(String[] args) {
    System.load(args[0]);
    DmaBuf buffer = new Heap().export("frames");
    DmaBufAttachment attachment = buffer.attach("gpu");
    SgTable table = buffer.mapAttachment(attachment);
    long hidden = peek(table.firstEntry()); // imported: physicalAddress
    buffer.unmapAttachment(attachment, table);
    long real = peek(table.firstEntry()); // reached: physicalAddress
    System.out.println(hidden == real);
  }

  private static native long peek(Scatterlist entry);
}
