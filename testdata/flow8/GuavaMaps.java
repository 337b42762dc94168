package flow8;

import com.google.common.collect.BiMap;
import com.google.common.collect.HashBiMap;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import com.google.common.collect.Sets;
import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Page;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import support.Rig;

/** Guava's immutable maps and sets, bidirectional maps, and views. */
public final class GuavaMaps {
  private GuavaMaps() {}

  private static final class Plane {
    private final String name;
    private final SgTable table;

    Plane(String name, SgTable table) {
      this.name = name;
      this.table = table;
    }

    String name() {
      return name;
    }

    SgTable table() {
      return table;
    }
  }

  /** Runs every variant with an imported table and one of its own. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("guava-maps"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      SgTable own = Rig.ownTable();
      of(table, own);
      builder(table, own);
      maps(table, own);
      biMap(table, own);
      sets(table, own);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void see(Page page) {
    Rig.check(page != null, "a page");
  }

  private static void of(SgTable table, SgTable own) {
    ImmutableMap<String, SgTable> m = ImmutableMap.of("y", table, "uv", own);
    see(m.get("y").firstEntry().page()); // expect: DMABUF_PAGE_ACCESS
    see(m.get("uv").firstEntry().page());
    for (Map.Entry<String, SgTable> e : m.entrySet()) {
      see(e.getValue().firstEntry().page()); // expect: DMABUF_PAGE_ACCESS
    }
    for (SgTable each : m.values()) {
      see(each.firstEntry().page()); // expect: DMABUF_PAGE_ACCESS
    }
    ImmutableMap<String, SgTable> clean = ImmutableMap.of("y", own);
    for (SgTable each : clean.values()) {
      see(each.firstEntry().page());
    }
  }

  private static void builder(SgTable table, SgTable own) {
    ImmutableMap<String, SgTable> m =
        ImmutableMap.<String, SgTable>builder().put("y", own).put("uv", table).buildOrThrow();
    see(m.get("y").firstEntry().page());
    see(m.get("uv").firstEntry().page()); // expect: DMABUF_PAGE_ACCESS
    see(m.getOrDefault("a", own).firstEntry().page());
    ImmutableMap<String, SgTable> copy = ImmutableMap.copyOf(m);
    see(copy.get("y").firstEntry().page());
    see(copy.get("uv").firstEntry().page()); // expect: DMABUF_PAGE_ACCESS
  }

  private static void maps(SgTable table, SgTable own) {
    Map<String, SgTable> src = Maps.newHashMap();
    src.put("y", table);
    src.put("uv", own);
    Map<String, Scatterlist> firsts = Maps.transformValues(src, SgTable::firstEntry);
    see(firsts.get("y").page()); // expect: DMABUF_PAGE_ACCESS
    see(firsts.get("uv").page());
    Map<String, Plane> by =
        Maps.uniqueIndex(Arrays.asList(new Plane("y", table), new Plane("uv", own)), Plane::name);
    see(by.get("y").table().firstEntry().page()); // expect: DMABUF_PAGE_ACCESS
    see(by.get("uv").table().firstEntry().page());
    Map<String, SgTable> only = Maps.filterKeys(src, k -> k.equals("uv"));
    see(only.get("uv").firstEntry().page());
    see(
        Maps.immutableEntry("y", table)
            .getValue()
            .firstEntry()
            .page()); // expect: DMABUF_PAGE_ACCESS
    Map<String, SgTable> made = Maps.toMap(Arrays.asList("a", "b"), k -> own);
    see(made.get("a").firstEntry().page());
  }

  private static void biMap(SgTable table, SgTable own) {
    BiMap<String, SgTable> m = HashBiMap.create();
    m.put("y", table);
    m.put("uv", own);
    see(m.get("y").firstEntry().page()); // expect: DMABUF_PAGE_ACCESS
    see(m.get("uv").firstEntry().page());
    BiMap<SgTable, String> back = m.inverse();
    Rig.check(back.get(table).equals("y"), "y");
    for (SgTable each : back.keySet()) {
      see(each.firstEntry().page()); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void sets(SgTable table, SgTable own) {
    ImmutableSet<SgTable> s = ImmutableSet.of(table, own);
    for (SgTable each : s) {
      see(each.firstEntry().page()); // expect: DMABUF_PAGE_ACCESS
    }
    see(s.asList().get(1).firstEntry().page());
    for (SgTable each : Sets.union(Collections.singleton(own), ImmutableSet.of(own))) {
      see(each.firstEntry().page());
    }
    for (SgTable each : Sets.union(Collections.singleton(own), ImmutableSet.of(table))) {
      see(each.firstEntry().page()); // expect: DMABUF_PAGE_ACCESS
    }
    for (SgTable each :
        Sets.difference(new HashSet<>(Arrays.asList(own, table)), Collections.singleton(table))) {
      see(each.firstEntry().page());
    }
    Set<SgTable> n = Sets.newHashSet(Arrays.asList(table));
    see(n.iterator().next().firstEntry().page()); // expect: DMABUF_PAGE_ACCESS
  }
}
