package flow25;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import java.util.List;
import java.util.stream.Gatherer;
import java.util.stream.Gatherers;
import java.util.stream.Stream;
import support.Rig;

/** Streams with gatherers, the library's and one's own. */
public final class StreamGatherers {
  private StreamGatherers() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("stream-gatherers"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      reportsWindows(table);
      acceptsWindowsOfOwn(table);
      reportsSlidingWindows(table);
      reportsMapConcurrent(table);
      reportsFold(table);
      reportsScan(table);
      reportsOwnGatherer(table);
      acceptsOwnGathererThatReplaces(table);
      reportsStatefulGatherer(table);
      reportsComposed(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void reportsWindows(SgTable table) {
    List<List<SgTable>> windows =
        Stream.of(table, table).gather(Gatherers.windowFixed(2)).toList();
    SgTable some = windows.get(0).get(1);
    Rig.check(some.pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsWindowsOfOwn(SgTable table) {
    long windows = Stream.of(table).gather(Gatherers.windowFixed(2)).count();
    List<List<SgTable>> ours =
        Stream.of(Rig.ownTable()).gather(Gatherers.windowFixed(2)).toList();
    Rig.check(ours.get(0).get(0).pages().length == 4 && windows == 1, "four pages");
  }

  private static void reportsSlidingWindows(SgTable table) {
    Stream.of(table, table)
        .gather(Gatherers.windowSliding(2))
        .forEach(
            window ->
                Rig.check(
                    window.get(0).pages().length == 4, "four")); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsMapConcurrent(SgTable table) {
    List<Scatterlist> entries =
        Stream.of(table).gather(Gatherers.mapConcurrent(2, SgTable::firstEntry)).toList();
    Rig.check(entries.get(0).page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsFold(SgTable table) {
    SgTable last =
        Stream.of(table)
            .gather(Gatherers.fold(() -> Rig.ownTable(), (SgTable before, SgTable some) -> some))
            .findFirst()
            .orElseThrow();
    Rig.check(last.pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsScan(SgTable table) {
    List<SgTable> all =
        Stream.of(table)
            .gather(Gatherers.scan(() -> Rig.ownTable(), (SgTable before, SgTable some) -> some))
            .toList();
    Rig.check(all.get(0).pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsOwnGatherer(SgTable table) {
    Gatherer<SgTable, ?, Scatterlist> entries =
        Gatherer.of(
            (_, some, downstream) -> {
              Rig.check(some.pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
              return downstream.push(some.firstEntry());
            });
    Scatterlist first = Stream.of(table).gather(entries).findFirst().orElseThrow();
    Rig.check(first.page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsOwnGathererThatReplaces(SgTable table) {
    Gatherer<SgTable, ?, SgTable> replacing =
        Gatherer.of((_, _, downstream) -> downstream.push(Rig.ownTable()));
    SgTable ours = Stream.of(table).gather(replacing).findFirst().orElseThrow();
    Rig.check(ours.pages().length == 4, "four pages");
  }

  private static void reportsStatefulGatherer(SgTable table) {
    Gatherer<SgTable, SgTable[], SgTable> last =
        Gatherer.ofSequential(
            () -> new SgTable[1],
            (held, some, _) -> {
              held[0] = some;
              return true;
            },
            (held, downstream) -> downstream.push(held[0]));
    SgTable some = Stream.of(table).gather(last).findFirst().orElseThrow();
    Rig.check(some.pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsComposed(SgTable table) {
    Gatherer<SgTable, ?, List<SgTable>> windows = Gatherers.windowFixed(1);
    Gatherer<List<SgTable>, ?, SgTable> firsts =
        Gatherer.of((_, window, downstream) -> downstream.push(window.get(0)));
    SgTable some = Stream.of(table).gather(windows.andThen(firsts)).toList().get(0);
    Rig.check(some.pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
  }
}
