package sample.app;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.util.List;
import sample.api.DmaBuf;
import sample.api.DmaBufAttachment;
import sample.api.DmaBufOps;
import sample.api.FrameTable;
import sample.api.Memory;
import sample.api.SgTable;

/** An importer that writes the table to a stream, which reads its pages. */
final class Serialized {
  private Serialized() {}

  public static void main(String[] args) throws IOException {
    FrameTable only = new FrameTable(List.of(Memory.allocate()));
    DmaBufOps ops =
        new DmaBufOps() {
          @Override
          public SgTable mapDmaBuf(DmaBufAttachment attachment) {
            return only;
          }

          @Override
          public void unmapDmaBuf(DmaBufAttachment attachment, SgTable table) {}
        };
    DmaBuf buffer = new DmaBuf(ops, "serial");
    DmaBufAttachment attachment = buffer.attach("disk");
    SgTable table = buffer.mapAttachment(attachment);
    ObjectOutputStream out = new ObjectOutputStream(new ByteArrayOutputStream());
    out.writeObject(table); // imported: physicalAddress
    buffer.unmapAttachment(attachment, table);
    out.writeObject(new FrameTable(List.of(Memory.allocate())));
  }
}
