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
import java.lang.reflect.Method;
import support.Rig;

/** Method handles and var handles. */
public final class LibHandles {
  private static final MethodHandle PAGE = find(Scatterlist.class, "page", Page.class);
  private static final VarHandle SLOT = slot();

  private SgTable slot;

  private LibHandles() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("lib-handles"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      run(table);
      reportsVarHandle(table);
      acceptsVarHandleSetAnew(table);
      reportsVarHandleGetAndSet(table);
      reportsArrayVarHandle(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void run(SgTable table) {
    try {
      reportsInvokeExact(table);
      reportsInvokeOfConstantHandle(table);
      acceptsInvokeOnOwn();
      acceptsDmaHandle(table);
      reportsBoundHandle(table);
      reportsInvokeWithArguments(table);
      reportsStaticMethodHandle(table);
      reportsReturnedByHandle(table);
      reportsFilteredHandle(table);
      reportsGetterHandle(table);
      reportsConstantHandle(table);
      reportsInsertedArgument(table);
      reportsUnreflected(table);
    } catch (Throwable failure) {
      throw new AssertionError("a method handle failed", failure);
    }
  }

  private static MethodHandle find(Class<?> owner, String name, Class<?> type) {
    try {
      return MethodHandles.lookup().findVirtual(owner, name, MethodType.methodType(type));
    } catch (ReflectiveOperationException missing) {
      throw new IllegalStateException(missing);
    }
  }

  private static VarHandle slot() {
    try {
      return MethodHandles.lookup().findVarHandle(LibHandles.class, "slot", SgTable.class);
    } catch (ReflectiveOperationException missing) {
      throw new IllegalStateException(missing);
    }
  }

  private static void reportsInvokeExact(SgTable table) throws Throwable {
    MethodHandles.Lookup lookup = MethodHandles.lookup();
    MethodType type = MethodType.methodType(long.class);
    MethodHandle handle = lookup.findVirtual(Scatterlist.class, "virtualAddress", type);
    long address = (long) handle.invokeExact(table.firstEntry()); // expect: DMABUF_PAGE_ACCESS
    Rig.check(address != 0, "an address");
  }

  private static void reportsInvokeOfConstantHandle(SgTable table) throws Throwable {
    Object page = PAGE.invoke(table.firstEntry()); // expect: DMABUF_PAGE_ACCESS
    Rig.check(page != null, "a page");
  }

  private static void acceptsInvokeOnOwn() throws Throwable {
    Object page = PAGE.invoke(Rig.ownTable().firstEntry());
    Rig.check(page != null, "a page");
  }

  private static void acceptsDmaHandle(SgTable table) throws Throwable {
    MethodHandle handle = find(Scatterlist.class, "dmaAddress", long.class);
    long address = (long) handle.invokeExact(table.firstEntry());
    Rig.check(address != 0, "an address");
  }

  private static void reportsBoundHandle(SgTable table) throws Throwable {
    MethodHandle bound = PAGE.bindTo(table.firstEntry());
    Object page = bound.invoke(); // expect: DMABUF_PAGE_ACCESS
    Rig.check(page != null, "a page");
  }

  private static void reportsInvokeWithArguments(SgTable table) throws Throwable {
    Object page = PAGE.invokeWithArguments(table.firstEntry()); // expect: DMABUF_PAGE_ACCESS
    Rig.check(page != null, "a page");
  }

  private static Page touch(SgTable table) {
    return table.firstEntry().page(); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsStaticMethodHandle(SgTable table) throws Throwable {
    MethodType type = MethodType.methodType(Page.class, SgTable.class);
    MethodHandle touch = MethodHandles.lookup().findStatic(LibHandles.class, "touch", type);
    Page page = (Page) touch.invokeExact(table);
    Rig.check(page != null, "a page");
  }

  private static void reportsReturnedByHandle(SgTable table) throws Throwable {
    MethodHandle first = find(SgTable.class, "firstEntry", Scatterlist.class);
    Scatterlist entry = (Scatterlist) first.invokeExact(table);
    Rig.check(entry.page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsFilteredHandle(SgTable table) throws Throwable {
    MethodHandle first = find(SgTable.class, "firstEntry", Scatterlist.class);
    MethodHandle both = MethodHandles.filterReturnValue(first, PAGE);
    Page page = (Page) both.invokeExact(table); // expect: DMABUF_PAGE_ACCESS
    Rig.check(page != null, "a page");
  }

  private static void reportsGetterHandle(SgTable table) throws Throwable {
    LibHandles holder = new LibHandles();
    MethodHandles.Lookup lookup = MethodHandles.lookup();
    lookup.findSetter(LibHandles.class, "slot", SgTable.class).invoke(holder, table);
    MethodHandle getter = lookup.findGetter(LibHandles.class, "slot", SgTable.class);
    SgTable again = (SgTable) getter.invoke(holder);
    Rig.check(again.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsConstantHandle(SgTable table) throws Throwable {
    MethodHandle constant = MethodHandles.constant(SgTable.class, table);
    SgTable again = (SgTable) constant.invokeExact();
    Rig.check(again.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsInsertedArgument(SgTable table) throws Throwable {
    MethodType type = MethodType.methodType(Page.class, SgTable.class);
    MethodHandle touch = MethodHandles.lookup().findStatic(LibHandles.class, "touch", type);
    MethodHandle ready = MethodHandles.insertArguments(touch, 0, table);
    Rig.check((Page) ready.invoke() != null, "a page");
  }

  private static void reportsUnreflected(SgTable table) throws Throwable {
    Method method = SgTable.class.getMethod("pages");
    MethodHandle handle = MethodHandles.lookup().unreflect(method);
    Page[] pages = (Page[]) handle.invokeExact(table); // expect: DMABUF_PAGE_ACCESS
    Rig.check(pages.length == 4, "four pages");
  }

  private static void reportsVarHandle(SgTable table) {
    LibHandles holder = new LibHandles();
    SLOT.set(holder, table);
    SgTable again = (SgTable) SLOT.getVolatile(holder);
    Rig.check(again.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    Rig.check(holder.slot.pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsVarHandleSetAnew(SgTable table) {
    LibHandles holder = new LibHandles();
    SLOT.set(holder, table);
    SLOT.set(holder, Rig.ownTable());
    SgTable again = (SgTable) SLOT.get(holder);
    Rig.check(again.firstEntry().page() != null, "a page");
  }

  private static void reportsVarHandleGetAndSet(SgTable table) {
    LibHandles holder = new LibHandles();
    holder.slot = table;
    SgTable old = (SgTable) SLOT.getAndSet(holder, Rig.ownTable());
    Rig.check(old.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    Rig.check(holder.slot.firstEntry().page() != null, "a page");
  }

  private static void reportsArrayVarHandle(SgTable table) {
    VarHandle elements = MethodHandles.arrayElementVarHandle(SgTable[].class);
    SgTable[] slots = new SgTable[2];
    elements.setRelease(slots, 1, table);
    SgTable again = (SgTable) elements.getAcquire(slots, 1);
    Rig.check(again.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }
}
