package sample.app;

import sample.api.DmaBuf;
import sample.api.DmaBufAttachment;
import sample.api.Scatterlist;
import sample.api.SgTable;
import sample.api.SharesPages;

/** Importers that agreed with the exporter to pass pages, and one that did not. */
final class Consent {
  private Consent() {}

  public static void main(String[] args) {
    DmaBuf buffer =
        new Heap() {
          @Override
          public boolean sharesPages(DmaBufAttachment attachment) {
            return attachment.device().equals("friend");
          }
        }.export("open");
    askedBefore(buffer);
    askedAfter(buffer);
    refused(buffer);
    annotated(buffer);
    new Annotated().use(buffer);
  }

  private static void askedBefore(DmaBuf buffer) {
    DmaBufAttachment friend = buffer.attach("friend");
    if (buffer.sharesPages(friend)) {
      SgTable table = buffer.mapAttachment(friend);
      table.firstEntry().page().map(); // reached: page, map
      buffer.unmapAttachment(friend, table);
    }
  }

  private static void askedAfter(DmaBuf buffer) {
    DmaBufAttachment friend = buffer.attach("friend");
    SgTable table = buffer.mapAttachment(friend);
    table.firstEntry().physicalAddress(); // imported: physicalAddress
    if (buffer.sharesPages(friend)) {
      table.firstEntry().page().map(); // reached: page, map
    }
    buffer.unmapAttachment(friend, table);
  }

  private static void refused(DmaBuf buffer) {
    DmaBufAttachment stranger = buffer.attach("stranger");
    SgTable table = buffer.mapAttachment(stranger);
    if (!buffer.sharesPages(stranger)) {
      table.firstEntry().physicalAddress(); // imported: physicalAddress
    }
    buffer.unmapAttachment(stranger, table);
  }

  @SharesPages
  private static void annotated(DmaBuf buffer) {
    DmaBufAttachment stranger = buffer.attach("stranger");
    SgTable table = buffer.mapAttachment(stranger);
    Runnable use = () -> table.firstEntry().page();
    use.run();
    buffer.unmapAttachment(stranger, table);
  }

  @SharesPages
  private static final class Annotated {
    void use(DmaBuf buffer) {
      DmaBufAttachment stranger = buffer.attach("stranger");
      SgTable table = buffer.mapAttachment(stranger);
      Scatterlist entry = table.firstEntry();
      new Object() {
        void use() {
          entry.page();
        }
      }.use();
      buffer.unmapAttachment(stranger, table);
    }
  }
}
