package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.MappingIterator;
import dev.pagewarden.dmabuf.Page;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import support.Rig;

/**
 * Idioms of Java that carry a table: builders, tuples, local types, lazy holders, stacks of slots.
 */
public final class HeapIdioms {
  private HeapIdioms() {}

  abstract static class AbstractBuilder<T, B extends AbstractBuilder<T, B>> {
    protected SgTable table;
    protected SgTable aux;

    protected abstract B self();

    B table(SgTable t) {
      table = t;
      return self();
    }

    B aux(SgTable t) {
      aux = t;
      return self();
    }

    abstract T build();
  }

  static final class JobBuilder extends AbstractBuilder<JobX, JobBuilder> {
    int prio;

    protected JobBuilder self() {
      return this;
    }

    JobBuilder prio(int p) {
      prio = p;
      return this;
    }

    JobX build() {
      return new JobX(table, aux, prio);
    }
  }

  record JobX(SgTable table, SgTable aux, int prio) {}

  record Two(SgTable a, SgTable b) {
    Two swap() {
      return new Two(b, a);
    }

    static Two of(SgTable a, SgTable b) {
      return new Two(a, b);
    }
  }

  static <T> T id(T x) {
    return x;
  }

  static <T> T second(T a, T b) {
    return b;
  }

  private static SgTable[] arr(SgTable... xs) {
    return xs;
  }

  static Two split(SgTable t) {
    return new Two(t, Rig.ownTable());
  }

  static final Map<String, SgTable> REG = new HashMap<>();
  static SgTable[] SLOTS = new SgTable[2];
  static int count;

  /** Runs every variant. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment a = buffer.attach(Rig.device("k1"));
      SgTable t = buffer.mapAttachment(a, DmaDirection.BIDIRECTIONAL);
      reportsCrtp(t);
      reportsDoubleBrace(t);
      reportsTupleSwap(t);
      reportsIds(t);
      reportsLocalTypes(t);
      reportsFallthrough(t, args.length);
      reportsShortCircuit(t, args.length);
      reportsNestedTernary(t, args.length);
      reportsTwr(t);
      acceptsRegs(t);
      reportsIdx(t);
      reportsSorted(t);
      reportsHetero(t);
      acceptsStaticSlots(t);
      acceptsLabelled(t);
      reportsDoubleDispatch(t);
      reportsVisitorState(t);
      reportsSets(t);
      acceptsNullArray(t);
      reportsInitBlock(t);
      reportsFieldLambda(t);
      reportsAnonState(t);
      reportsChainAssign(t);
      reportsCompoundIndex(t);
      reportsSelfReference(t);
      reportsExchangeLoop(t);
      reportsConditionalStrong(t, args.length);
      reportsMergeThenStrong(t, args.length);
      acceptsCatchOverwrite(t);
      reportsFinallyKeep(t);
      reportsReturnsThis(t);
      reportsCopyFields(t);
      reportsSharedArray(t);
      reportsArrayAlias2(t);
      reportsTableOfTables(t);
      reportsEntryCache(t);
      reportsPageKept(t);
      reportsIteratorKept(t);
      reportsNestedHolder(t);
      reportsLazyHolder(t);
      reportsOptionalField(t);
      reportsDeepCopy(t);
      reportsPartialCopy(t);
      reportsRefill(t);
      reportsStackMachine(t);
      buffer.unmapAttachment(a, t, DmaDirection.BIDIRECTIONAL);
      buffer.detach(a);
    }
  }

  private static void reportsCrtp(SgTable t) {
    JobX j = new JobBuilder().prio(2).table(t).aux(Rig.ownTable()).build();
    j.aux().pages();
    j.table().pages(); // expect: DMABUF_PAGE_ACCESS
    JobX k = new JobBuilder().table(t).table(Rig.ownTable()).aux(j.aux()).prio(1).build();
    k.table().pages();
  }

  private static void reportsDoubleBrace(SgTable t) {
    List<SgTable> l =
        new ArrayList<>() {
          {
            add(t);
          }
        };
    l.get(0).pages(); // expect: DMABUF_PAGE_ACCESS
    List<SgTable> o =
        new ArrayList<>() {
          {
            add(Rig.ownTable());
          }
        };
    o.get(0).pages();
  }

  private static void reportsTupleSwap(SgTable t) {
    Two p = Two.of(t, Rig.ownTable());
    p = p.swap();
    p.a().pages();
    p.b().pages(); // expect: DMABUF_PAGE_ACCESS
    Two q = split(t).swap().swap();
    q.b().pages();
    q.a().pages(); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsIds(SgTable t) {
    id(id(t)).pages(); // expect: DMABUF_PAGE_ACCESS
    id(Rig.ownTable()).pages();
    second(t, Rig.ownTable()).pages();
    second(Rig.ownTable(), t).pages(); // expect: DMABUF_PAGE_ACCESS
    arr(t, Rig.ownTable())[1].pages();
    arr(t, Rig.ownTable())[0].pages(); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsLocalTypes(SgTable t) {
    record L(SgTable s) {
      Scatterlist first() {
        return s.firstEntry();
      }
    }
    enum E {
      X;
      SgTable s;
    }
    interface I {
      SgTable get();
    }
    new L(t).first().page(); // expect: DMABUF_PAGE_ACCESS
    new L(Rig.ownTable()).first().page();
    E.X.s = t;
    E.X.s.firstEntry().page(); // expect: DMABUF_PAGE_ACCESS
    E.X.s = null;
    I i = () -> t;
    i.get().firstEntry().page(); // expect: DMABUF_PAGE_ACCESS
    I o = Rig::ownTable;
    o.get().firstEntry().page();
  }

  @SuppressWarnings("fallthrough") // what this is about
  private static void reportsFallthrough(SgTable t, int n) {
    SgTable x = Rig.ownTable();
    switch (n) {
      case 0:
        x = t;
      case 1:
        x = Rig.ownTable(2);
        break;
      default:
        x = Rig.ownTable(1);
    }
    x.pages();
    switch (n) {
      case 0:
        x = Rig.ownTable();
      case 1:
        x = t;
    }
    x.pages(); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsShortCircuit(SgTable t, int n) {
    SgTable x = null;
    if (n == 0 && (x = t) != null) {
      x.pages(); // expect: DMABUF_PAGE_ACCESS
    }
    if (n > 0 || (x = Rig.ownTable()) == null) {
      x = Rig.ownTable(2);
    }
    x.pages();
  }

  private static void reportsNestedTernary(SgTable t, int n) {
    SgTable x = n == 0 ? n == 1 ? t : Rig.ownTable() : n > 2 ? Rig.ownTable(1) : t;
    if (n == 0) x.pages();
    SgTable y = n >= 0 ? (n == 0 ? t : null) : Rig.ownTable();
    if (y != null) {
      y.pages(); // expect: DMABUF_PAGE_ACCESS
    }
  }

  static final class Lease implements AutoCloseable {
    SgTable t;

    Lease(SgTable t) {
      this.t = t;
    }

    public void close() {
      t = null;
    }
  }

  private static void reportsTwr(SgTable t) {
    Lease kept;
    try (Lease l = new Lease(t);
        Lease o = new Lease(Rig.ownTable())) {
      o.t.pages();
      l.t.pages(); // expect: DMABUF_PAGE_ACCESS
      kept = l;
    }
    kept.t = Rig.ownTable();
    kept.t.pages();
  }

  private static void acceptsRegs(SgTable t) {
    REG.put("in", t);
    REG.put("own", Rig.ownTable());
    REG.get("own").pages();
    readReg("in");
    REG.replace("in", Rig.ownTable());
    REG.get("in").pages();
    REG.clear();
  }

  static void readReg(String k) {
    REG.get(k).pages(); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsIdx(SgTable t) {
    int[] order = {2, 0, 1};
    SgTable[] x = {Rig.ownTable(1), Rig.ownTable(1), t};
    x[order[1]].pages();
    x[order[0]].pages(); // expect: DMABUF_PAGE_ACCESS
    order[0] = 1;
    x[order[0]].pages();
  }

  private static void reportsSorted(SgTable t) {
    SgTable[] x = {t, Rig.ownTable(1)};
    Arrays.sort(x, Comparator.comparingInt(SgTable::nents));
    x[1].pages(); // expect: DMABUF_PAGE_ACCESS
    SgTable[] y = {Rig.ownTable(2), Rig.ownTable(1)};
    Arrays.sort(y, Comparator.comparingInt(SgTable::nents));
    y[1].pages();
  }

  private static void reportsHetero(SgTable t) {
    Object[] o = {"s", 3, t, new SgTable[] {Rig.ownTable()}};
    for (Object e : o) {
      if (e instanceof SgTable s) {
        s.pages(); // expect: DMABUF_PAGE_ACCESS
      } else if (e instanceof SgTable[] a) {
        a[0].pages();
      } else if (e instanceof Integer i) {
        count += i;
      }
    }
  }

  private static void acceptsStaticSlots(SgTable t) {
    SLOTS[0] = t;
    SLOTS[1] = Rig.ownTable();
    touchSlot();
    SLOTS = new SgTable[] {Rig.ownTable(1), Rig.ownTable(1)};
    SLOTS[0].pages();
  }

  static void touchSlot() {
    SLOTS[1].pages();
    SLOTS[0].pages(); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsLabelled(SgTable t) {
    SgTable x = t;
    block:
    {
      if (t.nents() > 0) {
        x = Rig.ownTable();
        break block;
      }
      x = Rig.ownTable(2);
    }
    x.pages();
  }

  interface Shape {
    void accept(Eye e);
  }

  interface Eye {
    void see(Circle c);

    void see(Square s);
  }

  record Circle(SgTable t) implements Shape {
    public void accept(Eye e) {
      e.see(this);
    }
  }

  record Square(SgTable t) implements Shape {
    public void accept(Eye e) {
      e.see(this);
    }
  }

  private static void reportsDoubleDispatch(SgTable t) {
    Eye eye =
        new Eye() {
          public void see(Circle c) {
            c.t().pages(); // expect: DMABUF_PAGE_ACCESS
          }

          public void see(Square s) {
            s.t().pages();
          }
        };
    for (Shape s : List.of(new Circle(t), new Square(Rig.ownTable()))) s.accept(eye);
  }

  static final class Collect implements Consumer<SgTable> {
    SgTable last;
    int n;

    public void accept(SgTable t) {
      last = t;
      n++;
    }
  }

  private static void reportsVisitorState(SgTable t) {
    Collect c = new Collect();
    List.of(Rig.ownTable(1), t).forEach(c);
    c.last.pages(); // expect: DMABUF_PAGE_ACCESS
    Collect o = new Collect();
    List.of(Rig.ownTable(1), Rig.ownTable(1)).forEach(o);
    o.last.pages();
    c.accept(Rig.ownTable());
    c.last.pages();
  }

  private static void reportsSets(SgTable t) {
    Set<SgTable> s = new LinkedHashSet<>();
    s.add(t);
    s.iterator().next().pages(); // expect: DMABUF_PAGE_ACCESS
    Set<SgTable> o = new HashSet<>(Set.of(Rig.ownTable()));
    if (!o.contains(t)) for (SgTable x : o) x.pages();
  }

  static void walkAll(SgTable... ts) {
    if (ts != null) for (SgTable x : ts) x.firstEntry().page(); // expect: DMABUF_PAGE_ACCESS
  }

  static void walkOwn(SgTable... ts) {
    if (ts != null) for (SgTable x : ts) x.firstEntry().page();
  }

  private static void acceptsNullArray(SgTable t) {
    walkAll();
    walkAll((SgTable[]) null);
    walkAll(Rig.ownTable(1), t);
    walkOwn();
    walkOwn(Rig.ownTable(1));
  }

  static final class Init {
    SgTable a;
    final SgTable b;
    SgTable c = Rig.ownTable();

    {
      a = Rig.ownTable();
    }

    Init(SgTable t) {
      b = t;
      c = a;
      a = t;
    }
  }

  private static void reportsInitBlock(SgTable t) {
    Init i = new Init(t);
    i.c.pages();
    i.a.pages(); // expect: DMABUF_PAGE_ACCESS
    i.b.pages(); // expect: DMABUF_PAGE_ACCESS
  }

  static final class Job {
    SgTable t;
    final Supplier<SgTable> s = () -> this.t;
    final Function<SgTable, Scatterlist> f = SgTable::firstEntry;

    Job(SgTable t) {
      this.t = t;
    }
  }

  private static void reportsFieldLambda(SgTable t) {
    Job j = new Job(t), o = new Job(Rig.ownTable());
    j.f.apply(j.s.get()).page(); // expect: DMABUF_PAGE_ACCESS
    o.f.apply(o.s.get()).page();
  }

  private static void reportsAnonState(SgTable t) {
    abstract class Acc {
      SgTable cur = Rig.ownTable();

      abstract void step();
    }
    Acc a =
        new Acc() {
          void step() {
            cur = t;
          }
        };
    a.cur.pages();
    a.step();
    a.cur.pages(); // expect: DMABUF_PAGE_ACCESS
    Acc b =
        new Acc() {
          void step() {
            cur = Rig.ownTable(2);
          }
        };
    b.step();
    b.cur.pages();
  }

  static final class Cell {
    SgTable v;
    Cell next;

    Cell() {}

    Cell(SgTable v) {
      this.v = v;
    }

    Cell set(SgTable t) {
      v = t;
      return this;
    }

    void copyFrom(Cell o) {
      v = o.v;
      next = o.next;
    }
  }

  private static void reportsChainAssign(SgTable t) {
    Cell a = new Cell(), b = new Cell(), c = new Cell();
    a.v = b.v = c.v = t;
    b.v = a.v = Rig.ownTable();
    a.v.pages();
    b.v.pages();
    c.v.pages(); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsCompoundIndex(SgTable t) {
    SgTable[] x = new SgTable[3];
    int n = 0;
    x[n] = x[++n] = t;
    x[2] = Rig.ownTable();
    x[n + 1].pages();
    x[n].pages(); // expect: DMABUF_PAGE_ACCESS
    x[n -= 1].pages(); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsSelfReference(SgTable t) {
    Cell a = new Cell(t);
    a.next = a;
    a.next.next.v.pages(); // expect: DMABUF_PAGE_ACCESS
    a.next.v = Rig.ownTable();
    a.v.pages();
  }

  private static void reportsExchangeLoop(SgTable t) {
    Cell a = new Cell(t), b = new Cell(Rig.ownTable());
    for (int i = 0; i < 3; i++) {
      SgTable h = a.v;
      a.v = b.v;
      b.v = h;
    }
    b.v.pages(); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsConditionalStrong(SgTable t, int n) {
    Cell a = new Cell(t);
    if (n > 0) a.set(Rig.ownTable());
    if (n == 0) {
      a.v.pages(); // expect: DMABUF_PAGE_ACCESS
    }
    a.set(Rig.ownTable());
    a.v.pages();
  }

  private static void reportsMergeThenStrong(SgTable t, int n) {
    Cell a = new Cell(t), b = new Cell(t);
    Cell c = n > 0 ? a : b;
    c.v = Rig.ownTable();
    c.v.pages();
    a.v.pages(); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsCatchOverwrite(SgTable t) {
    Cell a = new Cell(t);
    try {
      a.v.nents();
      throw new IllegalStateException();
    } catch (IllegalStateException e) {
      a.v = Rig.ownTable();
    }
    a.v.pages();
  }

  private static void reportsFinallyKeep(SgTable t) {
    Cell a = new Cell(Rig.ownTable());
    try {
      a.v.pages();
    } finally {
      a.v = t;
    }
    a.v.pages(); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsReturnsThis(SgTable t) {
    Cell a = new Cell();
    a.set(t).set(Rig.ownTable()).v.pages();
    a.set(Rig.ownTable()).set(t).v.pages(); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsCopyFields(SgTable t) {
    Cell a = new Cell(t), b = new Cell(Rig.ownTable());
    a.next = b;
    Cell c = new Cell();
    c.copyFrom(a);
    c.next.v.pages();
    c.v.pages(); // expect: DMABUF_PAGE_ACCESS
    c.copyFrom(b);
    c.v.pages();
    a.copyFrom(c);
    a.v.pages();
  }

  private static void reportsSharedArray(SgTable t) {
    SgTable[] s = {Rig.ownTable(1), Rig.ownTable(1)};
    class V {
      SgTable[] view = s;
    }
    V a = new V(), b = new V();
    a.view[1] = t;
    b.view[1].pages(); // expect: DMABUF_PAGE_ACCESS
    b.view[0].pages();
    b.view = b.view.clone();
    b.view[1] = Rig.ownTable(1);
    b.view[1].pages();
    a.view[1].pages(); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsArrayAlias2(SgTable t) {
    SgTable[][] m = new SgTable[2][];
    m[0] = new SgTable[] {Rig.ownTable(1)};
    m[1] = m[0];
    m[1][0] = t;
    m[0][0].pages(); // expect: DMABUF_PAGE_ACCESS
    m[1] = new SgTable[] {Rig.ownTable(1)};
    m[1][0].pages();
  }

  private static void reportsTableOfTables(SgTable t) {
    Map<String, Map<String, SgTable>> m = new HashMap<>();
    m.computeIfAbsent("a", k -> new HashMap<>()).put("x", t);
    m.computeIfAbsent("a", k -> new HashMap<>()).put("y", Rig.ownTable());
    m.computeIfAbsent("b", k -> new HashMap<>()).put("x", Rig.ownTable());
    m.get("a").get("x").pages(); // expect: DMABUF_PAGE_ACCESS
    m.get("a").get("y").pages();
    m.get("b").get("x").pages();
  }

  private static void reportsEntryCache(SgTable t) {
    Map<Integer, Scatterlist> m = new HashMap<>();
    int i = 0;
    for (Scatterlist e : t) m.put(i++, e);
    m.get(2).page(); // expect: DMABUF_PAGE_ACCESS
    m.get(1).dmaAddress();
    m.clear();
    m.put(0, Rig.ownTable().firstEntry());
    m.get(0).page();
  }

  private static void reportsPageKept(SgTable t) {
    class K {
      Page p;
    }
    K k = new K();
    k.p = t.firstEntry().page(); // expect: DMABUF_PAGE_ACCESS
    k.p.map(); // expect: DMABUF_PAGE_ACCESS
    k.p = Rig.ownPages(1)[0];
    k.p.map();
  }

  private static void reportsIteratorKept(SgTable t) {
    class K {
      Iterator<Scatterlist> it;
      MappingIterator mi;
    }
    K k = new K(), o = new K();
    k.it = t.iterator();
    o.it = Rig.ownTable().iterator();
    o.it.next().page();
    k.it.next().page(); // expect: DMABUF_PAGE_ACCESS
    k.it = o.it;
    k.it.next().page();
  }

  private static void reportsNestedHolder(SgTable t) {
    Object[] a = {new Object[] {t}}, b = {new Object[] {Rig.ownTable()}};
    Object[] h = (Object[]) a[0];
    a[0] = b[0];
    b[0] = h;
    ((SgTable) ((Object[]) a[0])[0]).pages();
    ((SgTable) ((Object[]) b[0])[0]).pages(); // expect: DMABUF_PAGE_ACCESS
  }

  static final class LazyH {
    private SgTable t;
    private final Supplier<SgTable> s;

    LazyH(Supplier<SgTable> s) {
      this.s = s;
    }

    synchronized SgTable get() {
      if (t == null) t = s.get();
      return t;
    }

    synchronized void drop() {
      t = null;
    }
  }

  private static void reportsLazyHolder(SgTable t) {
    LazyH l = new LazyH(() -> t), o = new LazyH(Rig::ownTable);
    o.get().pages();
    l.get().pages(); // expect: DMABUF_PAGE_ACCESS
    o.drop();
    o.get().pages();
  }

  private static void reportsOptionalField(SgTable t) {
    class H {
      Optional<SgTable> o = Optional.empty();
    }
    H h = new H();
    h.o.ifPresent(x -> x.pages());
    h.o = Optional.of(t);
    h.o.ifPresent(x -> x.zero()); // expect: DMABUF_PAGE_ACCESS
    h.o = Optional.of(Rig.ownTable());
    h.o.get().pages();
  }

  static Cell deep(Cell c) {
    if (c == null) return null;
    Cell d = new Cell(c.v);
    d.next = deep(c.next);
    return d;
  }

  private static void reportsDeepCopy(SgTable t) {
    Cell a = new Cell(t);
    a.next = new Cell(t);
    Cell d = deep(a);
    a.next.v = Rig.ownTable();
    d.next.v.pages(); // expect: DMABUF_PAGE_ACCESS
    Cell o = deep(new Cell(Rig.ownTable()));
    o.v.pages();
  }

  private static void reportsPartialCopy(SgTable t) {
    SgTable[] x = {t, Rig.ownTable(1), Rig.ownTable(1)};
    SgTable[] y = Arrays.copyOfRange(x, 1, 3);
    y[0].pages();
    y[1].pages();
    SgTable[] z = Arrays.copyOf(x, 1);
    z[0].pages(); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsRefill(SgTable t) {
    SgTable[] x = new SgTable[2];
    Arrays.fill(x, t);
    x[1].pages(); // expect: DMABUF_PAGE_ACCESS
    Arrays.fill(x, Rig.ownTable());
    x[1].pages();
  }

  private static void reportsStackMachine(SgTable t) {
    Object[] st = new Object[4];
    int sp = 0;
    st[sp++] = Rig.ownTable();
    st[sp++] = t;
    Object b = st[--sp];
    Object a = st[--sp];
    ((SgTable) a).pages();
    ((SgTable) b).pages(); // expect: DMABUF_PAGE_ACCESS
    st[sp++] = b;
    st[sp++] = a;
    ((SgTable) st[--sp]).pages();
    ((SgTable) st[--sp]).pages(); // expect: DMABUF_PAGE_ACCESS
  }
}
