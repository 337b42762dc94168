package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.SgTable;
import java.util.AbstractCollection;
import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import support.Rig;

/** Collections and iterators of the project, and library methods that look into them. */
public final class LibOwnCollections {
  private LibOwnCollections() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("lib-own-collections"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      reportsAbstractList(table);
      reportsAbstractMap(table);
      reportsAbstractCollection(table);
      reportsFilteringIterator(table);
      acceptsOverridingAdd(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  static final class View extends AbstractList<SgTable> {
    private final SgTable[] in;

    View(SgTable... in) {
      this.in = in;
    }

    @Override
    public SgTable get(int i) {
      return in[i];
    }

    @Override
    public int size() {
      return in.length;
    }
  }

  static final class OneMap extends AbstractMap<String, SgTable> {
    private final SgTable one;

    OneMap(SgTable one) {
      this.one = one;
    }

    @Override
    public Set<Map.Entry<String, SgTable>> entrySet() {
      return Set.of(Map.entry("k", one));
    }
  }

  static final class Chunked extends AbstractCollection<SgTable> {
    private final List<List<SgTable>> chunks = new ArrayList<>();

    @Override
    public boolean add(SgTable table) {
      return chunks.add(new ArrayList<>(List.of(table)));
    }

    @Override
    public Iterator<SgTable> iterator() {
      return chunks.stream().flatMap(List::stream).iterator();
    }

    @Override
    public int size() {
      return chunks.size();
    }
  }

  static final class Filtered implements Iterator<SgTable> {
    private final Iterator<SgTable> in;
    private final Predicate<SgTable> test;
    private SgTable next;

    Filtered(Iterator<SgTable> in, Predicate<SgTable> test) {
      this.in = in;
      this.test = test;
      advance();
    }

    private void advance() {
      next = null;
      while (next == null && in.hasNext()) {
        SgTable x = in.next();
        if (test.test(x)) {
          next = x;
        }
      }
    }

    @Override
    public boolean hasNext() {
      return next != null;
    }

    @Override
    public SgTable next() {
      SgTable r = next;
      advance();
      return r;
    }
  }

  private static void reportsAbstractList(SgTable table) {
    View v = new View(table);
    Rig.check(v.get(0).firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    for (SgTable x : v) {
      Rig.check(x.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
    SgTable seen1 = v.stream().findFirst().get();
    Rig.check(seen1.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    SgTable seen2 = new ArrayList<>(v).get(0);
    Rig.check(seen2.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    SgTable seen3 = v.subList(0, 1).get(0);
    Rig.check(seen3.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    v.forEach(
        x -> {
          Rig.check(x.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
        });
    View o = new View(Rig.ownTable());
    Rig.check(o.iterator().next().firstEntry().page() != null, "a page");
    Rig.check(o.stream().findFirst().get().firstEntry().page() != null, "a page");
  }

  private static void reportsAbstractMap(SgTable table) {
    Map<String, SgTable> m = new OneMap(table);
    Rig.check(m.get("k").firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    SgTable seen1 = m.values().iterator().next();
    Rig.check(seen1.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    m.forEach(
        (k, v) -> {
          Rig.check(v.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
        });
    SgTable seen2 = m.getOrDefault("k", null);
    Rig.check(seen2.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    SgTable seen3 = new HashMap<>(m).get("k");
    Rig.check(seen3.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    Map<String, SgTable> o = new OneMap(Rig.ownTable());
    Rig.check(o.get("k").firstEntry().page() != null, "a page");
  }

  private static void reportsAbstractCollection(SgTable table) {
    Chunked c = new Chunked();
    c.add(table);
    SgTable seen1 = c.iterator().next();
    Rig.check(seen1.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    SgTable seen2 = new ArrayList<>(c).get(0);
    Rig.check(seen2.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    SgTable seen3 = c.stream().toList().get(0);
    Rig.check(seen3.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    SgTable seen4 = c.toArray(new SgTable[0])[0];
    Rig.check(seen4.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    SgTable seen5 = Collections.max(c, Comparator.comparing(SgTable::nents));
    Rig.check(seen5.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    Chunked o = new Chunked();
    o.addAll(List.of(Rig.ownTable()));
    Rig.check(o.iterator().next().firstEntry().page() != null, "a page");
  }

  private static void reportsFilteringIterator(SgTable table) {
    Iterator<SgTable> it =
        new Filtered(List.of(Rig.ownTable(), table).iterator(), x -> x.nents() == 4);
    List<SgTable> out = new ArrayList<>();
    it.forEachRemaining(out::add);
    Rig.check(out.get(1).firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    Iterator<SgTable> it2 = new Filtered(List.of(Rig.ownTable()).iterator(), x -> true);
    Rig.check(it2.next().firstEntry().page() != null, "a page");
  }

  static final class Delegating extends ArrayList<SgTable> {
    private static final long serialVersionUID = 1L;

    @Override
    public boolean add(SgTable x) {
      return super.add(Rig.ownTable());
    }

    SgTable head() {
      return get(0);
    }
  }

  private static void acceptsOverridingAdd(SgTable table) {
    Delegating d = new Delegating();
    d.add(table);
    Rig.check(d.get(0).firstEntry().page() != null, "a page");
    Rig.check(d.head().firstEntry().page() != null, "a page");
    ArrayList<SgTable> plain =
        new ArrayList<>() {
          @Override
          public SgTable get(int i) {
            return super.get(i);
          }
        };
    plain.add(table);
    Rig.check(plain.get(0).firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }
}
