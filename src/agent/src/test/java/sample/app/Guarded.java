package sample.app;

import reactor.blockhound.BlockHound;
import sample.api.DmaBuf;
import sample.api.DmaBufAttachment;
import sample.api.SgTable;

/** An importer beside BlockHound, which rewrites classes of the JRE. */
final class Guarded {
  private Guarded() {}

  public static void main(String[] args) {
    BlockHound.install();
    DmaBuf buffer = new Heap().export("frames");
    DmaBufAttachment attachment = buffer.attach("gpu");
    SgTable table = buffer.mapAttachment(attachment);
    table.firstEntry().physicalAddress(); // imported: physicalAddress
    buffer.unmapAttachment(attachment, table);
    System.out.println("installed");
  }
}
