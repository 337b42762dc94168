package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Page;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import support.Rig;

/** Streams over tables and entries: intermediate steps, terminal steps, parallel and nested. */
public final class LibStreams {
  private record Named(String name, SgTable table) {}

  private LibStreams() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("lib-streams"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      reportsMap(table);
      reportsLambda(table);
      reportsFilterAndFindFirst(table);
      reportsPeek(table);
      reportsForEach(table);
      reportsFlatMap(table);
      reportsStreamSupport(table);
      reportsReduce(table);
      reportsReduceWithIdentity(table);
      reportsCollectToList(table);
      reportsToList(table);
      reportsToArray(table);
      reportsCollectToMap(table);
      reportsGroupingBy(table);
      reportsMapToLong(table);
      reportsParallel(table);
      reportsIterate(table);
      reportsGenerate(table);
      reportsSortedLimitSkip(table);
      reportsAnyMatch(table);
      reportsIteratorOfStream(table);
      reportsIndexStream(table);
      reportsConcat(table);
      reportsMapMulti(table);
      reportsStreamKeptInVariable(table);
      acceptsDmaSide(table);
      acceptsOwnTables(table);
      acceptsMappedToOwn(table);
      acceptsCountAndNames(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static List<Scatterlist> entries(SgTable table) {
    List<Scatterlist> entries = new ArrayList<>();
    for (Scatterlist entry : table) {
      entries.add(entry);
    }
    return entries;
  }

  private static void reportsMap(SgTable table) {
    Stream<Page> pages =
        entries(table).stream().map(Scatterlist::page); // expect: DMABUF_PAGE_ACCESS
    Rig.check(pages.filter(Objects::nonNull).count() == 4, "four pages");
  }

  private static void reportsLambda(SgTable table) {
    List<Page> pages =
        Stream.of(table)
            .map(t -> t.firstEntry())
            .map(e -> e.page()) // expect: DMABUF_PAGE_ACCESS
            .collect(Collectors.toList());
    Rig.check(pages.size() == 1, "a page");
  }

  private static void reportsFilterAndFindFirst(SgTable table) {
    Scatterlist found =
        entries(table).stream().filter(e -> e.dmaLength() > 0).findFirst().orElseThrow();
    Rig.check(found.page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsPeek(SgTable table) {
    int[] pages = new int[1];
    long count =
        Stream.of(table, table)
            .peek(t -> pages[0] += t.pages().length) // expect: DMABUF_PAGE_ACCESS
            .filter(t -> t.nents() > 0)
            .count();
    Rig.check(count == 2 && pages[0] == 8, "four pages, twice");
  }

  private static void reportsForEach(SgTable table) {
    entries(table).stream()
        .forEach(
            entry -> {
              Page page = entry.page(); // expect: DMABUF_PAGE_ACCESS
              Rig.check(page != null, "a page");
            });
  }

  private static void reportsFlatMap(SgTable table) {
    Stream<Scatterlist> all = Stream.of(table, table).flatMap(t -> entries(t).stream());
    Stream<Page> touched = all.map(Scatterlist::page); // expect: DMABUF_PAGE_ACCESS
    List<Page> pages = touched.collect(Collectors.toList());
    Rig.check(pages.size() == 8, "four pages, twice");
  }

  private static void reportsStreamSupport(SgTable table) {
    Stream<Scatterlist> all = StreamSupport.stream(table.spliterator(), false);
    LongStream addresses = all.mapToLong(Scatterlist::virtualAddress); // expect: DMABUF_PAGE_ACCESS
    Rig.check(addresses.sum() != 0, "addresses");
  }

  private static void reportsReduce(SgTable table) {
    Scatterlist last = entries(table).stream().reduce((a, b) -> b).get();
    Rig.check(last.page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsReduceWithIdentity(SgTable table) {
    SgTable largest =
        Stream.of(Rig.ownTable(1), table)
            .reduce(Rig.ownTable(2), (a, b) -> a.nents() >= b.nents() ? a : b);
    Rig.check(largest.pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsCollectToList(SgTable table) {
    List<SgTable> kept = Stream.of(table).collect(Collectors.toList());
    Rig.check(kept.get(0).firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsToList(SgTable table) {
    List<Scatterlist> heads = Stream.of(table).map(SgTable::firstEntry).toList();
    Rig.check(heads.get(0).page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsToArray(SgTable table) {
    Scatterlist[] array = entries(table).stream().toArray(Scatterlist[]::new);
    Rig.check(array[0].page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    Object[] objects = Stream.of(table).toArray();
    SgTable first = (SgTable) objects[0];
    Rig.check(first.pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsCollectToMap(SgTable table) {
    Map<String, SgTable> byName =
        Stream.of(new Named("scanout", table)).collect(Collectors.toMap(Named::name, Named::table));
    Rig.check(
        byName.get("scanout").firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsGroupingBy(SgTable table) {
    Map<Long, List<Scatterlist>> byLength =
        entries(table).stream().collect(Collectors.groupingBy(Scatterlist::dmaLength));
    for (List<Scatterlist> group : byLength.values()) {
      Scatterlist first = group.get(0);
      Rig.check(first.page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void reportsMapToLong(SgTable table) {
    long highest =
        entries(table).stream()
            .mapToLong(e -> e.physicalAddress()) // expect: DMABUF_PAGE_ACCESS
            .max()
            .getAsLong();
    Rig.check(highest != 0, "an address");
  }

  private static void reportsParallel(SgTable table) {
    Stream<Page> touched =
        entries(table).parallelStream().map(Scatterlist::page); // expect: DMABUF_PAGE_ACCESS
    List<Page> pages = touched.collect(Collectors.toCollection(ArrayList::new));
    Rig.check(pages.size() == 4, "four pages");
  }

  private static void reportsIterate(SgTable table) {
    Stream<Scatterlist> walk =
        Stream.iterate(table.firstEntry(), e -> e.isLast() ? null : e.next());
    Stream<Scatterlist> all = walk.takeWhile(Objects::nonNull);
    Rig.check(all.map(Scatterlist::page).count() == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsGenerate(SgTable table) {
    SgTable any = Stream.generate(() -> table).limit(1).findAny().get();
    Rig.check(any.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsSortedLimitSkip(SgTable table) {
    Scatterlist second =
        entries(table).stream()
            .sorted(Comparator.comparingLong(Scatterlist::dmaAddress))
            .distinct()
            .skip(1)
            .limit(1)
            .collect(Collectors.reducing(null, (a, b) -> b));
    Rig.check(second.page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsAnyMatch(SgTable table) {
    boolean any =
        entries(table).stream().anyMatch(e -> e.page() != null); // expect: DMABUF_PAGE_ACCESS
    Rig.check(any, "a page");
  }

  private static void reportsIteratorOfStream(SgTable table) {
    Iterator<Scatterlist> walk = entries(table).stream().iterator();
    Scatterlist first = walk.next();
    Rig.check(first.page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsIndexStream(SgTable table) {
    List<Scatterlist> list = entries(table);
    Stream<Scatterlist> all = IntStream.range(0, list.size()).mapToObj(list::get);
    Stream<Page> touched = all.map(Scatterlist::page); // expect: DMABUF_PAGE_ACCESS
    List<Page> pages = touched.collect(Collectors.toList());
    Rig.check(pages.size() == 4, "four pages");
  }

  private static void reportsConcat(SgTable table) {
    Stream<SgTable> both = Stream.concat(Stream.of(Rig.ownTable()), Stream.of(table));
    int pages = both.mapToInt(t -> t.pages().length).sum(); // expect: DMABUF_PAGE_ACCESS
    Rig.check(pages == 8, "eight pages");
  }

  private static void reportsMapMulti(SgTable table) {
    List<Scatterlist> all = Stream.of(table).<Scatterlist>mapMulti(Iterable::forEach).toList();
    Rig.check(all.get(3).page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsStreamKeptInVariable(SgTable table) {
    Stream<SgTable> source = Stream.of(table);
    Stream<Scatterlist> heads = source.map(SgTable::firstEntry);
    Stream<Page> pages = heads.map(Scatterlist::page); // expect: DMABUF_PAGE_ACCESS
    Rig.check(pages.findFirst().isPresent(), "a page");
  }

  private static void acceptsDmaSide(SgTable table) {
    long bytes = entries(table).stream().mapToLong(Scatterlist::dmaLength).sum();
    Rig.check(bytes == Rig.FRAME_BYTES, "the whole frame");
  }

  private static void acceptsOwnTables(SgTable table) {
    int imported = Stream.of(table).mapToInt(SgTable::nents).sum();
    int own = Stream.of(Rig.ownTable()).mapToInt(t -> t.pages().length).sum();
    Rig.check(imported == own, "as many");
  }

  private static void acceptsMappedToOwn(SgTable table) {
    List<Page> pages =
        entries(table).stream()
            .map(e -> Rig.ownTable((int) (e.dmaLength() / Rig.PAGE_SIZE)).firstEntry())
            .map(Scatterlist::page)
            .collect(Collectors.toList());
    Rig.check(pages.size() == 4, "a page an entry");
  }

  private static void acceptsCountAndNames(SgTable table) {
    String names =
        Stream.of(new Named("scanout", table)).map(Named::name).collect(Collectors.joining(","));
    Rig.check(names.equals("scanout"), "one name");
  }
}
