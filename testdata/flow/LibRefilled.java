package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.Stack;
import java.util.Vector;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.Stream;
import support.Rig;

/**
 * Containers that are emptied and filled again, seen backwards, in part, as arrays and as of old.
 */
public final class LibRefilled {
  /** Keeps two tables and remembers what fell out. */
  private static final class Recent extends LinkedHashMap<Integer, SgTable> {
    private static final long serialVersionUID = 1L;
    private transient SgTable dropped;

    Recent() {
      super(4, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<Integer, SgTable> eldest) {
      if (size() > 2) {
        dropped = eldest.getValue();
        return true;
      }
      return false;
    }
  }

  private LibRefilled() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("lib-refilled"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      acceptsStackAfterLoop(table);
      reportsStackInLoop(table);
      acceptsQueueAfterPoll(table);
      reportsQueueBeforePoll(table);
      acceptsFrontFromBehind(table);
      reportsBackFromBehind(table);
      acceptsRemovedFromBehind(table);
      reportsPartOfArray(table);
      acceptsPartOfArray(table);
      reportsTypedArray(table);
      acceptsTypedArray(table);
      reportsPartOfList(table);
      acceptsPartOfList(table);
      reportsRotated(table);
      acceptsRotated(table);
      reportsSnapshot(table);
      acceptsAfterSnapshot(table);
      reportsEnumeration(table);
      acceptsEnumeration(table);
      reportsDropped(table);
      acceptsDropped(table);
      reportsKeysInSet(table);
      acceptsValuesWithKeysInSet(table);
      acceptsReplacedIfSame(table);
      reportsReplacedIfSame(table);
      acceptsReplacedIfThere(table);
      reportsFirstUpdate(table);
      acceptsIdentityOfReduce(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void acceptsStackAfterLoop(SgTable table) {
    Stack<Scatterlist> walk = new Stack<>();
    table.forEach(walk::push);
    while (!walk.empty()) {
      Rig.check(walk.pop().dmaLength() > 0, "a length");
    }
    walk.push(Rig.ownTable().firstEntry());
    Rig.check(walk.peek().page() != null, "a page");
  }

  private static void reportsStackInLoop(SgTable table) {
    Deque<Scatterlist> walk = new ArrayDeque<>();
    table.forEach(walk::push);
    while (!walk.isEmpty()) {
      Rig.check(walk.pop().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void acceptsQueueAfterPoll(SgTable table) {
    Queue<Scatterlist> entries = new LinkedBlockingQueue<>();
    table.forEach(entries::add);
    for (Scatterlist e = entries.poll(); e != null; e = entries.poll()) {
      Rig.check(e.dmaAddress() != 0, "an address");
    }
    entries.add(Rig.ownTable().firstEntry());
    Rig.check(entries.remove().page() != null, "a page");
  }

  private static void reportsQueueBeforePoll(SgTable table) {
    Queue<Scatterlist> entries = new ArrayDeque<>();
    table.forEach(entries::add);
    Scatterlist first = entries.poll();
    entries.add(Rig.ownTable().firstEntry());
    Rig.check(first.page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    Rig.check(entries.remove().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsFrontFromBehind(SgTable table) {
    Iterator<SgTable> back = new ArrayDeque<>(List.of(Rig.ownTable(), table)).descendingIterator();
    Rig.check(back.next().nents() == 4, "four entries");
    Rig.check(back.next().firstEntry().page() != null, "a page");
  }

  private static void reportsBackFromBehind(SgTable table) {
    Iterator<SgTable> back = new ArrayDeque<>(List.of(Rig.ownTable(), table)).descendingIterator();
    Rig.check(back.next().firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsRemovedFromBehind(SgTable table) {
    Deque<SgTable> line = new ArrayDeque<>(List.of(Rig.ownTable(), table));
    Iterator<SgTable> back = line.descendingIterator();
    back.next();
    back.remove();
    Rig.check(line.getLast().firstEntry().page() != null, "a page");
  }

  private static void reportsPartOfArray(SgTable table) {
    SgTable[] ring = new SgTable[4];
    Arrays.fill(ring, table);
    Arrays.fill(ring, 0, 2, Rig.ownTable());
    Rig.check(ring[2].firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsPartOfArray(SgTable table) {
    SgTable[] ring = new SgTable[4];
    Arrays.fill(ring, table);
    Arrays.fill(ring, 0, 2, Rig.ownTable());
    Rig.check(ring[1].firstEntry().page() != null, "a page");
  }

  private static void reportsTypedArray(SgTable table) {
    List<SgTable> tables = List.of(Rig.ownTable(), table);
    SgTable[] array = tables.toArray(new SgTable[0]);
    Rig.check(array[1].firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    SgTable[] made = tables.toArray(SgTable[]::new);
    Rig.check(made[1].firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsTypedArray(SgTable table) {
    List<SgTable> tables = List.of(Rig.ownTable(), table);
    Object[] array = tables.toArray();
    Rig.check(((SgTable) array[0]).firstEntry().page() != null, "a page");
    SgTable[] given = new SgTable[] {null, null, Rig.ownTable()};
    Rig.check(tables.toArray(given) == given, "the same array");
    Rig.check(given[0].firstEntry().page() != null, "a page");
    Rig.check(tables.toArray(SgTable[]::new)[0].firstEntry().page() != null, "a page");
  }

  private static void reportsPartOfList(SgTable table) {
    List<SgTable> tables = List.of(Rig.ownTable(), table, Rig.ownTable());
    List<SgTable> part = new ArrayList<>(tables.subList(1, 3));
    Rig.check(part.get(0).firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsPartOfList(SgTable table) {
    List<SgTable> tables = List.of(Rig.ownTable(), table, Rig.ownTable());
    List<SgTable> part = new ArrayList<>(tables.subList(1, 3));
    Rig.check(part.get(1).firstEntry().page() != null, "a page");
  }

  private static void reportsRotated(SgTable table) {
    List<SgTable> ring = new ArrayList<>(List.of(Rig.ownTable(), Rig.ownTable(), table));
    Collections.rotate(ring, 1);
    Rig.check(ring.get(0).firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsRotated(SgTable table) {
    List<SgTable> ring = new ArrayList<>(List.of(Rig.ownTable(), Rig.ownTable(), table));
    Collections.rotate(ring, 1);
    Rig.check(ring.get(2).firstEntry().page() != null, "a page");
  }

  private static void reportsSnapshot(SgTable table) {
    List<SgTable> live = new CopyOnWriteArrayList<>(List.of(table));
    Iterator<SgTable> before = live.iterator();
    live.set(0, Rig.ownTable());
    Rig.check(before.next().firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsAfterSnapshot(SgTable table) {
    List<SgTable> live = new CopyOnWriteArrayList<>(List.of(Rig.ownTable()));
    Iterator<SgTable> before = live.iterator();
    live.set(0, table);
    Rig.check(before.next().firstEntry().page() != null, "a page");
  }

  private static void reportsEnumeration(SgTable table) {
    Vector<SgTable> tables = new Vector<>(List.of(Rig.ownTable(), table));
    Enumeration<SgTable> walk = tables.elements();
    walk.nextElement();
    Rig.check(
        walk.nextElement().firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsEnumeration(SgTable table) {
    Vector<SgTable> tables = new Vector<>(List.of(Rig.ownTable(), table));
    Rig.check(tables.elements().nextElement().firstEntry().page() != null, "a page");
  }

  private static void reportsDropped(SgTable table) {
    Recent recent = new Recent();
    recent.put(1, table);
    recent.put(2, Rig.ownTable());
    recent.put(3, Rig.ownTable());
    Rig.check(recent.dropped.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsDropped(SgTable table) {
    Recent recent = new Recent();
    recent.put(1, Rig.ownTable());
    recent.put(2, Rig.ownTable());
    recent.put(3, Rig.ownTable());
    Rig.check(recent.dropped != table, "not the imported one");
    Rig.check(recent.dropped.firstEntry().page() != null, "a page");
  }

  private static void reportsKeysInSet(SgTable table) {
    Map<SgTable, String> labels = new IdentityHashMap<>();
    labels.put(table, "imported");
    Set<SgTable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    seen.addAll(labels.keySet());
    for (SgTable each : seen) {
      Rig.check(each.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void acceptsValuesWithKeysInSet(SgTable table) {
    Map<SgTable, SgTable> shadows = new LinkedHashMap<>();
    shadows.put(Rig.ownTable(), table);
    Set<SgTable> own = new LinkedHashSet<>();
    own.addAll(shadows.keySet());
    Rig.check(own.iterator().next().firstEntry().page() != null, "a page");
  }

  private static void acceptsReplacedIfSame(SgTable table) {
    Map<String, SgTable> byName = new HashMap<>();
    byName.put("scanout", table);
    Rig.check(byName.replace("scanout", table, Rig.ownTable()), "replaced");
    Rig.check(byName.get("scanout").firstEntry().page() != null, "a page");
    AtomicReference<SgTable> slot = new AtomicReference<>(table);
    Rig.check(slot.compareAndExchange(table, Rig.ownTable()) == table, "exchanged");
    Rig.check(slot.get().firstEntry().page() != null, "a page");
  }

  private static void reportsReplacedIfSame(SgTable table) {
    SgTable own = Rig.ownTable();
    Map<String, SgTable> byName = new HashMap<>(Map.of("scanout", own));
    Rig.check(byName.replace("scanout", own, table), "replaced");
    Rig.check(
        byName.get("scanout").firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    Rig.check(byName.remove("scanout", table), "removed");
    Rig.check(byName.size() == 0, "none left");
  }

  private static void acceptsReplacedIfThere(SgTable table) {
    Map<String, SgTable> byName = new HashMap<>();
    Rig.check(byName.replace("scanout", table) == null, "not there");
    SgTable found = byName.getOrDefault("scanout", Rig.ownTable());
    Rig.check(found.firstEntry().page() != null, "a page");
  }

  private static void reportsFirstUpdate(SgTable table) {
    AtomicReferenceArray<SgTable> slots = new AtomicReferenceArray<>(2);
    slots.updateAndGet(1, old -> old == null ? table : old);
    Rig.check(slots.get(1).firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsIdentityOfReduce(SgTable table) {
    SgTable first = Stream.of(table).reduce(Rig.ownTable(), (a, b) -> a);
    Rig.check(first.firstEntry().page() != null, "a page");
  }
}
