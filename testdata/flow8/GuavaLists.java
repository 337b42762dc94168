package flow8;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Lists;
import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Page;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import support.Rig;

/** Guava's immutable lists, and what {@code Lists} makes. */
public final class GuavaLists {
  private GuavaLists() {}

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
      DmaBufAttachment attachment = buffer.attach(Rig.device("guava-lists"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      SgTable own = Rig.ownTable();
      of(table, own);
      copyOf(table, own);
      builder(table, own);
      lists(table, own);
      collected(table, own);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void see(Page page) {
    Rig.check(page != null, "a page");
  }

  private static void of(SgTable table, SgTable own) {
    ImmutableList<SgTable> l = ImmutableList.of(own, table);
    see(l.get(0).firstEntry().page());
    see(l.get(1).firstEntry().page()); // expect: DMABUF_PAGE_ACCESS
    see(l.reverse().get(0).firstEntry().page()); // expect: DMABUF_PAGE_ACCESS
    see(l.reverse().get(1).firstEntry().page());
  }

  private static void copyOf(SgTable table, SgTable own) {
    List<SgTable> src = new ArrayList<>();
    src.add(table);
    src.add(own);
    ImmutableList<SgTable> l = ImmutableList.copyOf(src);
    src.set(1, table);
    see(l.get(0).firstEntry().page()); // expect: DMABUF_PAGE_ACCESS
    see(l.get(1).firstEntry().page());
    for (SgTable each : l.subList(1, 2)) {
      see(each.firstEntry().page());
    }
    for (SgTable each : l) {
      see(each.firstEntry().page()); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void builder(SgTable table, SgTable own) {
    ImmutableList.Builder<SgTable> b = ImmutableList.builder();
    b.add(own).add(table);
    ImmutableList<SgTable> l = b.build();
    see(l.get(0).firstEntry().page());
    see(l.get(1).firstEntry().page()); // expect: DMABUF_PAGE_ACCESS
    ImmutableList<SgTable> clean =
        ImmutableList.<SgTable>builder().add(own).addAll(Arrays.asList(own)).build();
    see(clean.get(1).firstEntry().page());
  }

  private static void lists(SgTable table, SgTable own) {
    List<SgTable> l = Lists.newArrayList(table, own);
    see(l.get(0).firstEntry().page()); // expect: DMABUF_PAGE_ACCESS
    see(l.get(1).firstEntry().page());
    List<Scatterlist> firsts = Lists.transform(l, SgTable::firstEntry);
    see(firsts.get(0).page()); // expect: DMABUF_PAGE_ACCESS
    see(firsts.get(1).page());
    List<SgTable> back = Lists.reverse(l);
    see(back.get(0).firstEntry().page());
    see(back.get(1).firstEntry().page()); // expect: DMABUF_PAGE_ACCESS
    List<List<SgTable>> parts = Lists.partition(l, 1);
    see(parts.get(0).get(0).firstEntry().page()); // expect: DMABUF_PAGE_ACCESS
    see(parts.get(1).get(0).firstEntry().page());
  }

  private static void collected(SgTable table, SgTable own) {
    ImmutableList<SgTable> l = Stream.of(table, own).collect(ImmutableList.toImmutableList());
    see(l.get(0).firstEntry().page()); // expect: DMABUF_PAGE_ACCESS
    ImmutableSet<SgTable> clean = Stream.of(own).collect(ImmutableSet.toImmutableSet());
    see(clean.iterator().next().firstEntry().page());
    ImmutableMap<String, SgTable> m =
        Stream.of(new Plane("y", table), new Plane("uv", own))
            .collect(ImmutableMap.toImmutableMap(Plane::name, Plane::table));
    see(m.get("y").firstEntry().page()); // expect: DMABUF_PAGE_ACCESS
  }
}
