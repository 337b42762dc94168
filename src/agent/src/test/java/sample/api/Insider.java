package sample.api;

import java.util.List;

/** An importer that lies in the API's own package, and is one all the same. */
final class Insider {
  private Insider() {}

  public static void main(String[] args) {
    DmaBuf buffer =
        new DmaBuf(
            new DmaBufOps() {
              @Override
              public SgTable mapDmaBuf(DmaBufAttachment attachment) {
                return new SgTable(List.of(Memory.allocate()));
              }

              @Override
              public void unmapDmaBuf(DmaBufAttachment attachment, SgTable table) {
                table.firstEntry().page();
              }
            },
            "inside");
    DmaBufAttachment attachment = buffer.attach("gpu");
    SgTable table = buffer.mapAttachment(attachment);
    table.firstEntry().physicalAddress(); // imported: physicalAddress
    helper(table.firstEntry());
    MappingIterator cursor = table.mappingIterator(); // imported: mappingIterator
    cursor.next();
    buffer.unmapAttachment(attachment, table);
  }

  private static void helper(Scatterlist entry) {
    entry.page(); // imported: page
  }
}
