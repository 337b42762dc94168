package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Page;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedList;
import java.util.List;
import java.util.ListIterator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Stack;
import support.Rig;

/** Lists, deques and stacks, read by index, iterator, loop, sublist, array and forEach. */
public final class LibLists {
  private LibLists() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("lib-lists"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      reportsGet(table);
      acceptsGetOfOtherList(table);
      reportsForLoop(table);
      reportsIterator(table);
      reportsListIteratorBackwards(table);
      reportsSubList(table);
      reportsToArray(table);
      reportsTypedToArray(table);
      reportsForEach(table);
      acceptsForEachOfOwn(table);
      reportsRemoved(table);
      reportsSet(table);
      reportsAddAll(table);
      reportsCopyConstructor(table);
      reportsLinkedList(table);
      reportsDeque(table);
      reportsStack(table);
      reportsPriorityQueue(table);
      reportsReplaceAll(table);
      reportsListOfLists(table);
      acceptsListOfDmaAddresses(table);
      reportsSortedEntries(table);
      acceptsSizeAndContains(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void reportsGet(SgTable table) {
    List<SgTable> tables = new ArrayList<>();
    tables.add(table);
    Rig.check(tables.get(0).firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsGetOfOtherList(SgTable table) {
    List<SgTable> imported = new ArrayList<>();
    List<SgTable> own = new ArrayList<>();
    imported.add(table);
    own.add(Rig.ownTable());
    Rig.check(imported.size() == own.size(), "one each");
    Rig.check(own.get(0).firstEntry().page() != null, "a page");
  }

  private static void reportsForLoop(SgTable table) {
    List<Object> things = new ArrayList<>();
    things.add("scanout");
    things.add(table);
    for (Object thing : things) {
      if (thing instanceof SgTable each) {
        Rig.check(each.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
      }
    }
  }

  private static void reportsIterator(SgTable table) {
    List<Scatterlist> entries = new ArrayList<>();
    table.forEach(entries::add);
    Iterator<Scatterlist> walk = entries.iterator();
    while (walk.hasNext()) {
      Scatterlist entry = walk.next();
      Rig.check(entry.page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
      walk.remove();
    }
  }

  private static void reportsListIteratorBackwards(SgTable table) {
    List<SgTable> tables = new LinkedList<>();
    tables.add(table);
    ListIterator<SgTable> walk = tables.listIterator(tables.size());
    while (walk.hasPrevious()) {
      SgTable each = walk.previous();
      Rig.check(each.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void reportsSubList(SgTable table) {
    List<SgTable> tables = new ArrayList<>(List.of(Rig.ownTable(), table));
    List<SgTable> tail = tables.subList(1, 2);
    Rig.check(tail.get(0).firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsToArray(SgTable table) {
    List<SgTable> tables = List.of(table);
    Object[] array = tables.toArray();
    SgTable first = (SgTable) array[0];
    Rig.check(first.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsTypedToArray(SgTable table) {
    List<SgTable> tables = new ArrayList<>();
    tables.add(table);
    SgTable[] array = tables.toArray(new SgTable[0]);
    Rig.check(array[0].firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    SgTable[] again = tables.toArray(SgTable[]::new);
    Rig.check(again[0].firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsForEach(SgTable table) {
    List<SgTable> tables = new ArrayList<>();
    tables.add(table);
    tables.forEach(
        each -> {
          Page first = each.firstEntry().page(); // expect: DMABUF_PAGE_ACCESS
          Rig.check(first != null, "a page");
        });
  }

  private static void acceptsForEachOfOwn(SgTable table) {
    List<SgTable> tables = new ArrayList<>();
    tables.add(Rig.ownTable());
    tables.forEach(each -> Rig.check(each.pages().length == table.nents(), "as many"));
  }

  private static void reportsRemoved(SgTable table) {
    List<SgTable> tables = new ArrayList<>();
    tables.add(table);
    SgTable removed = tables.remove(0);
    Rig.check(removed.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsSet(SgTable table) {
    List<SgTable> tables = new ArrayList<>(List.of(Rig.ownTable()));
    SgTable before = tables.set(0, table);
    Rig.check(before.firstEntry().page() != null, "a page");
    SgTable after = tables.set(0, Rig.ownTable());
    Rig.check(after.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsAddAll(SgTable table) {
    List<SgTable> few = new ArrayList<>();
    few.add(table);
    List<SgTable> many = new ArrayList<>();
    many.addAll(few);
    Rig.check(many.get(0).firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsCopyConstructor(SgTable table) {
    List<SgTable> copy = new ArrayList<>(Collections.singletonList(table));
    Rig.check(copy.get(0).firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsLinkedList(SgTable table) {
    LinkedList<SgTable> tables = new LinkedList<>();
    tables.addFirst(table);
    Rig.check(tables.getLast().firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsDeque(SgTable table) {
    Deque<SgTable> tables = new ArrayDeque<>();
    tables.push(table);
    Rig.check(tables.peek().firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    SgTable polled = tables.pollLast();
    Rig.check(polled.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsStack(SgTable table) {
    Stack<Scatterlist> entries = new Stack<>();
    for (Scatterlist entry : table) {
      entries.push(entry);
    }
    while (!entries.isEmpty()) {
      Scatterlist top = entries.pop();
      Rig.check(top.page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void reportsPriorityQueue(SgTable table) {
    Queue<SgTable> queue = new PriorityQueue<>(Comparator.comparingInt(SgTable::nents));
    queue.add(Rig.ownTable(9));
    queue.offer(table);
    Rig.check(queue.remove().pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsReplaceAll(SgTable table) {
    List<SgTable> tables = new ArrayList<>();
    tables.add(Rig.ownTable());
    tables.replaceAll(old -> table);
    Rig.check(tables.get(0).firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsListOfLists(SgTable table) {
    List<List<SgTable>> planes = new ArrayList<>();
    planes.add(new ArrayList<>());
    planes.get(0).add(table);
    for (List<SgTable> plane : planes) {
      for (SgTable each : plane) {
        Rig.check(each.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
      }
    }
  }

  private static void acceptsListOfDmaAddresses(SgTable table) {
    List<Long> addresses = new ArrayList<>();
    for (Scatterlist entry : table.dmaEntries()) {
      addresses.add(entry.dmaAddress());
    }
    Collections.sort(addresses);
    Rig.check(addresses.get(0) != 0, "an address");
  }

  private static void reportsSortedEntries(SgTable table) {
    List<Scatterlist> entries = new ArrayList<>();
    for (Scatterlist entry : table) {
      entries.add(entry);
    }
    entries.sort(Comparator.comparingLong(Scatterlist::dmaAddress));
    Rig.check(entries.get(0).virtualAddress() != 0, "an address"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsSizeAndContains(SgTable table) {
    List<SgTable> tables = List.of(table);
    Rig.check(tables.contains(table) && tables.indexOf(table) == 0, "the same");
    Object size = tables.size();
    Rig.check(size.equals(1), "one");
  }
}
