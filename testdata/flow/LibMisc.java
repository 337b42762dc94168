package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.ListIterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.Vector;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import support.Rig;

/** Smaller carriers of the library: entries of maps, Objects, Class, builders, locks, wrappers. */
public final class LibMisc {
  private LibMisc() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) throws Exception {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("lib-misc"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      reportsSimpleEntry(table);
      reportsRequireNonNullElse(table);
      reportsClassCast(table);
      reportsStreamBuilder(table);
      reportsComputeIfPresent(table);
      reportsEntryStream(table);
      acceptsKeysOfEntryStream(table);
      reportsHeadMap(table);
      reportsRemoveIf(table);
      reportsListIteratorSet(table);
      reportsCollectionsList(table);
      reportsVectorAndHashtable(table);
      reportsLinkedHashSet(table);
      reportsArraysSetAll(table);
      reportsBinarySearchResult(table);
      reportsThreeArgumentIterate(table);
      reportsFlatMapOfOptionals(table);
      reportsWaitAndNotify(table);
      reportsInheritableThreadLocal(table);
      reportsInsideLock(table);
      acceptsRequireNonNullElseOfOwn(table);
      reportsNewSetFromMap(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void reportsSimpleEntry(SgTable table) {
    Map.Entry<String, SgTable> entry = new AbstractMap.SimpleEntry<>("scanout", table);
    Rig.check(entry.getValue().firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    Map.Entry<SgTable, String> fixed = Map.entry(table, "scanout");
    Rig.check(fixed.getKey().firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsRequireNonNullElse(SgTable table) {
    SgTable none = null;
    SgTable sure = Objects.requireNonNullElse(none, table);
    Rig.check(sure.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    SgTable made = Objects.requireNonNullElseGet(none, () -> table);
    Rig.check(made.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsClassCast(SgTable table) {
    Object value = table;
    if (SgTable.class.isInstance(value)) {
      SgTable cast = SgTable.class.cast(value);
      Rig.check(cast.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void reportsStreamBuilder(SgTable table) {
    Stream.Builder<SgTable> builder = Stream.builder();
    builder.add(Rig.ownTable()).add(table);
    int pages = builder.build().mapToInt(t -> t.pages().length).sum(); // expect: DMABUF_PAGE_ACCESS
    Rig.check(pages == 8, "eight pages");
  }

  private static void reportsComputeIfPresent(SgTable table) {
    Map<String, SgTable> map = new HashMap<>();
    map.put("scanout", table);
    int[] pages = new int[1];
    map.computeIfPresent(
        "scanout",
        (name, old) -> {
          pages[0] = old.pages().length; // expect: DMABUF_PAGE_ACCESS
          return old;
        });
    Rig.check(pages[0] == 4, "four pages");
  }

  private static void reportsEntryStream(SgTable table) {
    Map<String, SgTable> map = Map.of("scanout", table);
    Stream<SgTable> values = map.entrySet().stream().map(Map.Entry::getValue);
    boolean all = values.allMatch(t -> t.firstEntry().page() != null); // expect: DMABUF_PAGE_ACCESS
    Rig.check(all, "a page");
  }

  private static void acceptsKeysOfEntryStream(SgTable table) {
    Map<SgTable, SgTable> shadows = new IdentityHashMap<>();
    shadows.put(Rig.ownTable(), table);
    Stream<SgTable> keys = shadows.entrySet().stream().map(Map.Entry::getKey);
    Rig.check(keys.allMatch(own -> own.firstEntry().page() != null), "a page");
  }

  private static void reportsHeadMap(SgTable table) {
    NavigableMap<Integer, SgTable> map = new TreeMap<>();
    map.put(1, table);
    map.put(9, Rig.ownTable());
    SgTable low = map.headMap(5, true).lastEntry().getValue();
    Rig.check(low.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    SgTable ceiling = map.ceilingEntry(1).getValue();
    Rig.check(ceiling.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsRemoveIf(SgTable table) {
    List<SgTable> tables = new ArrayList<>(List.of(table, Rig.ownTable()));
    boolean removed =
        tables.removeIf(t -> t.firstEntry().page() == null); // expect: DMABUF_PAGE_ACCESS
    Rig.check(!removed && tables.size() == 2, "both have pages");
  }

  private static void reportsListIteratorSet(SgTable table) {
    List<SgTable> tables = new ArrayList<>(List.of(Rig.ownTable()));
    ListIterator<SgTable> walk = tables.listIterator();
    walk.next();
    walk.set(table);
    Rig.check(tables.get(0).firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsCollectionsList(SgTable table) {
    Enumeration<SgTable> walk = Collections.enumeration(Collections.singletonList(table));
    List<SgTable> list = Collections.list(walk);
    Rig.check(list.get(0).firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsVectorAndHashtable(SgTable table) {
    Vector<SgTable> vector = new Vector<>();
    vector.addElement(table);
    Rig.check(
        vector.elementAt(0).firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    Hashtable<String, SgTable> old = new Hashtable<>();
    old.put("scanout", table);
    SgTable first = old.elements().nextElement();
    Rig.check(first.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsLinkedHashSet(SgTable table) {
    Set<SgTable> set = new LinkedHashSet<>(List.of(table));
    set.retainAll(List.of(table));
    for (SgTable each : set.toArray(new SgTable[0])) {
      Rig.check(each.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void reportsArraysSetAll(SgTable table) {
    SgTable[] slots = new SgTable[3];
    Arrays.setAll(slots, i -> i == 1 ? table : Rig.ownTable(1));
    for (SgTable slot : slots) {
      Rig.check(slot.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void reportsBinarySearchResult(SgTable table) {
    List<Scatterlist> entries = new ArrayList<>();
    table.forEach(entries::add);
    Comparator<Scatterlist> byAddress = Comparator.comparingLong(Scatterlist::dmaAddress);
    entries.sort(byAddress.reversed());
    int at = Collections.binarySearch(entries, entries.get(0), byAddress.reversed());
    Rig.check(entries.get(at).page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsThreeArgumentIterate(SgTable table) {
    Stream<Scatterlist> walk =
        Stream.iterate(table.firstEntry(), Objects::nonNull, Scatterlist::next);
    Rig.check(walk.allMatch(e -> e.page() != null), "pages"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsFlatMapOfOptionals(SgTable table) {
    Stream<Optional<SgTable>> maybe = Stream.of(Optional.empty(), Optional.of(table));
    List<SgTable> present = maybe.flatMap(Optional::stream).collect(Collectors.toList());
    Rig.check(present.get(0).firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  /** Hands one table from a thread to another. */
  private static final class Mailbox {
    private SgTable content;

    synchronized void put(SgTable table) {
      content = table;
      notifyAll();
    }

    synchronized SgTable take() throws InterruptedException {
      while (content == null) {
        wait();
      }
      SgTable taken = content;
      content = null;
      return taken;
    }
  }

  private static void reportsWaitAndNotify(SgTable table) throws InterruptedException {
    Mailbox mailbox = new Mailbox();
    Thread sender = new Thread(() -> mailbox.put(table));
    sender.start();
    SgTable taken = mailbox.take();
    sender.join();
    Rig.check(taken.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static final InheritableThreadLocal<SgTable> INHERITED = new InheritableThreadLocal<>();

  private static void reportsInheritableThreadLocal(SgTable table) throws InterruptedException {
    INHERITED.set(table);
    int[] pages = new int[1];
    Thread child =
        new Thread(() -> pages[0] = INHERITED.get().pages().length); // expect: DMABUF_PAGE_ACCESS
    child.start();
    child.join();
    INHERITED.remove();
    Rig.check(pages[0] == 4, "four pages");
  }

  private static void reportsInsideLock(SgTable table) {
    Lock lock = new ReentrantLock();
    SgTable seen;
    lock.lock();
    try {
      seen = table;
    } finally {
      lock.unlock();
    }
    Rig.check(seen.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsRequireNonNullElseOfOwn(SgTable table) {
    SgTable none = null;
    SgTable own = Objects.requireNonNullElse(none, Rig.ownTable());
    Rig.check(own != table && own.firstEntry().page() != null, "a page");
  }

  private static void reportsNewSetFromMap(SgTable table) {
    Set<SgTable> set = Collections.newSetFromMap(new IdentityHashMap<>());
    set.add(table);
    for (SgTable each : set) {
      Rig.check(each.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
  }
}
