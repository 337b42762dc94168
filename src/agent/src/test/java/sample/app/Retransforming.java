package sample.app;

import java.lang.instrument.Instrumentation;
import sample.api.DmaBuf;
import sample.api.DmaBufAttachment;
import sample.api.Scatterlist;
import sample.api.SgTable;

/** An agent that retransforms classes that have been loaded, as a mocking library does. */
public final class Retransforming {
  private static Instrumentation instrumentation;

  private Retransforming() {}

  public static void premain(String options, Instrumentation given) {
    instrumentation = given;
  }

  public static void main(String[] args) throws Throwable {
    instrumentation.retransformClasses(
        Retransforming.class,
        Class.forName("sample.app.IndirectAccess"),
        Scatterlist.class,
        SgTable.class,
        DmaBuf.class,
        Heap.class);
    touch();
    IndirectAccess.main(args);
  }

  private static void touch() {
    DmaBuf buffer = new Heap().export("frames");
    DmaBufAttachment attachment = buffer.attach("gpu");
    SgTable table = buffer.mapAttachment(attachment);
    table.firstEntry().physicalAddress(); // imported: physicalAddress
    buffer.unmapAttachment(attachment, table);
  }
}
