package flow8;

import com.google.common.collect.ArrayListMultimap;
import com.google.common.collect.ClassToInstanceMap;
import com.google.common.collect.EvictingQueue;
import com.google.common.collect.HashBasedTable;
import com.google.common.collect.HashMultimap;
import com.google.common.collect.HashMultiset;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableMultimap;
import com.google.common.collect.ListMultimap;
import com.google.common.collect.MultimapBuilder;
import com.google.common.collect.Multimaps;
import com.google.common.collect.Multiset;
import com.google.common.collect.MutableClassToInstanceMap;
import com.google.common.collect.Range;
import com.google.common.collect.RangeMap;
import com.google.common.collect.SetMultimap;
import com.google.common.collect.Table;
import com.google.common.collect.TreeRangeMap;
import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Page;
import dev.pagewarden.dmabuf.SgTable;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import support.Rig;

/** Guava's multimaps, tables and other collections of its own. */
public final class GuavaTables {
  private GuavaTables() {}

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
      DmaBufAttachment attachment = buffer.attach(Rig.device("guava-tables"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      SgTable own = Rig.ownTable();
      listMultimap(table, own);
      built(table, own);
      table(table, own);
      others(table, own);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void see(Page page) {
    Rig.check(page != null, "a page");
  }

  private static void listMultimap(SgTable table, SgTable own) {
    ListMultimap<String, SgTable> m = ArrayListMultimap.create();
    m.put("cam", table);
    m.put("own", own);
    m.put("cam", own);
    see(m.get("cam").get(0).firstEntry().page()); // expect: DMABUF_PAGE_ACCESS
    see(m.get("cam").get(1).firstEntry().page());
    for (SgTable each : m.get("own")) {
      see(each.firstEntry().page());
    }
    for (SgTable each : m.values()) {
      see(each.firstEntry().page()); // expect: DMABUF_PAGE_ACCESS
    }
    for (Map.Entry<String, SgTable> e : m.entries()) {
      see(e.getValue().firstEntry().page()); // expect: DMABUF_PAGE_ACCESS
    }
    for (Collection<SgTable> c : m.asMap().values()) {
      for (SgTable each : c) {
        see(each.firstEntry().page()); // expect: DMABUF_PAGE_ACCESS
      }
    }
    m.removeAll("cam");
    for (SgTable each : m.values()) {
      see(each.firstEntry().page());
    }
  }

  private static void built(SgTable table, SgTable own) {
    ListMultimap<String, SgTable> m = MultimapBuilder.hashKeys().arrayListValues().build();
    m.put("cam", table);
    m.put("own", own);
    see(m.get("cam").get(0).firstEntry().page()); // expect: DMABUF_PAGE_ACCESS
    see(m.get("own").get(0).firstEntry().page());
    ImmutableListMultimap<String, Plane> by =
        Multimaps.index(Arrays.asList(new Plane("y", table), new Plane("uv", own)), Plane::name);
    see(by.get("y").get(0).table().firstEntry().page()); // expect: DMABUF_PAGE_ACCESS
    see(by.get("uv").get(0).table().firstEntry().page());
    SetMultimap<String, SgTable> s = HashMultimap.create();
    s.put("a", own);
    see(s.get("a").iterator().next().firstEntry().page());
    ImmutableMultimap<String, SgTable> i = ImmutableListMultimap.of("a", own, "b", table);
    see(i.get("a").iterator().next().firstEntry().page());
    see(i.get("b").iterator().next().firstEntry().page()); // expect: DMABUF_PAGE_ACCESS
  }

  private static void table(SgTable table, SgTable own) {
    Table<Integer, String, SgTable> m = HashBasedTable.create();
    m.put(0, "y", table);
    m.put(0, "uv", own);
    m.put(1, "y", own);
    see(m.get(0, "y").firstEntry().page()); // expect: DMABUF_PAGE_ACCESS
    see(m.get(0, "uv").firstEntry().page());
    see(m.row(1).get("y").firstEntry().page());
    see(m.row(0).get("y").firstEntry().page()); // expect: DMABUF_PAGE_ACCESS
    see(m.column("uv").get(0).firstEntry().page());
    for (Table.Cell<Integer, String, SgTable> c : m.cellSet()) {
      see(c.getValue().firstEntry().page()); // expect: DMABUF_PAGE_ACCESS
    }
    for (SgTable each : m.column("y").values()) {
      see(each.firstEntry().page()); // expect: DMABUF_PAGE_ACCESS
    }
    for (SgTable each : m.row(1).values()) {
      see(each.firstEntry().page());
    }
    m.remove(0, "y");
    for (SgTable each : m.values()) {
      see(each.firstEntry().page());
    }
  }

  private static void others(SgTable table, SgTable own) {
    EvictingQueue<SgTable> q = EvictingQueue.create(1);
    q.add(table);
    see(q.peek().firstEntry().page()); // expect: DMABUF_PAGE_ACCESS
    q.add(own);
    see(q.peek().firstEntry().page());
    Multiset<SgTable> s = HashMultiset.create();
    s.add(table);
    see(s.iterator().next().firstEntry().page()); // expect: DMABUF_PAGE_ACCESS
    ClassToInstanceMap<Object> c = MutableClassToInstanceMap.create();
    c.putInstance(SgTable.class, table);
    see(c.getInstance(SgTable.class).firstEntry().page()); // expect: DMABUF_PAGE_ACCESS
    RangeMap<Integer, SgTable> r = TreeRangeMap.create();
    r.put(Range.closed(0, 3), own);
    see(r.get(2).firstEntry().page());
  }
}
