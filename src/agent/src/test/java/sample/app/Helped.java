package sample.app;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import sample.api.DmaBuf;
import sample.api.DmaBufAttachment;
import sample.api.SgTable;

/** An exporter whose worker thread looks at its tables; and what it does when not asked. */
final class Helped extends Heap {
  private final ExecutorService worker = Executors.newSingleThreadExecutor();

  private Helped() {}

  public static void main(String[] args) throws Exception {
    Helped exporter = new Helped();
    DmaBuf buffer = exporter.export("frames");
    DmaBufAttachment attachment = buffer.attach("gpu");
    SgTable table = buffer.mapAttachment(attachment);
    buffer.beginCpuAccess();
    buffer.endCpuAccess();
    exporter.worker.submit(() -> table.pages().length).get(); // imported: pages
    buffer.unmapAttachment(attachment, table);
    exporter.worker.shutdown();
  }

  @Override
  void check(SgTable table) {
    try {
      worker.submit(() -> table.pages().length).get(); // reached: pages
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
