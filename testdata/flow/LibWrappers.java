package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import support.Rig;

/** Sets and the wrappers and views of {@code Collections}, {@code List.of} and their kin. */
public final class LibWrappers {
  private LibWrappers() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("lib-wrappers"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      reportsUnmodifiableList(table);
      reportsSynchronizedList(table);
      reportsSingleton(table);
      reportsNCopies(table);
      reportsListOf(table);
      reportsListCopyOf(table);
      reportsSetOf(table);
      reportsHashSet(table);
      reportsTreeSet(table);
      reportsUnmodifiableMap(table);
      reportsCheckedAndReversed(table);
      reportsMaxAndMin(table);
      reportsEnumeration(table);
      reportsCollectionsAddAll(table);
      reportsUnmodifiableCollectionOfValues(table);
      acceptsWrappedOwnTables(table);
      acceptsEmptyWrappers(table);
      reportsNestedWrappers(table);
      reportsSwap(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void reportsUnmodifiableList(SgTable table) {
    List<SgTable> inner = new ArrayList<>();
    List<SgTable> view = Collections.unmodifiableList(inner);
    inner.add(table);
    Rig.check(view.get(0).firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsSynchronizedList(SgTable table) {
    List<SgTable> tables = Collections.synchronizedList(new ArrayList<>());
    tables.add(table);
    Rig.check(tables.get(0).firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsSingleton(SgTable table) {
    for (SgTable each : Collections.singleton(table)) {
      Rig.check(each.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
    SgTable only = Collections.singletonMap("scanout", table).get("scanout");
    Rig.check(only.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsNCopies(SgTable table) {
    List<SgTable> copies = Collections.nCopies(3, table);
    Rig.check(copies.get(2).firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsListOf(SgTable table) {
    List<SgTable> two = List.of(Rig.ownTable(), table);
    Rig.check(two.get(1).firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    List<Object> many = List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, table);
    SgTable last = (SgTable) many.get(11);
    Rig.check(last.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsListCopyOf(SgTable table) {
    List<SgTable> copy = List.copyOf(Arrays.asList(table, table));
    Rig.check(copy.get(1).firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsSetOf(SgTable table) {
    Set<Scatterlist> set = Set.of(table.firstEntry());
    Scatterlist only = set.iterator().next();
    Rig.check(only.page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsHashSet(SgTable table) {
    Set<SgTable> live = new HashSet<>();
    live.add(table);
    for (SgTable each : live) {
      Rig.check(each.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void reportsTreeSet(SgTable table) {
    NavigableSet<Scatterlist> sorted =
        new TreeSet<>(Comparator.comparingLong(Scatterlist::dmaAddress));
    for (Scatterlist entry : table) {
      sorted.add(entry);
    }
    Rig.check(sorted.first().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    Rig.check(sorted.pollLast().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    Rig.check(
        sorted.descendingSet().first().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsUnmodifiableMap(SgTable table) {
    Map<String, SgTable> inner = new HashMap<>();
    inner.put("scanout", table);
    Map<String, SgTable> view = Collections.unmodifiableMap(inner);
    Rig.check(
        view.get("scanout").firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsCheckedAndReversed(SgTable table) {
    List<SgTable> tables = Collections.checkedList(new ArrayList<>(), SgTable.class);
    tables.add(table);
    tables.add(table);
    Collections.reverse(tables);
    Collections.shuffle(tables);
    Rig.check(tables.get(0).firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsMaxAndMin(SgTable table) {
    List<SgTable> tables = List.of(Rig.ownTable(1), table);
    SgTable largest = Collections.max(tables, Comparator.comparingInt(SgTable::nents));
    Rig.check(largest.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsEnumeration(SgTable table) {
    Enumeration<SgTable> walk = Collections.enumeration(List.of(table));
    while (walk.hasMoreElements()) {
      SgTable each = walk.nextElement();
      Rig.check(each.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void reportsCollectionsAddAll(SgTable table) {
    Collection<SgTable> tables = new ArrayDeque<>();
    Collections.addAll(tables, Rig.ownTable(), table);
    int pages = 0;
    for (SgTable each : tables) {
      pages += each.pages().length; // expect: DMABUF_PAGE_ACCESS
    }
    Rig.check(pages == 8, "eight pages");
  }

  private static void reportsUnmodifiableCollectionOfValues(SgTable table) {
    Map<String, SgTable> inner = new LinkedHashMap<>(Map.of("scanout", table));
    Collection<SgTable> values = Collections.unmodifiableCollection(inner.values());
    SgTable first = values.iterator().next();
    Rig.check(first.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsWrappedOwnTables(SgTable table) {
    List<SgTable> imported = Collections.unmodifiableList(List.of(table));
    List<SgTable> own = Collections.unmodifiableList(List.of(Rig.ownTable()));
    Rig.check(imported.size() == own.size(), "one each");
    Rig.check(own.get(0).firstEntry().page() != null, "a page");
  }

  private static void acceptsEmptyWrappers(SgTable table) {
    List<SgTable> none = Collections.emptyList();
    for (SgTable each : none) {
      Rig.check(each == table, "never");
    }
    Map<String, SgTable> empty = Collections.emptyMap();
    SgTable own = empty.getOrDefault("scanout", Rig.ownTable());
    Rig.check(own.firstEntry().page() != null, "a page");
  }

  private static void reportsNestedWrappers(SgTable table) {
    Collection<SgTable> nested =
        Collections.unmodifiableCollection(
            Collections.synchronizedCollection(new ArrayList<>(Arrays.asList(table))));
    for (SgTable each : nested) {
      Rig.check(each.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void reportsSwap(SgTable table) {
    List<SgTable> tables = Arrays.asList(table, Rig.ownTable());
    Collections.swap(tables, 0, 1);
    Rig.check(tables.get(1).firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }
}
