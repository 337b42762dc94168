package flow8;

import com.google.common.collect.FluentIterable;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import com.google.common.collect.Iterators;
import com.google.common.collect.PeekingIterator;
import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Page;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import support.Rig;

/** Guava's iterables and iterators, and chains of them. */
public final class GuavaIterables {
  private GuavaIterables() {}

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
      DmaBufAttachment attachment = buffer.attach(Rig.device("guava-iterables"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      SgTable own = Rig.ownTable();
      iterables(table, own);
      collects(table, own);
      iterators(table, own);
      fluent(table, own);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void see(Page page) {
    Rig.check(page != null, "a page");
  }

  private static void iterables(SgTable table, SgTable own) {
    List<SgTable> l = Arrays.asList(table, own);
    see(Iterables.getFirst(l, null).firstEntry().page()); // expect: DMABUF_PAGE_ACCESS
    see(Iterables.getLast(l).firstEntry().page());
    see(Iterables.get(l, 1).firstEntry().page());
    see(
        Iterables.getOnlyElement(Arrays.asList(table))
            .firstEntry()
            .page()); // expect: DMABUF_PAGE_ACCESS
    see(Iterables.getOnlyElement(Arrays.asList(own)).firstEntry().page());
    for (Scatterlist s : Iterables.transform(l, SgTable::firstEntry)) {
      see(s.page()); // expect: DMABUF_PAGE_ACCESS
    }
    for (SgTable each : Iterables.concat(Arrays.asList(own), Arrays.asList(own))) {
      see(each.firstEntry().page());
    }
    for (SgTable each : Iterables.concat(Arrays.asList(own), Arrays.asList(table))) {
      see(each.firstEntry().page()); // expect: DMABUF_PAGE_ACCESS
    }
    for (SgTable each : Iterables.skip(l, 1)) {
      see(each.firstEntry().page());
    }
    for (SgTable each : Iterables.limit(l, 1)) {
      see(each.firstEntry().page()); // expect: DMABUF_PAGE_ACCESS
    }
    for (SgTable each : Iterables.filter(l, x -> x != null)) {
      see(each.firstEntry().page()); // expect: DMABUF_PAGE_ACCESS
    }
    for (List<SgTable> part : Iterables.partition(Arrays.asList(own, own), 1)) {
      see(part.get(0).firstEntry().page());
    }
  }

  private static void collects(SgTable table, SgTable own) {
    List<SgTable> into = new ArrayList<>();
    Iterables.addAll(into, ImmutableSet.of(table));
    see(into.get(0).firstEntry().page()); // expect: DMABUF_PAGE_ACCESS
    SgTable[] array = Iterables.toArray(Arrays.asList(own, table), SgTable.class);
    see(array[0].firstEntry().page());
    see(array[1].firstEntry().page()); // expect: DMABUF_PAGE_ACCESS
  }

  private static void iterators(SgTable table, SgTable own) {
    PeekingIterator<SgTable> i = Iterators.peekingIterator(Arrays.asList(own, table).iterator());
    see(i.peek().firstEntry().page());
    see(i.next().firstEntry().page());
    see(i.next().firstEntry().page()); // expect: DMABUF_PAGE_ACCESS
    Iterator<SgTable> j = Iterators.forArray(table, own);
    see(j.next().firstEntry().page()); // expect: DMABUF_PAGE_ACCESS
    see(j.next().firstEntry().page());
    Iterator<Scatterlist> k =
        Iterators.transform(Arrays.asList(table).iterator(), SgTable::firstEntry);
    see(k.next().page()); // expect: DMABUF_PAGE_ACCESS
    see(Iterators.getOnlyElement(Iterators.singletonIterator(own)).firstEntry().page());
  }

  private static void fluent(SgTable table, SgTable own) {
    List<Plane> planes = Arrays.asList(new Plane("y", table), new Plane("uv", own));
    ImmutableList<SgTable> l = FluentIterable.from(planes).transform(Plane::table).toList();
    see(l.get(0).firstEntry().page()); // expect: DMABUF_PAGE_ACCESS
    see(l.get(1).firstEntry().page());
    see(
        FluentIterable.from(planes)
            .filter(p -> p.name().equals("y"))
            .first()
            .get()
            .table()
            .firstEntry()
            .page()); // expect: DMABUF_PAGE_ACCESS
    see(FluentIterable.of(own).append(own).get(1).firstEntry().page());
    see(FluentIterable.from(planes).last().get().table().firstEntry().page());
    see(
        FluentIterable.from(planes)
            .uniqueIndex(Plane::name)
            .get("y")
            .table()
            .firstEntry()
            .page()); // expect: DMABUF_PAGE_ACCESS
  }
}
