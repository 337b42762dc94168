package sample.app;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.ToLongFunction;
import sample.api.DmaApi;
import sample.api.DmaBuf;
import sample.api.DmaBufAttachment;
import sample.api.FrameTable;
import sample.api.Memory;
import sample.api.Page;
import sample.api.Scatterlist;
import sample.api.SgTable;

/** An importer that holds copies of tables, and tries all of their CPU side. */
final class Wrapped {
  private Wrapped() {}

  public static void main(String[] args) throws Throwable {
    Archive archive = new Archive();
    DmaBuf buffer = archive.export("frames");
    DmaBufAttachment attachment = buffer.attach("gpu");
    SgTable table = buffer.mapAttachment(attachment);
    check(archive.lent.get(0) != table, "the importer has a copy");
    dmaSide(table, archive.make());
    direct(table);
    indirect(table);
    archive.inspect();
    buffer.unmapAttachment(attachment, table);
    check(archive.returned == 1, "the exporter has its table back");
    traps(() -> table.firstEntry().page()); // reached: page
    serialized();
    page(new SgTable(List.of(Memory.allocate())).firstEntry());
    System.out.println("all as it should be");
  }

  private static void dmaSide(SgTable table, SgTable like) {
    check(table.nents() == like.nents(), "counts");
    Scatterlist other = like.firstEntry();
    for (Scatterlist entry = table.firstEntry(); entry != null; entry = entry.next()) {
      check(entry.dmaAddress() == other.dmaAddress(), "addresses");
      check(entry.isLast() == other.isLast(), "markers");
      other = other.next();
    }
    check(other == null, "as many entries");
    int walked = 0;
    for (Scatterlist entry : table) {
      check(entry.dmaAddress() == 0x1000L * ++walked, "iterated");
    }
  }

  private static void direct(SgTable table) {
    Scatterlist entry = table.firstEntry();
    traps(() -> page(entry));
    traps(() -> entry.next().physicalAddress()); // imported: physicalAddress
    traps(() -> table.pages()); // imported: pages
    traps(() -> table.pageIterator()); // imported: pageIterator
    traps(() -> table.mappingIterator()); // imported: mappingIterator
    traps(() -> table.copyTo(ByteBuffer.allocate(1024))); // imported: copyTo
    traps(() -> table.cloneEntries()); // imported: cloneEntries
    traps(() -> DmaApi.mapSgTable("cpu", table)); // imported: mapSgTable
    traps(
        () -> {
          table.forEachPage(Page::map); // imported: forEachPage
          return null;
        });
  }

  private static void indirect(SgTable table) throws Throwable {
    Scatterlist entry = table.firstEntry();
    // imported: physicalAddress (next line)
    ToLongFunction<Scatterlist> reference = Scatterlist::physicalAddress;
    traps(() -> reference.applyAsLong(entry));
    Method method = Scatterlist.class.getMethod("page");
    traps(
        () -> {
          try {
            return method.invoke(entry); // imported: page
          } catch (InvocationTargetException e) {
            throw (RuntimeException) e.getCause();
          }
        });
    MethodHandles.Lookup lookup =
        MethodHandles.privateLookupIn(Scatterlist.class, MethodHandles.lookup());
    MethodHandle handle =
        lookup.findVirtual(Scatterlist.class, "page", MethodType.methodType(Page.class));
    traps(() -> invoke(handle, entry));
    VarHandle link = lookup.findVarHandle(Scatterlist.class, "pageLink", long.class);
    traps(() -> (long) link.get(entry)); // imported: pageLink
  }

  private static Object invoke(MethodHandle handle, Scatterlist entry) {
    try {
      return (Page) handle.invokeExact(entry); // imported: page
    } catch (RuntimeException e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  private static Page page(Scatterlist entry) {
    return entry.page(); // imported: page, reached: page
  }

  private static void serialized() {
    DmaBuf buffer =
        new Archive() {
          @Override
          SgTable make() {
            return new FrameTable(pages);
          }
        }.export("serial");
    DmaBufAttachment attachment = buffer.attach("disk");
    SgTable table = buffer.mapAttachment(attachment);
    traps(
        () -> {
          write(table);
          return null;
        });
    buffer.unmapAttachment(attachment, table);
  }

  private static void write(SgTable table) {
    try (ObjectOutputStream out = new ObjectOutputStream(new ByteArrayOutputStream())) {
      out.writeObject(table); // imported: physicalAddress
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void traps(Callable<?> access) {
    Object result;
    try {
      result = access.call();
    } catch (IllegalStateException e) {
      check(e.getMessage().startsWith("pagewarden refuses "), e.toString());
      check(e.getMessage().contains(" on a table imported"), e.getMessage());
      check(e.getMessage().contains("; instead, "), e.getMessage());
      return;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
    throw new AssertionError("no trap, but " + result);
  }

  static void check(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }
}
