package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import java.lang.ref.SoftReference;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import support.Rig;

/** Atomic references, thread locals, concurrent collections and weak references. */
public final class LibAtomics {
  private static final AtomicReference<SgTable> CURRENT = new AtomicReference<>();
  private static final ThreadLocal<SgTable> LOCAL = new ThreadLocal<>();
  private static final ThreadLocal<SgTable> OWN = ThreadLocal.withInitial(Rig::ownTable);
  private static final ConcurrentMap<String, SgTable> CACHE = new ConcurrentHashMap<>();

  private LibAtomics() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("lib-atomics"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      reportsAtomicReference(table);
      reportsGetAndSet(table);
      reportsCompareAndSet(table);
      reportsUpdateAndGet(table);
      reportsAccumulate(table);
      acceptsAtomicReferenceSetAnew(table);
      acceptsOtherAtomicReference(table);
      reportsStaticAtomicReference(table);
      reportsAtomicArray(table);
      reportsThreadLocal(table);
      acceptsThreadLocalWithInitialOwn();
      reportsConcurrentMap(table);
      reportsConcurrentForEach(table);
      reportsConcurrentReduce(table);
      reportsSkipListMap(table);
      reportsConcurrentQueue(table);
      reportsCopyOnWrite(table);
      reportsWeakReference(table);
      reportsSoftReference(table);
      acceptsWeakReferenceToOwn(table);
      reportsWeakHashMap(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void reportsAtomicReference(SgTable table) {
    AtomicReference<SgTable> slot = new AtomicReference<>(table);
    Rig.check(slot.get().firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsGetAndSet(SgTable table) {
    AtomicReference<SgTable> slot = new AtomicReference<>();
    slot.set(table);
    SgTable old = slot.getAndSet(Rig.ownTable());
    Rig.check(old.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsCompareAndSet(SgTable table) {
    AtomicReference<SgTable> slot = new AtomicReference<>();
    if (slot.compareAndSet(null, table)) {
      Rig.check(slot.get().firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void reportsUpdateAndGet(SgTable table) {
    AtomicReference<Scatterlist> cursor = new AtomicReference<>(table.firstEntry());
    Scatterlist second = cursor.updateAndGet(Scatterlist::next);
    Rig.check(second.page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    Scatterlist before = cursor.getAndUpdate(Scatterlist::next);
    Rig.check(before.page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsAccumulate(SgTable table) {
    AtomicReference<SgTable> largest = new AtomicReference<>(Rig.ownTable(1));
    SgTable now = largest.accumulateAndGet(table, (a, b) -> a.nents() > b.nents() ? a : b);
    Rig.check(now.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsAtomicReferenceSetAnew(SgTable table) {
    AtomicReference<SgTable> slot = new AtomicReference<>(table);
    slot.set(Rig.ownTable());
    Rig.check(slot.get().firstEntry().page() != null, "a page");
  }

  private static void acceptsOtherAtomicReference(SgTable table) {
    AtomicReference<SgTable> theirs = new AtomicReference<>(table);
    AtomicReference<SgTable> ours = new AtomicReference<>(Rig.ownTable());
    Rig.check(theirs.get() != ours.get(), "two tables");
    Rig.check(ours.get().firstEntry().page() != null, "a page");
  }

  private static void reportsStaticAtomicReference(SgTable table) {
    CURRENT.set(table);
    touchCurrent();
  }

  private static void touchCurrent() {
    SgTable current = CURRENT.get();
    Rig.check(current.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsAtomicArray(SgTable table) {
    AtomicReferenceArray<SgTable> slots = new AtomicReferenceArray<>(2);
    slots.set(1, table);
    Rig.check(slots.get(1).firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsThreadLocal(SgTable table) {
    LOCAL.set(table);
    try {
      Rig.check(LOCAL.get().firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    } finally {
      LOCAL.remove();
    }
  }

  private static void acceptsThreadLocalWithInitialOwn() {
    Rig.check(OWN.get().firstEntry().page() != null, "a page");
    OWN.remove();
  }

  private static void reportsConcurrentMap(SgTable table) {
    CACHE.putIfAbsent("scanout", table);
    SgTable cached = CACHE.get("scanout");
    Rig.check(cached.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsConcurrentForEach(SgTable table) {
    ConcurrentHashMap<String, SgTable> map = new ConcurrentHashMap<>();
    map.put("scanout", table);
    map.forEach(
        1, (name, each) -> Rig.check(each.pages().length == 4, name)); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsConcurrentReduce(SgTable table) {
    ConcurrentHashMap<String, SgTable> map = new ConcurrentHashMap<>();
    map.put("scanout", table);
    SgTable largest = map.reduceValues(1, (a, b) -> a.nents() > b.nents() ? a : b);
    Rig.check(largest.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    SgTable found = map.search(1, (name, each) -> each);
    Rig.check(found.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsSkipListMap(SgTable table) {
    ConcurrentSkipListMap<Long, SgTable> map = new ConcurrentSkipListMap<>();
    map.put(1L, table);
    Rig.check(
        map.floorEntry(2L).getValue().pages().length == 4, "pages"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsConcurrentQueue(SgTable table) {
    Queue<SgTable> queue = new ConcurrentLinkedQueue<>();
    queue.offer(table);
    SgTable next = queue.poll();
    Rig.check(next.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsCopyOnWrite(SgTable table) {
    List<SgTable> list = new CopyOnWriteArrayList<>();
    list.add(table);
    for (SgTable each : list) {
      Rig.check(each.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void reportsWeakReference(SgTable table) {
    WeakReference<SgTable> weak = new WeakReference<>(table);
    SgTable strong = weak.get();
    if (strong != null) {
      Rig.check(strong.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static final class TableReference extends SoftReference<SgTable> {
    TableReference(SgTable table) {
      super(table);
    }
  }

  private static void reportsSoftReference(SgTable table) {
    TableReference soft = new TableReference(table);
    Rig.check(soft.get().firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsWeakReferenceToOwn(SgTable table) {
    SgTable own = Rig.ownTable();
    WeakReference<SgTable> theirs = new WeakReference<>(table);
    WeakReference<SgTable> ours = new WeakReference<>(own);
    Rig.check(theirs.get() != ours.get(), "two tables");
    Rig.check(ours.get().firstEntry().page() != null, "a page");
    Rig.check(own.nents() == 4, "four entries");
  }

  private static void reportsWeakHashMap(SgTable table) {
    Map<Object, SgTable> byOwner = new WeakHashMap<>();
    Object owner = new Object();
    byOwner.put(owner, table);
    Rig.check(
        byOwner.get(owner).firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }
}
