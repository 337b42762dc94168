package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.SgTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import support.Rig;

/** Objects that come from factories, copies, exchanges and wrappers: each keeps its own table. */
public final class HeapFactories {
  private HeapFactories() {}

  static final class Bo {
    private SgTable sgt;
    private Bo parent;
    private final List<Bo> children = new ArrayList<>();

    static Bo of(SgTable s) {
      Bo b = new Bo();
      b.sgt = s;
      return b;
    }

    static Bo empty() {
      return new Bo();
    }

    Bo child(SgTable s) {
      Bo c = of(s);
      c.parent = this;
      children.add(c);
      return c;
    }

    Bo root() {
      return parent == null ? this : parent.root();
    }

    SgTable sgt() {
      return sgt;
    }

    Bo with(SgTable s) {
      sgt = s;
      return this;
    }

    Bo copy() {
      Bo b = empty();
      b.sgt = sgt;
      b.parent = parent;
      return b;
    }

    SgTable exchange(SgTable s) {
      SgTable o = sgt;
      sgt = s;
      return o;
    }

    void moveFrom(Bo other) {
      sgt = other.sgt;
      other.sgt = null;
    }

    static void swap(Bo a, Bo b) {
      SgTable h = a.sgt;
      a.sgt = b.sgt;
      b.sgt = h;
    }

    boolean same(Bo o) {
      return o.sgt == sgt;
    }
  }

  /** Runs every variant. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment a = buffer.attach(Rig.device("f1factories"));
      SgTable t = buffer.mapAttachment(a, DmaDirection.BIDIRECTIONAL);
      reportsTwoFromFactory(t);
      reportsParents(t);
      reportsFluent(t);
      reportsCopies(t);
      reportsExchange(t);
      reportsMoves(t);
      reportsSwapped(t);
      reportsLoops(t);
      reportsRecursionMade(t);
      reportsSupplierMade(t);
      reportsIdentity(t);
      reportsArraysOfMade(t);
      reportsMapsOfMade(t);
      reportsMemo(t);
      reportsConditionalFactory(t, args.length);
      reportsFactoryObject(t);
      reportsGenericFactory(t);
      reportsChooser(t, args.length);
      reportsWrapUnwrap(t);
      reportsWrapDeep(t);
      buffer.unmapAttachment(a, t, DmaDirection.BIDIRECTIONAL);
      buffer.detach(a);
    }
  }

  private static void reportsTwoFromFactory(SgTable t) {
    Bo x = Bo.of(t), y = Bo.of(Rig.ownTable()), z = Bo.of(Rig.ownTable(1));
    x.sgt().pages(); // expect: DMABUF_PAGE_ACCESS
    y.sgt().pages();
    z.sgt().pages();
  }

  private static void reportsParents(SgTable t) {
    Bo r = Bo.of(t);
    Bo c = r.child(Rig.ownTable()).child(Rig.ownTable(1));
    c.sgt().pages();
    c.parent.sgt().pages();
    c.parent.parent.sgt().pages(); // expect: DMABUF_PAGE_ACCESS
    c.root().sgt().pages(); // expect: DMABUF_PAGE_ACCESS
    Bo o = Bo.of(Rig.ownTable());
    Bo k = o.child(t);
    k.root().sgt().pages();
    o.children.get(0).sgt().pages(); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsFluent(SgTable t) {
    Bo.empty().with(t).with(Rig.ownTable()).sgt().pages();
    Bo.empty().with(Rig.ownTable()).with(t).sgt().pages(); // expect: DMABUF_PAGE_ACCESS
    Bo b = Bo.empty();
    b.with(t);
    b.with(Rig.ownTable());
    b.sgt().pages();
  }

  private static void reportsCopies(SgTable t) {
    Bo x = Bo.of(t);
    Bo y = x.copy();
    x.with(Rig.ownTable());
    x.sgt().pages();
    y.sgt().pages(); // expect: DMABUF_PAGE_ACCESS
    Bo z = x.copy().copy().copy();
    z.sgt().pages();
  }

  private static void reportsExchange(SgTable t) {
    Bo x = Bo.of(t);
    SgTable old = x.exchange(Rig.ownTable());
    x.sgt().pages();
    old.pages(); // expect: DMABUF_PAGE_ACCESS
    SgTable mine = x.exchange(old);
    mine.pages();
    x.sgt().pages(); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsMoves(SgTable t) {
    Bo x = Bo.of(t), y = Bo.empty();
    y.moveFrom(x);
    y.sgt().pages(); // expect: DMABUF_PAGE_ACCESS
    if (x.sgt() != null) {
      x.sgt().pages();
    }
    x.with(Rig.ownTable());
    y.moveFrom(x);
    y.sgt().pages();
  }

  private static void reportsSwapped(SgTable t) {
    Bo x = Bo.of(t), y = Bo.of(Rig.ownTable());
    Bo.swap(x, y);
    x.sgt().pages();
    y.sgt().pages(); // expect: DMABUF_PAGE_ACCESS
    Bo.swap(x, y);
    x.sgt().pages(); // expect: DMABUF_PAGE_ACCESS
    y.sgt().pages();
  }

  private static void reportsLoops(SgTable t) {
    List<Bo> bos = new ArrayList<>();
    for (int i = 0; i < 4; i++) bos.add(Bo.of(i == 2 ? t : Rig.ownTable(1)));
    for (Bo b : bos) {
      if (b.sgt().nents() > 1) {
        b.sgt().pages(); // expect: DMABUF_PAGE_ACCESS
      }
    }
    List<Bo> owns = new ArrayList<>();
    for (int i = 0; i < 4; i++) owns.add(Bo.of(Rig.ownTable(1)));
    for (Bo b : owns) b.sgt().pages();
  }

  static Bo nest(int depth, SgTable s) {
    if (depth == 0) return Bo.of(s);
    Bo b = Bo.empty();
    b.parent = nest(depth - 1, s);
    return b;
  }

  private static void reportsRecursionMade(SgTable t) {
    nest(9, t).root().sgt().pages(); // expect: DMABUF_PAGE_ACCESS
    nest(9, Rig.ownTable()).root().sgt().pages();
    nest(2, t).parent.parent.sgt().pages(); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsSupplierMade(SgTable t) {
    Supplier<Bo> s = () -> Bo.of(t), o = () -> Bo.of(Rig.ownTable());
    s.get().sgt().pages(); // expect: DMABUF_PAGE_ACCESS
    o.get().sgt().pages();
    Function<SgTable, Bo> f = Bo::of;
    f.apply(t).sgt().pages(); // expect: DMABUF_PAGE_ACCESS
    f.apply(Rig.ownTable()).sgt().pages();
    f.andThen(Bo::copy).andThen(Bo::sgt).apply(t).pages(); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsIdentity(SgTable t) {
    Bo x = Bo.of(t), y = Bo.of(Rig.ownTable());
    Rig.check(!x.same(y), "differ");
    y.sgt().pages();
    if (x.sgt() == t) {
      SgTable s = x.sgt();
      s.pages(); // expect: DMABUF_PAGE_ACCESS
    }
    if (y.sgt() == t) {
      y.sgt().pages();
    }
  }

  private static void reportsArraysOfMade(SgTable t) {
    Bo[] bs = new Bo[3];
    for (int i = 0; i < bs.length; i++) bs[i] = Bo.empty();
    bs[1].sgt = t;
    bs[1].sgt.pages(); // expect: DMABUF_PAGE_ACCESS
    Bo[] cs = {Bo.empty(), Bo.empty()};
    cs[0].sgt = t;
    cs[1].sgt = Rig.ownTable();
    cs[1].sgt.pages();
    cs[0].sgt.pages(); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsMapsOfMade(SgTable t) {
    Map<String, Bo> m = new HashMap<>();
    m.put("in", Bo.of(t));
    m.put("own", Bo.of(Rig.ownTable()));
    m.get("in").sgt().pages(); // expect: DMABUF_PAGE_ACCESS
    m.get("own").sgt().pages();
    m.computeIfAbsent("late", k -> Bo.empty()).with(t);
    m.get("late").sgt().pages(); // expect: DMABUF_PAGE_ACCESS
    m.get("late").with(Rig.ownTable());
    m.get("late").sgt().pages();
  }

  private static final Map<Object, Bo> MEMO = new IdentityHashMap<>();

  static Bo memoized(SgTable t) {
    return MEMO.computeIfAbsent(t, k -> Bo.of((SgTable) k));
  }

  private static void reportsMemo(SgTable t) {
    memoized(t).sgt().pages(); // expect: DMABUF_PAGE_ACCESS
    MEMO.clear();
  }

  static Bo make(boolean imported, SgTable t) {
    return imported ? Bo.of(t) : Bo.of(Rig.ownTable());
  }

  private static void reportsConditionalFactory(SgTable t, int n) {
    make(true, t).sgt().pages(); // expect: DMABUF_PAGE_ACCESS
    make(false, t).sgt().pages();
    make(n > 5, Rig.ownTable()).sgt().pages();
  }

  interface BoFactory {
    Bo create();
  }

  static final class ImportFactory implements BoFactory {
    final SgTable t;

    ImportFactory(SgTable t) {
      this.t = t;
    }

    public Bo create() {
      return Bo.of(t);
    }
  }

  static final class NativeFactory implements BoFactory {
    public Bo create() {
      return Bo.of(Rig.ownTable());
    }
  }

  static SgTable from(BoFactory f) {
    Bo b = f.create();
    return b.sgt();
  }

  private static void reportsFactoryObject(SgTable t) {
    from(new ImportFactory(t)).pages(); // expect: DMABUF_PAGE_ACCESS
    from(new NativeFactory()).pages();
    from(new ImportFactory(Rig.ownTable())).pages();
  }

  static <T, R extends List<T>> R collect(Supplier<R> s, T one, T two) {
    R r = s.get();
    r.add(one);
    r.add(two);
    return r;
  }

  private static void reportsGenericFactory(SgTable t) {
    ArrayList<SgTable> l = collect(ArrayList::new, t, t);
    l.get(1).pages(); // expect: DMABUF_PAGE_ACCESS
    LinkedList<SgTable> o = collect(LinkedList::new, Rig.ownTable(1), Rig.ownTable(1));
    o.getFirst().pages();
  }

  static Bo pick(Bo a, Bo b, int n) {
    return n > 0 ? a : b;
  }

  private static void reportsChooser(SgTable t, int n) {
    Bo x = Bo.of(t), y = Bo.of(Rig.ownTable());
    pick(x, y, n + 1).sgt().pages(); // expect: DMABUF_PAGE_ACCESS
    pick(y, y, n).sgt().pages();
    Bo p = pick(x, y, n + 1);
    p.with(Rig.ownTable());
    p.sgt().pages();
    y.sgt().pages();
  }

  interface Wrapper {
    SgTable unwrap();
  }

  record Plain(SgTable t) implements Wrapper {
    public SgTable unwrap() {
      return t;
    }
  }

  record Locked(Wrapper inner, Object lock) implements Wrapper {
    public SgTable unwrap() {
      synchronized (lock) {
        return inner.unwrap();
      }
    }
  }

  record Logged(Wrapper inner) implements Wrapper {
    public SgTable unwrap() {
      inner.hashCode();
      return inner.unwrap();
    }
  }

  private static void reportsWrapUnwrap(SgTable t) {
    Wrapper w = new Logged(new Locked(new Logged(new Plain(t)), new Object()));
    w.unwrap().pages(); // expect: DMABUF_PAGE_ACCESS
    Wrapper v = new Logged(new Locked(new Logged(new Plain(Rig.ownTable())), t));
    v.unwrap().pages();
  }

  private static void reportsWrapDeep(SgTable t) {
    Wrapper w = new Plain(t), o = new Plain(Rig.ownTable());
    for (int i = 0; i < 12; i++) {
      w = new Logged(w);
      o = new Logged(o);
    }
    w.unwrap().pages(); // expect: DMABUF_PAGE_ACCESS
    o.unwrap().pages();
  }
}
