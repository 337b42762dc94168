package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Page;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import support.Rig;

/** Reflection whose names are constants: methods, fields, constructors. */
public final class LibReflection {
  private static final String PAGE = "page";

  /** Has a table in a private field. */
  private static final class Holder {
    private final SgTable table;

    Holder(SgTable table) {
      this.table = table;
    }

    private SgTable hidden() {
      return table;
    }

    private Page touch() {
      return table.firstEntry().page(); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private LibReflection() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) throws Exception {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("lib-reflection"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      reportsInvokedAccessor(table);
      acceptsInvokedAccessorOfOwn();
      acceptsInvokedDmaAccessor(table);
      reportsNameInConstant(table);
      reportsClassByName(table);
      reportsTableReturnedByInvoke(table);
      reportsOwnMethodInvoked(table);
      reportsPrivateMethodInvoked(table);
      reportsFieldGet(table);
      acceptsFieldGetOfOwn(table);
      reportsFieldSet(table);
      reportsConstructorNewInstance(table);
      reportsArrayReflection(table);
      reportsDeclaredMethod(table);
      reportsArgumentsInArray(table);
      reportsCopyToByReflection(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void reportsInvokedAccessor(SgTable table) throws Exception {
    Method accessor = Scatterlist.class.getMethod("page");
    Object page = accessor.invoke(table.firstEntry()); // expect: DMABUF_PAGE_ACCESS
    Rig.check(page != null, "a page");
  }

  private static void acceptsInvokedAccessorOfOwn() throws Exception {
    Method accessor = Scatterlist.class.getMethod("page");
    Object page = accessor.invoke(Rig.ownTable().firstEntry());
    Rig.check(page != null, "a page");
  }

  private static void acceptsInvokedDmaAccessor(SgTable table) throws Exception {
    Method accessor = Scatterlist.class.getMethod("dmaAddress");
    Object address = accessor.invoke(table.firstEntry());
    Rig.check(!address.equals(0L), "an address");
  }

  private static void reportsNameInConstant(SgTable table) throws Exception {
    Method accessor = Scatterlist.class.getMethod(PAGE);
    Object page = accessor.invoke(table.firstEntry().next()); // expect: DMABUF_PAGE_ACCESS
    Rig.check(page != null, "a page");
    Method plural = SgTable.class.getMethod(PAGE + "s");
    Page[] pages = (Page[]) plural.invoke(table); // expect: DMABUF_PAGE_ACCESS
    Rig.check(pages.length == 4, "four pages");
  }

  private static void reportsClassByName(SgTable table) throws Exception {
    Class<?> type = Class.forName("dev.pagewarden.dmabuf.Scatterlist");
    Method accessor = type.getMethod("virtualAddress");
    long address = (Long) accessor.invoke(table.firstEntry()); // expect: DMABUF_PAGE_ACCESS
    Rig.check(address != 0, "an address");
  }

  private static void reportsTableReturnedByInvoke(SgTable table) throws Exception {
    Method first = SgTable.class.getMethod("firstEntry");
    Scatterlist entry = (Scatterlist) first.invoke(table);
    Rig.check(entry.page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static Page touch(SgTable table) {
    return table.firstEntry().page(); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsOwnMethodInvoked(SgTable table) throws Exception {
    Method touch = LibReflection.class.getDeclaredMethod("touch", SgTable.class);
    Rig.check(touch.invoke(null, table) != null, "a page");
  }

  private static void reportsPrivateMethodInvoked(SgTable table) throws Exception {
    Method touch = Holder.class.getDeclaredMethod("touch");
    touch.setAccessible(true);
    Rig.check(touch.invoke(new Holder(table)) != null, "a page");
    Method hidden = Holder.class.getDeclaredMethod("hidden");
    SgTable again = (SgTable) hidden.invoke(new Holder(table));
    Rig.check(again.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsFieldGet(SgTable table) throws Exception {
    Field field = Holder.class.getDeclaredField("table");
    SgTable again = (SgTable) field.get(new Holder(table));
    Rig.check(again.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsFieldGetOfOwn(SgTable table) throws Exception {
    Field field = Holder.class.getDeclaredField("table");
    Holder theirs = new Holder(table);
    Holder ours = new Holder(Rig.ownTable());
    Rig.check(field.get(theirs) == table, "the same");
    SgTable own = (SgTable) field.get(ours);
    Rig.check(own.firstEntry().page() != null, "a page");
  }

  /** Has a slot that is only ever set by reflection. */
  private static final class Slot {
    private Object content;

    Object content() {
      return content;
    }
  }

  private static void reportsFieldSet(SgTable table) throws Exception {
    Slot slot = new Slot();
    Slot.class.getDeclaredField("content").set(slot, table);
    SgTable again = (SgTable) slot.content();
    Rig.check(again.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsConstructorNewInstance(SgTable table) throws Exception {
    Constructor<Holder> make = Holder.class.getDeclaredConstructor(SgTable.class);
    Holder holder = make.newInstance(table);
    Rig.check(holder.table.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsArrayReflection(SgTable table) {
    Object slots = Array.newInstance(SgTable.class, 2);
    Array.set(slots, 1, table);
    SgTable again = (SgTable) Array.get(slots, 1);
    Rig.check(again.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsDeclaredMethod(SgTable table) throws Exception {
    Object pages =
        table.getClass().getDeclaredMethod("pages").invoke(table); // expect: DMABUF_PAGE_ACCESS
    Rig.check(pages instanceof Page[], "pages");
  }

  private static void reportsArgumentsInArray(SgTable table) throws Exception {
    Object[] arguments = {table};
    Method touch = LibReflection.class.getDeclaredMethod("touch", SgTable.class);
    Rig.check(touch.invoke(null, arguments) != null, "a page");
  }

  private static void reportsCopyToByReflection(SgTable table) throws Exception {
    Method copy = SgTable.class.getMethod("copyTo", ByteBuffer.class);
    Object copied = copy.invoke(table, ByteBuffer.allocate(16)); // expect: DMABUF_PAGE_ACCESS
    Rig.check(copied.equals(16L), "sixteen bytes");
  }
}
