package sample.app;

import sample.api.DmaBuf;
import sample.api.DmaBufAttachment;
import sample.api.SgTable;

/** Touches a page and ends without a word: by halting, or by waiting until it is killed. */
final class Endless {
  private Endless() {}

  public static void main(String[] args) throws InterruptedException {
    DmaBuf buffer = new Heap().export("frames");
    DmaBufAttachment attachment = buffer.attach("gpu");
    SgTable table = buffer.mapAttachment(attachment);
    table.firstEntry().physicalAddress(); // imported: physicalAddress
    System.out.println("touched");
    System.out.flush();
    if (args[0].equals("halt")) {
      Runtime.getRuntime().halt(7);
    }
    Thread.sleep(600_000);
  }
}
