package flow25;

import module java.base;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Page;
import dev.pagewarden.dmabuf.SgTable;
import support.Rig;

/** What comes with a module import, and the collections as newer JDKs have them. */
public final class ModuleImports {
  private ModuleImports() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) throws Exception {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("module-imports"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      reportsImportedCollection(table);
      reportsSequencedSet(table);
      acceptsSequencedSetOfOwn(table);
      reportsStructuredFutures(table);
      reportsVirtualThreadFactory(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void reportsImportedCollection(SgTable table) {
    Deque<SgTable> tables = new ArrayDeque<>(List.of(table));
    Optional<SgTable> some = tables.stream().findFirst();
    Rig.check(some.get().pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsSequencedSet(SgTable table) {
    SequencedSet<SgTable> tables = new LinkedHashSet<>();
    tables.addFirst(table);
    SgTable some = tables.reversed().getLast();
    Rig.check(some.pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
    SequencedMap<String, SgTable> map = new LinkedHashMap<>(Map.of("scanout", table));
    SgTable last = map.pollLastEntry().getValue();
    Rig.check(last.pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsSequencedSetOfOwn(SgTable table) {
    SequencedCollection<SgTable> ours = new LinkedHashSet<>(List.of(Rig.ownTable()));
    SequencedCollection<SgTable> theirs = new LinkedHashSet<>(List.of(table));
    Rig.check(ours.getFirst().pages().length == theirs.getLast().nents(), "as many");
  }

  private static void reportsStructuredFutures(SgTable table) throws Exception {
    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Page>> tasks =
          List.of(() -> table.firstEntry().page()); // expect: DMABUF_PAGE_ACCESS
      for (Future<Page> done : pool.invokeAll(tasks)) {
        Rig.check(done.get().map().hasRemaining(), "bytes"); // expect: DMABUF_PAGE_ACCESS
      }
    }
  }

  private static void reportsVirtualThreadFactory(SgTable table) throws InterruptedException {
    ThreadFactory factory = Thread.ofVirtual().name("scanout").factory();
    int[] pages = new int[1];
    Thread thread =
        factory.newThread(() -> pages[0] = table.pages().length); // expect: DMABUF_PAGE_ACCESS
    thread.start();
    thread.join();
    Rig.check(pages[0] == 4, "four pages");
  }
}
