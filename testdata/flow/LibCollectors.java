package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import support.Rig;

/** Collectors: the built-in ones, combined and hand-made. */
public final class LibCollectors {
  private record Plane(String name, SgTable table) {}

  private LibCollectors() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("lib-collectors"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      reportsPartitioning(table);
      reportsMapping(table);
      reportsCollectingAndThen(table);
      reportsTeeing(table);
      reportsToMapWithMerge(table);
      reportsGroupingToMap(table);
      reportsReducing(table);
      reportsMaxBy(table);
      reportsCollectorOf(table);
      reportsThreeArgumentCollect(table);
      reportsFlatMapping(table);
      reportsToUnmodifiableList(table);
      acceptsCollectedOwn(table);
      acceptsCountingAndJoining(table);
      acceptsSummingLengths(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static Stream<Plane> planes(SgTable table) {
    return Stream.of(new Plane("scanout", table));
  }

  private static void reportsPartitioning(SgTable table) {
    Map<Boolean, List<SgTable>> parts =
        Stream.of(table).collect(Collectors.partitioningBy(t -> t.nents() > 2));
    SgTable large = parts.get(true).get(0);
    Rig.check(large.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsMapping(SgTable table) {
    List<SgTable> tables =
        planes(table).collect(Collectors.mapping(Plane::table, Collectors.toList()));
    Rig.check(tables.get(0).firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsCollectingAndThen(SgTable table) {
    SgTable only =
        Stream.of(table)
            .collect(Collectors.collectingAndThen(Collectors.toList(), list -> list.get(0)));
    Rig.check(only.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsTeeing(SgTable table) {
    Plane plane =
        Stream.of(table)
            .collect(
                Collectors.teeing(
                    Collectors.counting(),
                    Collectors.reducing(null, (a, b) -> b),
                    (count, last) -> new Plane("of " + count, last)));
    Rig.check(plane.table().firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsToMapWithMerge(SgTable table) {
    Map<String, SgTable> byName =
        Stream.concat(planes(Rig.ownTable()), planes(table))
            .collect(Collectors.toMap(Plane::name, Plane::table, (a, b) -> b, TreeMap::new));
    SgTable found = byName.get("scanout");
    Rig.check(found.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsGroupingToMap(SgTable table) {
    Map<String, Set<SgTable>> byName =
        planes(table)
            .collect(
                Collectors.groupingBy(
                    Plane::name, Collectors.mapping(Plane::table, Collectors.toSet())));
    for (SgTable each : byName.get("scanout")) {
      Rig.check(each.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void reportsReducing(SgTable table) {
    Optional<SgTable> last = Stream.of(table).collect(Collectors.reducing((a, b) -> b));
    Rig.check(last.get().firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsMaxBy(SgTable table) {
    Optional<SgTable> largest =
        Stream.of(table).collect(Collectors.maxBy(Comparator.comparingInt(SgTable::nents)));
    Rig.check(largest.get().firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsCollectorOf(SgTable table) {
    Collector<SgTable, SgTable[], SgTable> last =
        Collector.of(() -> new SgTable[1], (slot, t) -> slot[0] = t, (a, b) -> b, slot -> slot[0]);
    SgTable found = Stream.of(table).collect(last);
    Rig.check(found.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsThreeArgumentCollect(SgTable table) {
    List<SgTable> list = Stream.of(table).collect(ArrayList::new, List::add, List::addAll);
    Rig.check(list.get(0).firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsFlatMapping(SgTable table) {
    List<Scatterlist> entries =
        Stream.of(table)
            .collect(
                Collectors.flatMapping(
                    t -> StreamSupport.stream(t.spliterator(), false), Collectors.toList()));
    Rig.check(entries.get(2).page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsToUnmodifiableList(SgTable table) {
    List<SgTable> fixed = Stream.of(table).collect(Collectors.toUnmodifiableList());
    SgTable first = fixed.iterator().next();
    Rig.check(first.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsCollectedOwn(SgTable table) {
    List<SgTable> theirs = planes(table).map(Plane::table).collect(Collectors.toList());
    List<SgTable> ours = planes(Rig.ownTable()).map(Plane::table).collect(Collectors.toList());
    Rig.check(theirs.get(0) != ours.get(0), "two tables");
    Rig.check(ours.get(0).firstEntry().page() != null, "a page");
  }

  private static void acceptsCountingAndJoining(SgTable table) {
    long count = Stream.of(table).collect(Collectors.counting());
    String names = planes(table).map(Plane::name).collect(Collectors.joining());
    Rig.check(count == 1 && names.equals("scanout"), "one plane");
  }

  private static void acceptsSummingLengths(SgTable table) {
    long bytes =
        StreamSupport.stream(table.dmaEntries().spliterator(), false)
            .collect(Collectors.summingLong(Scatterlist::dmaLength));
    Rig.check(bytes == Rig.FRAME_BYTES, "the whole frame");
  }
}
