package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.SgTable;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import support.Rig;

/** Caches and histories: least recently used, rings, generations, double buffers. */
public final class DesignCaches {
  /** Keeps the two tables that were asked for last. */
  private static final class Recent extends LinkedHashMap<String, SgTable> {
    private static final long serialVersionUID = 1L;

    private transient SgTable evicted;

    Recent() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, SgTable> eldest) {
      if (size() > 2) {
        evicted = eldest.getValue();
        return true;
      }
      return false;
    }
  }

  /** The last four tables. */
  private static final class Ring {
    private final SgTable[] slots = new SgTable[4];
    private int at;

    void add(SgTable table) {
      slots[at++ % slots.length] = table;
    }

    SgTable back(int steps) {
      return slots[(at - 1 - steps + slots.length) % slots.length];
    }
  }

  /** Front and back buffer, swapped at each frame. */
  private static final class Flip {
    private SgTable front;
    private SgTable back;

    Flip(SgTable front, SgTable back) {
      this.front = front;
      this.back = back;
    }

    void swap() {
      SgTable kept = front;
      front = back;
      back = kept;
    }
  }

  /** Made once, by whoever comes first. */
  private static final class Once {
    private volatile SgTable table;
    private final Supplier<SgTable> source;

    Once(Supplier<SgTable> source) {
      this.source = source;
    }

    SgTable get() {
      SgTable seen = table;
      if (seen == null) {
        synchronized (this) {
          seen = table;
          if (seen == null) {
            table = seen = source.get();
          }
        }
      }
      return seen;
    }
  }

  private DesignCaches() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("design-caches"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      reportsEvicted(table);
      reportsRing(table);
      acceptsRingOfOwn(table);
      reportsFlippedOnce(table);
      acceptsFlipOfOwn(table);
      reportsDoubleCheckedLocking(table);
      acceptsDoubleCheckedLockingOfOwn(table);
      reportsWeakCache(table);
      reportsSnapshot(table);
      acceptsSnapshotBefore(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void reportsEvicted(SgTable table) {
    Recent recent = new Recent();
    recent.put("a", table);
    recent.put("b", Rig.ownTable());
    recent.put("c", Rig.ownTable());
    Rig.check(recent.evicted.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsRing(SgTable table) {
    Ring ring = new Ring();
    ring.add(Rig.ownTable());
    ring.add(table);
    ring.add(Rig.ownTable());
    Rig.check(ring.back(1).firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsRingOfOwn(SgTable table) {
    Ring theirs = new Ring();
    theirs.add(table);
    Ring ours = new Ring();
    for (int i = 0; i < 6; i++) {
      ours.add(Rig.ownTable(1));
    }
    Rig.check(theirs.back(0) == table, "the same");
    Rig.check(ours.back(3).firstEntry().page() != null, "a page");
  }

  private static void reportsFlippedOnce(SgTable table) {
    Flip flip = new Flip(table, Rig.ownTable());
    flip.swap();
    Rig.check(flip.front.firstEntry().page() != null, "a page");
    Rig.check(flip.back.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    flip.swap();
    Rig.check(flip.front.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    Rig.check(flip.back.firstEntry().page() != null, "a page");
  }

  private static void acceptsFlipOfOwn(SgTable table) {
    Flip theirs = new Flip(table, null);
    Flip ours = new Flip(Rig.ownTable(), Rig.ownTable());
    for (int i = 0; i < 3; i++) {
      theirs.swap();
      ours.swap();
    }
    Rig.check(theirs.back == table, "the same");
    Rig.check(ours.front.firstEntry().page() != null, "a page");
    Rig.check(ours.back.firstEntry().page() != null, "a page");
  }

  private static void reportsDoubleCheckedLocking(SgTable table) {
    Once once = new Once(() -> table);
    Rig.check(once.get().firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsDoubleCheckedLockingOfOwn(SgTable table) {
    Once theirs = new Once(() -> table);
    Once ours = new Once(Rig::ownTable);
    Rig.check(theirs.get() != ours.get(), "two tables");
    Rig.check(ours.get().firstEntry().page() != null, "a page");
  }

  private static void reportsWeakCache(SgTable table) {
    Map<String, WeakReference<SgTable>> cache = new HashMap<>();
    cache.put("scanout", new WeakReference<>(table));
    SgTable found = cache.get("scanout").get();
    Rig.check(
        found != null && found.pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsSnapshot(SgTable table) {
    List<SgTable> live = new ArrayList<>();
    live.add(table);
    List<SgTable> snapshot = new ArrayList<>(live);
    live.clear();
    Rig.check(snapshot.get(0).firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsSnapshotBefore(SgTable table) {
    List<SgTable> live = new ArrayList<>();
    live.add(Rig.ownTable());
    List<SgTable> snapshot = List.copyOf(live);
    live.add(table);
    for (SgTable own : snapshot) {
      Rig.check(own.firstEntry().page() != null, "a page");
    }
    Rig.check(live.size() == 2, "two");
  }
}
