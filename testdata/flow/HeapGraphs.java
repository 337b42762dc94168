package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Page;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import support.Rig;

/** Tables up to ten fields away: set and read from afar, replaced half-way, swapped as subtrees. */
public final class HeapGraphs {
  private HeapGraphs() {}

  static final class L1 {
    L2 n = new L2();
  }

  static final class L2 {
    L3 n = new L3();
  }

  static final class L3 {
    L4 n = new L4();
  }

  static final class L4 {
    L5 n = new L5();
  }

  static final class L5 {
    L6 n = new L6();
  }

  static final class L6 {
    L7 n = new L7();
  }

  static final class L7 {
    L8 n = new L8();
    SgTable near = Rig.ownTable(1);
  }

  static final class L8 {
    L9 n = new L9();
    SgTable mid = Rig.ownTable(1);
  }

  static final class L9 {
    SgTable in;
    SgTable own = Rig.ownTable(1);
    SgTable[] slots = {Rig.ownTable(1), null};
  }

  static final class Same {
    Same same;
    SgTable t;
  }

  static L9 end(L1 r) {
    return r.n.n.n.n.n.n.n.n;
  }

  static void set(L1 r, SgTable t) {
    r.n.n.n.n.n.n.n.n.in = t;
  }

  static SgTable get(L1 r) {
    return r.n.n.n.n.n.n.n.n.in;
  }

  static final class App {
    final Screen screen = new Screen();
  }

  static final class Screen {
    final Map<Integer, Window> windows = new TreeMap<>();
  }

  static final class Window {
    final Layer layer = new Layer();
    Window child;
  }

  static final class Layer {
    final Surface front = new Surface(), back = new Surface();
  }

  static final class Surface {
    final Buf buf = new Buf();
  }

  static final class Buf {
    final Import imp = new Import();
    Page[] shadow;
  }

  static final class Import {
    final Mapping m = new Mapping();
  }

  static final class Mapping {
    SgTable table;
    Scatterlist cursor;
  }

  /** Runs every variant. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment a = buffer.attach(Rig.device("f1graphs"));
      SgTable t = buffer.mapAttachment(a, DmaDirection.BIDIRECTIONAL);
      reportsDeepSet(t);
      reportsDeepNeighbours(t);
      reportsDeepTwo(t);
      acceptsDeepOverwrite(t);
      reportsDeepSlots(t);
      reportsDeepReplaceMiddle(t);
      reportsSameClassChain(t);
      reportsSameClassChainOwn(t);
      reportsApp(t);
      acceptsAppParameter(t);
      reportsLoopsDown(t);
      acceptsRecursionDown(t);
      reportsDetached(t);
      reportsGraft(t);
      reportsSharedLeaf(t);
      reportsVisitorDown(t);
      acceptsStringsOnly(t);
      reportsSwapSubtrees(t);
      buffer.unmapAttachment(a, t, DmaDirection.BIDIRECTIONAL);
      buffer.detach(a);
    }
  }

  private static void reportsDeepSet(SgTable t) {
    L1 r = new L1();
    set(r, t);
    get(r).pages(); // expect: DMABUF_PAGE_ACCESS
    end(r).in.firstEntry().page(); // expect: DMABUF_PAGE_ACCESS
    end(r).own.firstEntry().page();
  }

  private static void reportsDeepNeighbours(SgTable t) {
    L1 r = new L1();
    set(r, t);
    r.n.n.n.n.n.n.near.pages();
    r.n.n.n.n.n.n.n.mid.pages();
    r.n.n.n.n.n.n.n.n.own.pages();
    r.n.n.n.n.n.n.n.n.in.pages(); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsDeepTwo(SgTable t) {
    L1 r = new L1(), s = new L1();
    set(r, t);
    set(s, Rig.ownTable());
    get(s).pages();
    get(r).pages(); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsDeepOverwrite(SgTable t) {
    L1 r = new L1();
    set(r, t);
    set(r, Rig.ownTable());
    get(r).pages();
  }

  private static void reportsDeepSlots(SgTable t) {
    L1 r = new L1();
    end(r).slots[1] = t;
    end(r).slots[0].pages();
    end(r).slots[1].pages(); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsDeepReplaceMiddle(SgTable t) {
    L1 r = new L1();
    set(r, t);
    L5 old = r.n.n.n.n;
    r.n.n.n.n = new L5();
    set(r, Rig.ownTable());
    get(r).pages();
    old.n.n.n.n.in.pages(); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsSameClassChain(SgTable t) {
    Same s = new Same();
    Same first = s;
    for (int i = 0; i < 10; i++) {
      s.same = new Same();
      s = s.same;
    }
    s.t = t;
    Same r = first;
    while (r.same != null) r = r.same;
    r.t.pages(); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsSameClassChainOwn(SgTable t) {
    Same a = new Same();
    a.same = new Same();
    a.same.same = new Same();
    a.same.same.t = t;
    a.same.t = Rig.ownTable();
    a.t = Rig.ownTable();
    a.t.pages();
    a.same.t.pages();
    a.same.same.t.pages(); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsApp(SgTable t) {
    App app = new App();
    app.screen.windows.put(1, new Window());
    app.screen.windows.get(1).layer.front.buf.imp.m.table = t;
    app.screen.windows.get(1).layer.back.buf.imp.m.table = Rig.ownTable();
    app.screen.windows.get(1).layer.front.buf.imp.m.table.pages(); // expect: DMABUF_PAGE_ACCESS
    app.screen.windows.get(1).layer.back.buf.imp.m.table.pages();
  }

  static void present(App app, int w) {
    Mapping m = app.screen.windows.get(w).layer.front.buf.imp.m;
    for (m.cursor = m.table.firstEntry();
        m.cursor != null;
        m.cursor = m.cursor.isLast() ? null : m.cursor.next()) {
      m.cursor.page(); // expect: DMABUF_PAGE_ACCESS
    }
    app.screen.windows.get(w).layer.back.buf.imp.m.table.firstEntry().page();
  }

  private static void acceptsAppParameter(SgTable t) {
    App app = new App();
    Window w = new Window();
    app.screen.windows.put(1, w);
    w.layer.front.buf.imp.m.table = t;
    w.layer.back.buf.imp.m.table = Rig.ownTable();
    present(app, 1);
  }

  private static void reportsLoopsDown(SgTable t) {
    Window w = new Window();
    w.child = new Window();
    w.child.child = new Window();
    w.child.child.layer.front.buf.imp.m.table = t;
    for (Window x = w; x != null; x = x.child) {
      SgTable s = x.layer.front.buf.imp.m.table;
      if (s != null) {
        s.pages(); // expect: DMABUF_PAGE_ACCESS
      }
    }
    for (Window x = w; x != null; x = x.child) {
      x.layer.back.buf.imp.m.table = Rig.ownTable();
      x.layer.back.buf.imp.m.table.pages();
    }
  }

  static long count(Window w) {
    if (w == null) return 0;
    SgTable s = w.layer.front.buf.imp.m.table;
    long here = s == null ? 0 : s.firstEntry().physicalAddress(); // expect: DMABUF_PAGE_ACCESS
    return here + count(w.child);
  }

  private static void acceptsRecursionDown(SgTable t) {
    Window w = new Window();
    w.child = new Window();
    w.child.layer.front.buf.imp.m.table = t;
    count(w);
  }

  private static void reportsDetached(SgTable t) {
    Window w = new Window();
    w.child = new Window();
    w.child.layer.front.buf.imp.m.table = t;
    Window gone = w.child;
    w.child = new Window();
    w.child.layer.front.buf.imp.m.table = Rig.ownTable();
    w.child.layer.front.buf.imp.m.table.pages();
    gone.layer.front.buf.imp.m.table.pages(); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsGraft(SgTable t) {
    Window a = new Window(), b = new Window();
    a.layer.front.buf.imp.m.table = t;
    b.child = a;
    b.layer.front.buf.imp.m.table = Rig.ownTable();
    b.child.layer.front.buf.imp.m.table.pages(); // expect: DMABUF_PAGE_ACCESS
    b.layer.front.buf.imp.m.table.pages();
  }

  static final class Ref {
    Mapping m;

    Ref(Mapping m) {
      this.m = m;
    }
  }

  private static void reportsSharedLeaf(SgTable t) {
    Mapping m = new Mapping();
    Ref r = new Ref(m), s = new Ref(m), u = new Ref(new Mapping());
    u.m.table = Rig.ownTable();
    r.m.table = t;
    s.m.table.pages(); // expect: DMABUF_PAGE_ACCESS
    u.m.table.pages();
    s.m.table = Rig.ownTable();
    r.m.table.pages();
    u.m = m;
    u.m.table.pages();
    m.table = t;
    u.m.table.pages(); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsVisitorDown(SgTable t) {
    Window w = new Window();
    w.layer.front.buf.imp.m.table = t;
    w.layer.back.buf.imp.m.table = Rig.ownTable();
    Consumer<Surface> bad = s -> s.buf.imp.m.table.pages(); // expect: DMABUF_PAGE_ACCESS
    Consumer<Surface> good = s -> s.buf.imp.m.table.pages();
    bad.accept(w.layer.front);
    good.accept(w.layer.back);
  }

  private static void acceptsStringsOnly(SgTable t) {
    Map<String, Object> m = new LinkedHashMap<>();
    m.put("table", t);
    m.put("nents", t.nents());
    StringBuilder sb = new StringBuilder();
    for (Map.Entry<String, Object> e : m.entrySet())
      sb.append(e.getKey()).append('=').append(e.getValue());
    Rig.check(sb.length() > 0 && m.containsValue(t) && m.get("table").equals(t), "text");
  }

  private static void reportsSwapSubtrees(SgTable t) {
    App x = new App(), y = new App();
    x.screen.windows.put(0, new Window());
    y.screen.windows.put(0, new Window());
    x.screen.windows.get(0).layer.front.buf.imp.m.table = t;
    y.screen.windows.get(0).layer.front.buf.imp.m.table = Rig.ownTable();
    Window h = x.screen.windows.get(0);
    x.screen.windows.put(0, y.screen.windows.get(0));
    y.screen.windows.put(0, h);
    x.screen.windows.get(0).layer.front.buf.imp.m.table.pages();
    y.screen.windows.get(0).layer.front.buf.imp.m.table.pages(); // expect: DMABUF_PAGE_ACCESS
  }
}
