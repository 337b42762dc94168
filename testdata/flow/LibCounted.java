package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.SgTable;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import support.Rig;

/** What is done at a certain turn only, as counters say. */
public final class LibCounted {
  private LibCounted() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("lib-counted"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      reportsAtItsTurn(table);
      reportsGeneratedLater(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void reportsAtItsTurn(SgTable table) {
    AtomicReference<SgTable> head = new AtomicReference<>();
    SgTable old;
    do {
      old = head.get();
    } while (!head.compareAndSet(old, table));
    Rig.check(head.get().pages().length == 4, "pages"); // expect: DMABUF_PAGE_ACCESS
    AtomicBoolean once = new AtomicBoolean();
    Runnable guarded =
        () -> {
          if (once.compareAndSet(false, true)) {
            Rig.check(table.pages().length == 4, "pages"); // expect: DMABUF_PAGE_ACCESS
          }
        };
    guarded.run();
    guarded.run();
    AtomicInteger index = new AtomicInteger();
    SgTable[] tables = {Rig.ownTable(), Rig.ownTable(), table};
    int pages = 0;
    while (index.get() < tables.length) {
      pages += tables[index.getAndIncrement()].pages().length; // expect: DMABUF_PAGE_ACCESS
    }
    Rig.check(pages == 12, "twelve");
    AtomicInteger refs = new AtomicInteger(1);
    refs.incrementAndGet();
    List.of(1, 2).forEach(i -> refs.decrementAndGet());
    if (refs.get() == 0) {
      Rig.check(table.pages().length == 4, "pages"); // expect: DMABUF_PAGE_ACCESS
    }
    AtomicInteger turns = new AtomicInteger();
    IntStream.range(0, 5)
        .forEach(
            i -> {
              if (turns.incrementAndGet() == 4) {
                Rig.check(table.pages().length == 4, "pages"); // expect: DMABUF_PAGE_ACCESS
              }
            });
    SgTable[] slot = {Rig.ownTable()};
    int[] calls = {0};
    List.of("a", "b", "c")
        .forEach(
            name -> {
              if (calls[0]++ == 2) {
                slot[0] = table;
              }
            });
    Rig.check(slot[0].pages().length == 4, "pages"); // expect: DMABUF_PAGE_ACCESS
    SgTable third =
        Stream.of("a", "b", "c")
            .map(name -> ++calls[0] == 6 ? table : Rig.ownTable())
            .reduce((a, b) -> b)
            .get();
    Rig.check(third.pages().length == 4, "pages"); // expect: DMABUF_PAGE_ACCESS
    AtomicReference<String> state = new AtomicReference<>("idle");
    if (state.compareAndSet("idle", "mapped")) {
      Rig.check(table.pages().length == 4, "pages"); // expect: DMABUF_PAGE_ACCESS
    }
    if (state.get().equals("idle")) {
      Rig.check(table.pages().length == 4, "pages");
    }
  }

  private static void reportsGeneratedLater(SgTable table) {
    AtomicInteger next = new AtomicInteger();
    SgTable[] source = {Rig.ownTable(), table};
    List<SgTable> made =
        Stream.generate(() -> source[next.getAndIncrement()]).limit(2).collect(Collectors.toList());
    Rig.check(made.get(1).pages().length == 4, "pages"); // expect: DMABUF_PAGE_ACCESS
  }
}
