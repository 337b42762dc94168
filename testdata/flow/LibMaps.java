package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Page;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import support.Rig;

/** Maps: values, keys, entries, computed and merged, sorted and concurrent. */
public final class LibMaps {
  private enum Plane {
    PRIMARY,
    CURSOR
  }

  private LibMaps() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("lib-maps"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      reportsGet(table);
      acceptsGetOfOtherMap(table);
      reportsKey(table);
      reportsValues(table);
      reportsEntrySet(table);
      acceptsKeysOfEntrySet(table);
      reportsForEach(table);
      reportsComputeIfAbsent(table);
      reportsComputeIfAbsentResult(table);
      reportsCompute(table);
      reportsMerge(table);
      reportsGetOrDefault(table);
      reportsPutReturnsOld(table);
      reportsRemove(table);
      reportsTreeMap(table);
      reportsEnumMap(table);
      reportsIdentityMap(table);
      reportsMapOf(table);
      reportsMapOfLists(table);
      reportsPutAll(table);
      reportsReplaceAll(table);
      acceptsMapFromTableToOwn(table);
      reportsEntrySetValue(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void reportsGet(SgTable table) {
    Map<Integer, SgTable> byHandle = new HashMap<>();
    byHandle.put(7, table);
    Rig.check(byHandle.get(7).firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsGetOfOtherMap(SgTable table) {
    Map<Integer, SgTable> imported = new HashMap<>();
    Map<Integer, SgTable> own = new HashMap<>();
    imported.put(7, table);
    own.put(7, Rig.ownTable());
    Rig.check(imported.containsKey(7), "imported");
    Rig.check(own.get(7).firstEntry().page() != null, "a page");
  }

  private static void reportsKey(SgTable table) {
    Map<SgTable, String> names = new LinkedHashMap<>();
    names.put(table, "scanout");
    for (SgTable key : names.keySet()) {
      Rig.check(key.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void reportsValues(SgTable table) {
    Map<String, Scatterlist> heads = new HashMap<>();
    heads.put("scanout", table.firstEntry());
    for (Scatterlist head : heads.values()) {
      Rig.check(head.page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void reportsEntrySet(SgTable table) {
    Map<String, SgTable> byName = new HashMap<>();
    byName.put("scanout", table);
    for (Map.Entry<String, SgTable> each : byName.entrySet()) {
      SgTable value = each.getValue();
      Rig.check(value.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void acceptsKeysOfEntrySet(SgTable table) {
    Map<SgTable, SgTable> shadows = new HashMap<>();
    shadows.put(Rig.ownTable(), table);
    for (Map.Entry<SgTable, SgTable> each : shadows.entrySet()) {
      Rig.check(each.getValue().nents() == 4, "four entries");
      Rig.check(each.getKey().firstEntry().page() != null, "a page");
    }
  }

  private static void reportsForEach(SgTable table) {
    Map<String, SgTable> byName = new HashMap<>();
    byName.put("scanout", table);
    byName.forEach(
        (name, each) -> {
          Page first = each.firstEntry().page(); // expect: DMABUF_PAGE_ACCESS
          Rig.check(first != null, name);
        });
  }

  private static void reportsComputeIfAbsent(SgTable table) {
    Map<String, List<SgTable>> lists = new HashMap<>();
    lists.computeIfAbsent("scanout", name -> new ArrayList<>()).add(table);
    SgTable first = lists.get("scanout").get(0);
    Rig.check(first.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsComputeIfAbsentResult(SgTable table) {
    Map<String, SgTable> cache = new HashMap<>();
    SgTable cached = cache.computeIfAbsent("scanout", name -> table);
    Rig.check(cached.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    SgTable fetched = cache.get("scanout");
    Rig.check(fetched.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsCompute(SgTable table) {
    Map<String, SgTable> cache = new HashMap<>();
    cache.put("scanout", Rig.ownTable());
    cache.compute("scanout", (name, old) -> old == null ? old : table);
    Rig.check(
        cache.get("scanout").firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsMerge(SgTable table) {
    Map<String, SgTable> cache = new HashMap<>();
    cache.merge("scanout", table, (old, given) -> given);
    SgTable merged = cache.merge("scanout", Rig.ownTable(), (old, given) -> old);
    Rig.check(merged.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsGetOrDefault(SgTable table) {
    Map<String, SgTable> cache = new HashMap<>();
    SgTable found = cache.getOrDefault("scanout", table);
    Rig.check(found.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsPutReturnsOld(SgTable table) {
    Map<String, SgTable> cache = new HashMap<>();
    cache.put("scanout", table);
    SgTable old = cache.put("scanout", Rig.ownTable());
    Rig.check(old.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsRemove(SgTable table) {
    Map<String, SgTable> cache = new HashMap<>();
    cache.putIfAbsent("scanout", table);
    Scatterlist head = cache.remove("scanout").firstEntry();
    Rig.check(head.page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsTreeMap(SgTable table) {
    NavigableMap<Long, Scatterlist> byAddress = new TreeMap<>();
    for (Scatterlist entry : table) {
      byAddress.put(entry.dmaAddress(), entry);
    }
    Scatterlist lowest = byAddress.firstEntry().getValue();
    Rig.check(lowest.page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    Scatterlist highest = byAddress.descendingMap().values().iterator().next();
    Rig.check(highest.page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsEnumMap(SgTable table) {
    Map<Plane, SgTable> planes = new EnumMap<>(Plane.class);
    planes.put(Plane.PRIMARY, table);
    SgTable primary = planes.get(Plane.PRIMARY);
    Rig.check(primary.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    Rig.check(planes.get(Plane.CURSOR) == null, "no cursor");
  }

  private static void reportsIdentityMap(SgTable table) {
    Map<Object, SgTable> byOwner = new IdentityHashMap<>();
    byOwner.put("owner", table);
    SgTable found = byOwner.values().iterator().next();
    Rig.check(found.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsMapOf(SgTable table) {
    Map<String, SgTable> fixed = Map.of("scanout", table);
    Rig.check(
        fixed.get("scanout").firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    Map<String, SgTable> other = Map.ofEntries(Map.entry("scanout", table));
    Rig.check(
        other.get("scanout").firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsMapOfLists(SgTable table) {
    Map<String, List<Scatterlist>> index = new TreeMap<>();
    for (Scatterlist entry : table) {
      index.computeIfAbsent("len" + entry.dmaLength(), key -> new ArrayList<>()).add(entry);
    }
    for (List<Scatterlist> entries : index.values()) {
      Scatterlist first = entries.get(0);
      Rig.check(first.page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void reportsPutAll(SgTable table) {
    Map<String, SgTable> few = Map.of("scanout", table);
    Map<String, SgTable> many = new HashMap<>();
    many.putAll(few);
    Rig.check(
        many.get("scanout").firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    Map<String, SgTable> copy = new HashMap<>(many);
    Rig.check(
        copy.get("scanout").firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsReplaceAll(SgTable table) {
    Map<String, SgTable> cache = new HashMap<>();
    cache.put("scanout", Rig.ownTable());
    cache.replaceAll((name, old) -> table);
    Rig.check(
        cache.get("scanout").firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsMapFromTableToOwn(SgTable table) {
    Map<SgTable, SgTable> shadow = new IdentityHashMap<>();
    shadow.put(table, Rig.ownTable());
    Rig.check(shadow.get(table).firstEntry().page() != null, "a page");
  }

  private static void reportsEntrySetValue(SgTable table) {
    Map<String, SgTable> cache = new HashMap<>();
    cache.put("scanout", Rig.ownTable());
    for (Map.Entry<String, SgTable> each : cache.entrySet()) {
      each.setValue(table);
    }
    Rig.check(
        cache.get("scanout").firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }
}
