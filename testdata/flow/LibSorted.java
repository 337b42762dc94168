package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.SgTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import support.Rig;

/** Sorted maps and sets asked for what is next to a key, and for a part of theirs. */
public final class LibSorted {
  private LibSorted() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("lib-sorted"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      acceptsNeighbours(table);
      reportsNeighbourOfUnknown(table);
      acceptsParts(table);
      acceptsClearedPart(table);
      acceptsConcurrentAndDescending(table);
      acceptsSortedNames(table);
      reportsPartsInOtherOrder(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void acceptsNeighbours(SgTable table) {
    NavigableMap<Integer, SgTable> byOffset = new TreeMap<>();
    byOffset.put(0, Rig.ownTable());
    byOffset.put(100, table);
    byOffset.put(200, Rig.ownTable());
    Rig.check(byOffset.floorEntry(99).getValue().firstEntry().page() != null, "a page");
    Rig.check(byOffset.ceilingEntry(101).getValue().firstEntry().page() != null, "a page");
    Rig.check(byOffset.lowerEntry(100).getValue().firstEntry().page() != null, "a page");
    Rig.check(byOffset.higherEntry(100).getValue().firstEntry().page() != null, "a page");
    SgTable floor = byOffset.floorEntry(150).getValue();
    Rig.check(floor.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    SgTable ceiling = byOffset.ceilingEntry(100).getValue();
    Rig.check(ceiling.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    Rig.check(byOffset.get(byOffset.floorKey(50)).firstEntry().page() != null, "a page");
    SgTable byKey = byOffset.get(byOffset.higherKey(0));
    Rig.check(byKey.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    Map.Entry<Integer, SgTable> none = byOffset.lowerEntry(0);
    if (none != null) {
      Rig.check(table.firstEntry().page() != null, "a page");
    }
  }

  private static void reportsNeighbourOfUnknown(SgTable table) {
    NavigableMap<Integer, SgTable> byOffset = new TreeMap<>();
    byOffset.put(0, Rig.ownTable());
    byOffset.put(100, table);
    int offset = 100 + (int) (System.nanoTime() & 1);
    SgTable floor = byOffset.floorEntry(offset).getValue();
    Rig.check(floor.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    NavigableMap<Integer, SgTable> reversed = new TreeMap<>(Comparator.reverseOrder());
    reversed.putAll(byOffset);
    SgTable next = reversed.floorEntry(50).getValue();
    Rig.check(next.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsParts(SgTable table) {
    NavigableMap<String, SgTable> byName = new TreeMap<>();
    byName.put("a", Rig.ownTable());
    byName.put("m", table);
    byName.put("z", Rig.ownTable());
    for (SgTable each : byName.headMap("m").values()) {
      Rig.check(each.firstEntry().page() != null, "a page");
    }
    for (SgTable each : byName.tailMap("m", false).values()) {
      Rig.check(each.firstEntry().page() != null, "a page");
    }
    for (SgTable each : byName.tailMap("m").values()) {
      Rig.check(each.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
    for (Map.Entry<String, SgTable> each : byName.headMap("m", true).entrySet()) {
      Rig.check(
          each.getValue().firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
    for (Map.Entry<String, SgTable> each : byName.subMap("a", "m").entrySet()) {
      Rig.check(each.getValue().firstEntry().page() != null, "a page");
    }
    SortedMap<String, SgTable> middle = byName.subMap("b", "y");
    SgTable only = middle.get("m");
    Rig.check(only.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    Rig.check(!middle.containsKey("a"), "not in it");
    Rig.check(byName.headMap("m").get("a").firstEntry().page() != null, "a page");
  }

  private static void acceptsClearedPart(SgTable table) {
    TreeMap<Integer, SgTable> byTime = new TreeMap<>();
    byTime.put(1, table);
    byTime.put(2, table);
    byTime.put(3, Rig.ownTable());
    byTime.headMap(3).clear();
    for (SgTable each : byTime.values()) {
      Rig.check(each.firstEntry().page() != null, "a page");
    }
    byTime.put(9, table);
    byTime.tailMap(4).put(5, Rig.ownTable());
    Rig.check(byTime.get(5).firstEntry().page() != null, "a page");
    byTime.headMap(4).clear();
    SgTable last = byTime.lastEntry().getValue();
    Rig.check(last.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsConcurrentAndDescending(SgTable table) {
    ConcurrentSkipListMap<Integer, SgTable> byPriority = new ConcurrentSkipListMap<>();
    byPriority.put(1, table);
    byPriority.put(9, Rig.ownTable());
    Rig.check(byPriority.ceilingEntry(2).getValue().firstEntry().page() != null, "a page");
    SgTable lowest = byPriority.floorEntry(5).getValue();
    Rig.check(lowest.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    Rig.check(byPriority.descendingMap().firstEntry().getValue().firstEntry().page() != null, "");
  }

  private static void acceptsSortedNames(SgTable table) {
    NavigableSet<String> names = new TreeSet<>(List.of("own", "camera"));
    Map<String, SgTable> tables = Map.of("camera", table, "own", Rig.ownTable());
    SgTable first = tables.get(names.first());
    Rig.check(first.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    Rig.check(tables.get(names.last()).firstEntry().page() != null, "a page");
    Rig.check(tables.get(names.ceiling("d")).firstEntry().page() != null, "a page");
    SgTable lower = tables.get(names.lower("own"));
    Rig.check(lower.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    List<SgTable> behind = new ArrayList<>();
    for (String name : names.tailSet("own")) {
      behind.add(tables.get(name));
    }
    Rig.check(behind.get(0).firstEntry().page() != null, "a page");
  }

  private static void reportsPartsInOtherOrder(SgTable table) {
    NavigableMap<Integer, SgTable> reversed = new TreeMap<>(Comparator.reverseOrder());
    reversed.put(1, table);
    reversed.put(9, Rig.ownTable());
    for (SgTable each : reversed.tailMap(5).values()) {
      Rig.check(each.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
    NavigableMap<Integer, SgTable> natural = new TreeMap<>(Map.of(1, table, 9, Rig.ownTable()));
    for (SgTable each : natural.descendingMap().tailMap(5, true).values()) {
      Rig.check(each.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
    SgTable lower = natural.descendingMap().higherEntry(9).getValue();
    Rig.check(lower.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    SgTable last = natural.tailMap(0, false).headMap(9, false).lastEntry().getValue();
    Rig.check(last.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    Rig.check(natural.descendingMap().firstEntry().getValue().firstEntry().page() != null, "");
    SgTable first = new TreeMap<>(natural.descendingMap()).lastEntry().getValue();
    Rig.check(first.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }
}
