package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Page;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import support.Rig;

/** Method handles made of other handles, and handles of fields and array elements. */
public final class LibHandleChains {
  private LibHandleChains() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) throws Throwable {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("lib-handle-chains"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      reportsStaticAndConstant(table);
      reportsCombinators(table);
      reportsArrayVarHandle(table);
      reportsFoldAndCatch(table);
      reportsHandleInMap(table);
      reportsFieldUpdater(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static SgTable pick(SgTable a, SgTable b) {
    return a;
  }

  private static boolean yes() {
    return true;
  }

  private static void reportsStaticAndConstant(SgTable table) throws Exception {
    try {
      MethodHandles.Lookup l = MethodHandles.lookup();
      MethodHandle pick =
          l.findStatic(
              LibHandleChains.class,
              "pick",
              MethodType.methodType(SgTable.class, SgTable.class, SgTable.class));
      SgTable seen1 = ((SgTable) pick.invokeExact(table, Rig.ownTable()));
      Rig.check(seen1.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
      Rig.check(
          ((SgTable) pick.invokeExact(Rig.ownTable(), table)).firstEntry().page() != null,
          "a page");
      MethodHandle bound = MethodHandles.insertArguments(pick, 0, table);
      SgTable seen2 = ((SgTable) bound.invoke(Rig.ownTable()));
      Rig.check(seen2.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
      MethodHandle bound1 = MethodHandles.insertArguments(pick, 1, table);
      Rig.check(((SgTable) bound1.invoke(Rig.ownTable())).firstEntry().page() != null, "a page");
      MethodHandle c = MethodHandles.constant(SgTable.class, table);
      SgTable seen3 = ((SgTable) c.invoke());
      Rig.check(seen3.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
      MethodHandle id = MethodHandles.identity(SgTable.class);
      SgTable seen4 = ((SgTable) id.invoke(table));
      Rig.check(seen4.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
      Rig.check(((SgTable) id.invoke(Rig.ownTable())).firstEntry().page() != null, "a page");
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static void reportsCombinators(SgTable table) throws Exception {
    try {
      MethodHandles.Lookup l = MethodHandles.lookup();
      MethodHandle first =
          l.findVirtual(SgTable.class, "firstEntry", MethodType.methodType(Scatterlist.class));
      MethodHandle page =
          l.findVirtual(Scatterlist.class, "page", MethodType.methodType(Page.class));
      MethodHandle both = MethodHandles.filterReturnValue(first, page);
      Page p = (Page) both.invoke(table); // expect: DMABUF_PAGE_ACCESS
      Page q = (Page) both.invoke(Rig.ownTable());
      MethodHandle both2 = MethodHandles.filterArguments(page, 0, first);
      Page r = (Page) both2.invoke(table); // expect: DMABUF_PAGE_ACCESS
      MethodHandle test =
          l.findStatic(LibHandleChains.class, "yes", MethodType.methodType(boolean.class));
      MethodHandle pick =
          l.findStatic(
              LibHandleChains.class,
              "pick",
              MethodType.methodType(SgTable.class, SgTable.class, SgTable.class));
      MethodHandle flipped = MethodHandles.permuteArguments(pick, pick.type(), 1, 0);
      SgTable seen1 = ((SgTable) flipped.invoke(Rig.ownTable(), table));
      Rig.check(seen1.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
      Rig.check(
          ((SgTable) flipped.invoke(table, Rig.ownTable())).firstEntry().page() != null, "a page");
      MethodHandle dropped = MethodHandles.dropArguments(first, 1, int.class);
      Scatterlist entry = (Scatterlist) dropped.invoke(table, 3);
      Rig.check(entry.page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
      MethodHandle guard =
          MethodHandles.guardWithTest(
              MethodHandles.dropArguments(test, 0, SgTable.class, SgTable.class), pick, flipped);
      SgTable seen2 = ((SgTable) guard.invoke(table, Rig.ownTable()));
      Rig.check(seen2.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
      MethodHandle typed = page.asType(MethodType.methodType(Object.class, Object.class));
      Object o = typed.invoke((Object) table.firstEntry()); // expect: DMABUF_PAGE_ACCESS
      MethodHandle spread = pick.asSpreader(Object[].class, 2);
      SgTable seen3 = ((SgTable) spread.invoke(new Object[] {table, Rig.ownTable()}));
      Rig.check(seen3.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
      Rig.check(p != null && q != null && r != null && o != null, "pages");
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static void reportsArrayVarHandle(SgTable table) throws Exception {
    VarHandle v = MethodHandles.arrayElementVarHandle(SgTable[].class);
    SgTable[] a = new SgTable[2];
    v.set(a, 0, table);
    v.set(a, 1, Rig.ownTable());
    Rig.check(a[0].firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    Rig.check(a[1].firstEntry().page() != null, "a page");
    SgTable seen1 = ((SgTable) v.get(a, 0));
    Rig.check(seen1.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    Rig.check(((SgTable) v.getAcquire(a, 1)).firstEntry().page() != null, "a page");
    SgTable seen2 = ((SgTable) v.getAndSet(a, 0, Rig.ownTable()));
    Rig.check(seen2.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    Rig.check(((SgTable) v.getVolatile(a, 0)).firstEntry().page() != null, "a page");
  }

  private static SgTable same(SgTable x) {
    return x;
  }

  private static SgTable first(SgTable x, SgTable y) {
    return x;
  }

  private static void reportsFoldAndCatch(SgTable table) throws Throwable {
    MethodHandles.Lookup l = MethodHandles.lookup();
    MethodHandle same =
        l.findStatic(
            LibHandleChains.class, "same", MethodType.methodType(SgTable.class, SgTable.class));
    MethodHandle two =
        l.findStatic(
            LibHandleChains.class,
            "first",
            MethodType.methodType(SgTable.class, SgTable.class, SgTable.class));
    MethodHandle fold = MethodHandles.foldArguments(two, same);
    SgTable seen1 = ((SgTable) fold.invoke(table));
    Rig.check(seen1.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    MethodHandle rec =
        MethodHandles.catchException(
            same,
            RuntimeException.class,
            MethodHandles.dropArguments(
                MethodHandles.constant(SgTable.class, Rig.ownTable()), 0, RuntimeException.class));
    SgTable seen2 = ((SgTable) rec.invoke(table));
    Rig.check(seen2.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    Rig.check(((SgTable) rec.invoke(Rig.ownTable())).firstEntry().page() != null, "a page");
    MethodHandle ins = MethodHandles.insertArguments(two, 0, Rig.ownTable(), table);
    Rig.check(((SgTable) ins.invoke()).firstEntry().page() != null, "a page");
  }

  private static void reportsHandleInMap(SgTable table) throws Throwable {
    MethodHandles.Lookup l = MethodHandles.lookup();
    Map<String, MethodHandle> hs = new HashMap<>();
    hs.put("pages", l.findVirtual(SgTable.class, "pages", MethodType.methodType(Page[].class)));
    hs.put("nents", l.findVirtual(SgTable.class, "nents", MethodType.methodType(int.class)));
    Object a = hs.get("pages").invoke(table); // expect: DMABUF_PAGE_ACCESS
    Object b = hs.get("nents").invoke(table);
    Rig.check(a != null && b != null, "both");
  }

  static final class Node {
    volatile SgTable slot;
    static final AtomicReferenceFieldUpdater<Node, SgTable> SLOT =
        AtomicReferenceFieldUpdater.newUpdater(Node.class, SgTable.class, "slot");
  }

  private static void reportsFieldUpdater(SgTable table) {
    Node n = new Node();
    Node o = new Node();
    Node.SLOT.set(n, table);
    Node.SLOT.set(o, Rig.ownTable());
    Rig.check(n.slot.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    Rig.check(Node.SLOT.get(n).firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    Rig.check(Node.SLOT.get(o).firstEntry().page() != null, "a page");
    Rig.check(Node.SLOT.compareAndSet(n, table, Rig.ownTable()), "set");
    Rig.check(Node.SLOT.get(n).firstEntry().page() != null, "a page");
  }
}
