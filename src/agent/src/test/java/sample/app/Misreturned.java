package sample.app;

import java.util.List;
import sample.api.DmaBuf;
import sample.api.DmaBufAttachment;
import sample.api.DmaBufOps;
import sample.api.Memory;
import sample.api.SgTable;

/** An importer that gives back what it does not hold, to an exporter that does not mind. */
final class Misreturned {
  private Misreturned() {}

  public static void main(String[] args) {
    DmaBuf buffer = new DmaBuf(new Lenient(), "lenient");
    DmaBufAttachment attachment = buffer.attach("gpu");
    SgTable table = buffer.mapAttachment(attachment);
    buffer.unmapAttachment(attachment, table);
    buffer.unmapAttachment(attachment, table);
    buffer.unmapAttachment(attachment, new SgTable(List.of(Memory.allocate())));
    buffer.unmapAttachment(attachment, null);
    SgTable again = buffer.mapAttachment(attachment);
    buffer.unmapAttachment(attachment, again);
  }

  private static final class Lenient implements DmaBufOps {
    @Override
    public SgTable mapDmaBuf(DmaBufAttachment attachment) {
      return new SgTable(List.of(Memory.allocate()));
    }

    @Override
    public void unmapDmaBuf(DmaBufAttachment attachment, SgTable table) {}
  }
}
