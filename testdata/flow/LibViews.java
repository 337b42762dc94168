package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.SgTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.WeakHashMap;
import support.Rig;

/** Views of collections: sublists, arrays as lists, and what a map shows of itself. */
public final class LibViews {
  private LibViews() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("lib-views"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      reportsSubList(table);
      reportsAsListWritesThrough(table);
      reportsMapView(table);
      reportsKeySet(table);
      acceptsValuesWhereKeysImported(table);
      acceptsValuesRemove(table);
      reportsWriteThroughWrapper(table);
      acceptsImmutableCopyTakenBefore(table);
      reportsTreeMapNavigation(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void reportsSubList(SgTable table) {
    List<SgTable> l = new ArrayList<>(List.of(Rig.ownTable(), table, Rig.ownTable()));
    List<SgTable> sub = l.subList(1, 3);
    Rig.check(sub.get(0).firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    sub.clear();
    Rig.check(l.get(0).firstEntry().page() != null, "a page");
  }

  private static void reportsAsListWritesThrough(SgTable table) {
    SgTable[] a = {Rig.ownTable(), Rig.ownTable()};
    List<SgTable> l = Arrays.asList(a);
    l.set(1, table);
    Rig.check(a[1].firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    Rig.check(a[0].firstEntry().page() != null, "a page");
  }

  private static void reportsMapView(SgTable table) {
    Map<String, SgTable> m = new HashMap<>();
    Collection<SgTable> view = m.values();
    Set<Map.Entry<String, SgTable>> entries = m.entrySet();
    m.put("late", table);
    SgTable seen1 = view.iterator().next();
    Rig.check(seen1.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    SgTable seen2 = entries.iterator().next().getValue();
    Rig.check(seen2.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    m.keySet().clear();
    m.put("x", Rig.ownTable());
    Rig.check(view.iterator().next().firstEntry().page() != null, "a page");
  }

  private static void reportsKeySet(SgTable table) {
    Map<SgTable, String> m = new IdentityHashMap<>();
    m.put(table, "x");
    for (SgTable k : m.keySet()) {
      Rig.check(k.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
    Set<SgTable> s = Collections.newSetFromMap(new WeakHashMap<>());
    s.add(table);
    SgTable seen1 = s.iterator().next();
    Rig.check(seen1.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsValuesWhereKeysImported(SgTable table) {
    Map<SgTable, SgTable> m = new HashMap<>();
    m.put(table, Rig.ownTable());
    for (SgTable v : m.values()) {
      Rig.check(v.firstEntry().page() != null, "a page");
    }
    for (Map.Entry<SgTable, SgTable> e : m.entrySet()) {
      Rig.check(e.getValue().firstEntry().page() != null, "a page");
      Rig.check(e.getKey().firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void acceptsValuesRemove(SgTable table) {
    Map<Integer, SgTable> m = new HashMap<>();
    m.put(1, table);
    m.put(2, Rig.ownTable());
    m.values().remove(table);
    for (SgTable x : m.values()) {
      Rig.check(x.firstEntry().page() != null, "a page");
    }
    m.keySet().remove(2);
    Rig.check(m.isEmpty(), "empty");
  }

  private static void reportsWriteThroughWrapper(SgTable table) {
    List<SgTable> inner = new ArrayList<>();
    List<SgTable> outer = Collections.synchronizedList(inner);
    outer.add(table);
    Rig.check(inner.get(0).firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    List<SgTable> view = Collections.unmodifiableList(inner);
    inner.set(0, Rig.ownTable());
    Rig.check(view.get(0).firstEntry().page() != null, "a page");
  }

  private static void acceptsImmutableCopyTakenBefore(SgTable table) {
    List<SgTable> l = new ArrayList<>();
    l.add(Rig.ownTable());
    List<SgTable> before = List.copyOf(l);
    List<SgTable> live = Collections.unmodifiableList(l);
    l.set(0, table);
    Rig.check(before.get(0).firstEntry().page() != null, "a page");
    Rig.check(live.get(0).firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsTreeMapNavigation(SgTable table) {
    TreeMap<Integer, SgTable> m = new TreeMap<>();
    m.put(5, table);
    SgTable seen1 = m.floorEntry(7).getValue();
    Rig.check(seen1.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    SgTable seen2 = m.headMap(6).get(5);
    Rig.check(seen2.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    SgTable seen3 = m.descendingMap().firstEntry().getValue();
    Rig.check(seen3.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    SgTable seen4 = m.subMap(1, true, 9, true).values().iterator().next();
    Rig.check(seen4.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    SgTable seen5 = m.ceilingEntry(1).getValue();
    Rig.check(seen5.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    SgTable seen6 = m.pollFirstEntry().getValue();
    Rig.check(seen6.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    m.put(5, Rig.ownTable());
    Rig.check(m.lastEntry().getValue().firstEntry().page() != null, "a page");
  }
}
