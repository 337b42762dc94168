package flow21;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import support.Rig;

/** What the library gained by 21: sequenced collections, virtual threads, closeable executors. */
public final class NewLibrary {
  private NewLibrary() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) throws Exception {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("new-library"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      reportsGetFirst(table);
      reportsReversed(table);
      reportsSequencedMap(table);
      acceptsSequencedOwn(table);
      reportsVirtualThread(table);
      reportsCloseableExecutor(table);
      reportsFutureResultNow(table);
      acceptsVirtualThreadOnDmaSide(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void reportsGetFirst(SgTable table) {
    List<SgTable> tables = new ArrayList<>();
    tables.addFirst(table);
    Rig.check(
        tables.getFirst().firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    Rig.check(tables.removeLast().pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsReversed(SgTable table) {
    List<SgTable> tables = List.of(table, Rig.ownTable());
    SgTable last = tables.reversed().get(1);
    Rig.check(last.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsSequencedMap(SgTable table) {
    LinkedHashMap<String, SgTable> map = new LinkedHashMap<>();
    map.putFirst("scanout", table);
    SgTable first = map.firstEntry().getValue();
    Rig.check(first.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    SgTable last = map.sequencedValues().getLast();
    Rig.check(last.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsSequencedOwn(SgTable table) {
    List<SgTable> theirs = new ArrayList<>(List.of(table));
    List<SgTable> ours = new ArrayList<>(List.of(Rig.ownTable()));
    Rig.check(theirs.getFirst() == table, "the same");
    Rig.check(ours.reversed().getFirst().firstEntry().page() != null, "a page");
  }

  private static void reportsVirtualThread(SgTable table) throws InterruptedException {
    int[] pages = new int[1];
    Thread thread =
        Thread.startVirtualThread(
            () -> pages[0] = table.pages().length); // expect: DMABUF_PAGE_ACCESS
    thread.join();
    Rig.check(pages[0] == 4, "four pages");
  }

  private static void reportsCloseableExecutor(SgTable table) throws Exception {
    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Scatterlist> head = pool.submit(() -> table.firstEntry());
      Rig.check(head.get().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void reportsFutureResultNow(SgTable table) {
    Future<SgTable> future = CompletableFuture.completedFuture(table);
    Rig.check(
        future.resultNow().firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsVirtualThreadOnDmaSide(SgTable table) throws InterruptedException {
    int[] count = new int[1];
    Thread thread = Thread.ofVirtual().start(() -> count[0] = table.dmaAddresses().length);
    thread.join();
    Rig.check(count[0] == 4, "four addresses");
  }
}
