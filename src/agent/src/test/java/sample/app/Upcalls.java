package sample.app;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Executor;
import sample.api.DmaBuf;
import sample.api.DmaBufAttachment;
import sample.api.Scatterlist;
import sample.api.SgTable;

/** An importer whose accesses the JRE makes for it, on other threads and by native code. */
final class Upcalls {
  private Upcalls() {}

  @SuppressWarnings("removal")
  public static void main(String[] args) throws Exception {
    DmaBuf buffer = new Heap().export("frames");
    DmaBufAttachment attachment = buffer.attach("gpu");
    SgTable table = buffer.mapAttachment(attachment);
    Scatterlist entry = table.firstEntry();
    PrivilegedAction<Long> action = entry::physicalAddress; // imported: physicalAddress
    AccessController.doPrivileged(action);
    Thread thread = thread(() -> entry.physicalAddress()); // imported: physicalAddress
    thread.join();
    Executor direct = Runnable::run;
    direct.execute(() -> entry.physicalAddress()); // imported: physicalAddress
    // imported: physicalAddress (next line)
    Comparator<Scatterlist> order = Comparator.comparingLong(Scatterlist::physicalAddress);
    List.of(entry, entry.next()).stream().sorted(order).toList();
    buffer.unmapAttachment(attachment, table);
  }

  /** A virtual thread where there are such. */
  private static Thread thread(Runnable task) throws Exception {
    if (Runtime.version().feature() < 21) {
      Thread thread = new Thread(task);
      thread.start();
      return thread;
    }
    return (Thread) Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
  }
}
