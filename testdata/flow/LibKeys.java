package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.SgTable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Dictionary;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import support.Rig;

/** Values that are told apart by their key, and how a map comes by them. */
public final class LibKeys {
  private LibKeys() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("lib-keys"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      acceptsOtherKey(table);
      acceptsOverwrittenKey(table);
      acceptsKeyConstants(table);
      reportsCompute(table);
      reportsPutIfAbsent(table);
      reportsCacheComputeIfAbsentOnce(table);
      acceptsClassKeyedRegistry(table);
      reportsMergeCollects(table);
      reportsHashtableDictionary(table);
      reportsConcurrentSpecials(table);
      reportsEntryComparators(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void acceptsOtherKey(SgTable table) {
    Map<String, SgTable> m = new HashMap<>();
    m.put("own", Rig.ownTable());
    m.put("imported", table);
    Rig.check(m.get("own").firstEntry().page() != null, "a page");
    SgTable seen1 = m.get("imported");
    Rig.check(seen1.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    SgTable seen2 = m.getOrDefault("imported", Rig.ownTable());
    Rig.check(seen2.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    Rig.check(m.getOrDefault("missing", Rig.ownTable()).firstEntry().page() != null, "a page");
    SgTable seen3 = m.getOrDefault("missing", table);
    Rig.check(seen3.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsOverwrittenKey(SgTable table) {
    Map<String, SgTable> m = new LinkedHashMap<>();
    m.put("k", table);
    SgTable old = m.put("k", Rig.ownTable());
    Rig.check(old.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    Rig.check(m.get("k").firstEntry().page() != null, "a page");
  }

  private static void acceptsKeyConstants(SgTable table) {
    Map<Object, SgTable> m = new HashMap<>();
    m.put(1, table);
    m.put(2L, Rig.ownTable());
    m.put('c', Rig.ownTable());
    Rig.check(m.get(2L).firstEntry().page() != null, "a page");
    Rig.check(m.get('c').firstEntry().page() != null, "a page");
    Rig.check(m.get(1).firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsCompute(SgTable table) {
    Map<Integer, SgTable> m = new HashMap<>();
    m.computeIfAbsent(1, k -> table);
    Rig.check(m.get(1).firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    m.compute(
        1,
        (k, v) -> {
          Rig.check(v.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
          return Rig.ownTable();
        });
    Rig.check(m.get(1).firstEntry().page() != null, "a page");
    SgTable merged = m.merge(1, table, (a, b) -> b);
    Rig.check(merged.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    Rig.check(m.get(1).firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    m.computeIfPresent(1, (k, v) -> Rig.ownTable());
    Rig.check(m.get(1).firstEntry().page() != null, "a page");
  }

  private static void reportsPutIfAbsent(SgTable table) {
    ConcurrentMap<String, SgTable> m = new ConcurrentHashMap<>();
    Rig.check(m.putIfAbsent("a", table) == null, "none");
    SgTable was = m.putIfAbsent("a", Rig.ownTable());
    Rig.check(was.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    m.replace("a", Rig.ownTable());
    Rig.check(m.get("a").firstEntry().page() != null, "a page");
  }

  private static void reportsCacheComputeIfAbsentOnce(SgTable table) {
    Map<String, SgTable> cache = new HashMap<>();
    cache.put("k", Rig.ownTable());
    Rig.check(cache.computeIfAbsent("k", k -> table).firstEntry().page() != null, "a page");
    Rig.check(cache.get("k").firstEntry().page() != null, "a page");
    SgTable seen1 = cache.computeIfAbsent("z", k -> table);
    Rig.check(seen1.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsClassKeyedRegistry(SgTable table) {
    Map<Class<?>, Object> reg = new ConcurrentHashMap<>();
    reg.put(SgTable.class, table);
    reg.put(String.class, Rig.ownTable());
    Rig.check(((SgTable) reg.get(String.class)).firstEntry().page() != null, "a page");
    SgTable seen1 = ((SgTable) reg.get(SgTable.class));
    Rig.check(seen1.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsMergeCollects(SgTable table) {
    Map<String, List<SgTable>> m = new TreeMap<>();
    m.merge("x", List.of(Rig.ownTable()), (a, b) -> a);
    m.merge(
        "x",
        List.of(table),
        (a, b) -> {
          List<SgTable> both = new ArrayList<>(a);
          both.addAll(b);
          return both;
        });
    SgTable seen1 = m.get("x").get(1);
    Rig.check(seen1.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    Rig.check(m.get("x").get(0).firstEntry().page() != null, "a page");
  }

  private static void reportsHashtableDictionary(SgTable table) {
    Dictionary<String, SgTable> d = new Hashtable<>();
    d.put("a", table);
    Rig.check(d.get("a").firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    SgTable seen1 = d.elements().nextElement();
    Rig.check(seen1.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    d.remove("a");
    d.put("b", Rig.ownTable());
    Rig.check(d.elements().nextElement().firstEntry().page() != null, "a page");
  }

  private static void reportsConcurrentSpecials(SgTable table) {
    ConcurrentHashMap<String, SgTable> m = new ConcurrentHashMap<>();
    m.put("a", table);
    SgTable found = m.search(1, (k, v) -> v);
    Rig.check(found.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    SgTable seen1 = m.reduceValues(1, (a, b) -> a);
    Rig.check(seen1.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    SgTable seen2 = m.reduce(1, (k, v) -> v, (a, b) -> b);
    Rig.check(seen2.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    m.forEachValue(
        1,
        v -> {
          Rig.check(v.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
        });
    m.forEach(
        1,
        (k, v) -> v.firstEntry(),
        e -> Rig.check(e.page() != null, "a page")); // expect: DMABUF_PAGE_ACCESS
    Enumeration<SgTable> e = m.elements();
    Rig.check(e.nextElement().firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    String s = m.searchKeys(1, k -> k);
    Rig.check(s.equals("a"), "a");
  }

  private static void reportsEntryComparators(SgTable table) {
    List<Map.Entry<String, SgTable>> l = new ArrayList<>();
    l.add(Map.entry("b", table));
    l.add(Map.entry("a", table));
    l.sort(Map.Entry.comparingByKey());
    SgTable seen1 = l.get(0).getValue();
    Rig.check(seen1.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    Map.Entry<String, SgTable> max = Collections.max(l, Map.Entry.comparingByKey());
    Rig.check(max.getValue().firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    l.sort(
        Map.Entry.comparingByValue(
            (x, y) -> {
              Rig.check(x.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
              return 0;
            }));
  }
}
