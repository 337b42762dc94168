package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.SgTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import support.Rig;

/** Streams of few elements in their order, numbers as indices, reversed orders, attempts. */
public final class LibSequences {
  private LibSequences() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("lib-sequences"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      reportsPlaceOfMapped(table);
      acceptsPlaceOfMapped(table);
      reportsPlaceOfCollected(table);
      acceptsPlaceOfCollected(table);
      acceptsSkipped(table);
      reportsNotSkipped(table);
      acceptsFirstOfFiltered(table);
      reportsLastOfReduced(table);
      acceptsLastOfReduced(table);
      reportsFlattened(table);
      acceptsFlattened(table);
      reportsRange(table);
      acceptsRange(table);
      acceptsNumbers(table);
      reportsFilledByRange(table);
      reportsWindows(table);
      acceptsWindows(table);
      acceptsCountedInOrder(table);
      reportsTailInReverse(table);
      acceptsTailInReverse(table);
      acceptsRemovedFromCollected(table);
      reportsSecondAttempt(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private record Pad(String name, SgTable table) {
    Pad renamed(String other) {
      return new Pad(other, table);
    }
  }

  private static void reportsPlaceOfMapped(SgTable table) {
    List<Pad> pads = List.of(new Pad("src", Rig.ownTable()), new Pad("sink", table));
    List<Pad> renamed = pads.stream().map(p -> p.renamed(p.name() + "0")).toList();
    SgTable second = renamed.get(1).table();
    Rig.check(second.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsPlaceOfMapped(SgTable table) {
    List<Pad> pads = List.of(new Pad("src", Rig.ownTable()), new Pad("sink", table));
    List<Pad> renamed = pads.stream().map(p -> p.renamed(p.name() + "0")).toList();
    Rig.check(renamed.get(0).table().firstEntry().page() != null, "a page");
  }

  private static void reportsPlaceOfCollected(SgTable table) {
    Stream<SgTable> all = Stream.concat(Stream.of(Rig.ownTable()), Stream.of(table));
    List<SgTable> tables = all.collect(Collectors.toList());
    Rig.check(tables.get(1).firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsPlaceOfCollected(SgTable table) {
    Stream<SgTable> all = Stream.concat(Stream.of(Rig.ownTable()), Stream.of(table));
    SgTable[] tables = all.toArray(SgTable[]::new);
    Rig.check(tables[0].firstEntry().page() != null, "a page");
  }

  private static void acceptsSkipped(SgTable table) {
    Stream<SgTable> tables = Stream.of(table, Rig.ownTable()).skip(1);
    tables.forEach(t -> Rig.check(t.firstEntry().page() != null, "a page"));
  }

  private static void reportsNotSkipped(SgTable table) {
    SgTable[] tables = {table, Rig.ownTable()};
    Arrays.stream(tables)
        .limit(1)
        .forEach(
            t -> {
              Rig.check(t.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
            });
  }

  private static void acceptsFirstOfFiltered(SgTable table) {
    SgTable own = Stream.of(table, Rig.ownTable()).filter(t -> t != table).findFirst().get();
    Rig.check(own.firstEntry().page() != null, "a page");
  }

  private static void reportsLastOfReduced(SgTable table) {
    SgTable last = Stream.of(Rig.ownTable(), table).reduce((a, b) -> b).get();
    Rig.check(last.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsLastOfReduced(SgTable table) {
    SgTable last = Stream.of(table, Rig.ownTable()).reduce((a, b) -> b).get();
    Rig.check(last.firstEntry().page() != null, "a page");
  }

  private static void reportsFlattened(SgTable table) {
    List<List<SgTable>> frames = List.of(List.of(Rig.ownTable()), List.of(Rig.ownTable(), table));
    List<SgTable> planes = frames.stream().flatMap(List::stream).toList();
    Rig.check(planes.get(2).firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsFlattened(SgTable table) {
    List<List<SgTable>> frames = List.of(List.of(Rig.ownTable()), List.of(Rig.ownTable(), table));
    List<SgTable> planes = frames.stream().flatMap(List::stream).toList();
    Rig.check(planes.get(1).firstEntry().page() != null, "a page");
  }

  private static void reportsRange(SgTable table) {
    SgTable[] slots = {Rig.ownTable(), table};
    IntStream.rangeClosed(1, 1)
        .mapToObj(i -> slots[i])
        .forEach(
            t -> {
              Rig.check(t.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
            });
  }

  private static void acceptsRange(SgTable table) {
    SgTable[] slots = {Rig.ownTable(), table};
    List<SgTable> own = IntStream.range(0, 1).mapToObj(i -> slots[i]).toList();
    Rig.check(own.get(0).firstEntry().page() != null, "a page");
  }

  private static void acceptsNumbers(SgTable table) {
    List<SgTable> slots = List.of(Rig.ownTable(), table, Rig.ownTable());
    IntStream even = IntStream.of(0, 1).map(i -> 2 * i);
    even.boxed().map(slots::get).forEach(t -> Rig.check(t.firstEntry().page() != null, "a page"));
  }

  private static void reportsFilledByRange(SgTable table) {
    SgTable[] ring = new SgTable[3];
    IntStream.range(0, ring.length).forEach(i -> ring[i] = i == 1 ? table : Rig.ownTable());
    Rig.check(ring[0].firstEntry().page() != null, "a page");
    Rig.check(ring[1].firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static List<List<SgTable>> windows(List<SgTable> frames) {
    return IntStream.rangeClosed(0, frames.size() - 2)
        .mapToObj(i -> frames.subList(i, i + 2))
        .collect(Collectors.toList());
  }

  private static void reportsWindows(SgTable table) {
    List<SgTable> frames = List.of(Rig.ownTable(), Rig.ownTable(), table);
    SgTable last = windows(frames).get(1).get(1);
    Rig.check(last.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsWindows(SgTable table) {
    List<SgTable> frames = List.of(Rig.ownTable(), Rig.ownTable(), table);
    SgTable middle = windows(frames).get(1).get(0);
    Rig.check(middle.firstEntry().page() != null, "a page");
  }

  private static void acceptsCountedInOrder(SgTable table) {
    SgTable[] slots = new SgTable[2];
    int[] next = new int[1];
    Stream.of(Rig.ownTable(), table).forEach(t -> slots[next[0]++] = t);
    Rig.check(slots[0].firstEntry().page() != null, "a page");
  }

  private static void reportsTailInReverse(SgTable table) {
    SortedMap<String, SgTable> names = new TreeMap<>(Comparator.reverseOrder());
    names.put("a", table);
    names.put("z", Rig.ownTable());
    SgTable tail = names.get(names.tailMap("m").firstKey());
    Rig.check(tail.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsTailInReverse(SgTable table) {
    SortedMap<String, SgTable> names = new TreeMap<>(Collections.reverseOrder());
    names.put("a", Rig.ownTable());
    names.put("z", table);
    for (SgTable tail : names.tailMap("m").values()) {
      Rig.check(tail.firstEntry().page() != null, "a page");
    }
  }

  private static void acceptsRemovedFromCollected(SgTable table) {
    Set<SgTable> live = Stream.of(table).collect(Collectors.toCollection(LinkedHashSet::new));
    Iterator<SgTable> walk = live.iterator();
    Rig.check(walk.next().nents() == 4, "four entries");
    walk.remove();
    live.add(Rig.ownTable());
    Rig.check(new ArrayList<>(live).get(0).firstEntry().page() != null, "a page");
  }

  private static SgTable attempt(Callable<SgTable> action) {
    for (int i = 0; i < 2; i++) {
      try {
        return action.call();
      } catch (Exception e) {
        Rig.check(i == 0, "the second attempt fails");
      }
    }
    throw new IllegalStateException("no table");
  }

  private static void reportsSecondAttempt(SgTable table) {
    Iterator<SgTable> answers = Arrays.asList(null, table).iterator();
    SgTable got = attempt(() -> Objects.requireNonNull(answers.next()));
    Rig.check(got.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }
}
