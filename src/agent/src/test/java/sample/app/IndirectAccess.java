package sample.app;

import java.io.Serializable;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.stream.StreamSupport;
import org.codehaus.groovy.runtime.Dispatch;
import sample.api.DmaBuf;
import sample.api.DmaBufAttachment;
import sample.api.Memory;
import sample.api.Page;
import sample.api.Scatterlist;
import sample.api.SgTable;

/** An importer that touches pages without calling an accessor itself. */
final class IndirectAccess {
  private interface SerializableFunction<A, B> extends Function<A, B>, Serializable {}

  private IndirectAccess() {}

  public static void main(String[] args) throws Throwable {
    DmaBuf buffer = new Heap().export("frames");
    DmaBufAttachment attachment = buffer.attach("gpu");
    SgTable table = buffer.mapAttachment(attachment);
    Scatterlist own = new SgTable(List.of(Memory.allocate())).firstEntry();
    Scatterlist entry = table.firstEntry();
    references(table, entry, own);
    reflection(entry, own);
    handles(entry, own);
    pagesOf(table);
    buffer.unmapAttachment(attachment, table);
    references(table, entry, own);
  }

  private static void references(SgTable table, Scatterlist entry, Scatterlist own) {
    // imported: physicalAddress, reached: physicalAddress (next line)
    ToLongFunction<Scatterlist> unbound = Scatterlist::physicalAddress;
    apply(unbound, entry);
    apply(unbound, own);
    // imported: physicalAddress, reached: physicalAddress (next line)
    Supplier<Long> bound = entry::physicalAddress;
    bound.get();
    var all = StreamSupport.stream(table.spliterator(), false);
    // imported: physicalAddress, reached: physicalAddress (next line)
    all.mapToLong(Scatterlist::physicalAddress).sum();
    SerializableFunction<Scatterlist, Long> serializable = Scatterlist::physicalAddress;
    serializable.apply(entry); // imported: physicalAddress, reached: physicalAddress
  }

  private static void apply(ToLongFunction<Scatterlist> function, Scatterlist entry) {
    function.applyAsLong(entry);
  }

  private static void reflection(Scatterlist entry, Scatterlist own) throws Exception {
    Method accessor = Scatterlist.class.getMethod("physicalAddress");
    for (Scatterlist each : List.of(entry, own)) {
      accessor.invoke(each); // imported: physicalAddress, reached: physicalAddress
    }
    for (int i = 0; i < 50; i++) {
      accessor.invoke(entry); // imported: physicalAddress
    }
    String.valueOf(accessor.invoke(own)); // reached: physicalAddress
    Dispatch.call(entry, "physicalAddress"); // imported: physicalAddress
  }

  private static void handles(Scatterlist entry, Scatterlist own) throws Throwable {
    MethodHandle handle =
        MethodHandles.lookup()
            .findVirtual(Scatterlist.class, "physicalAddress", MethodType.methodType(long.class));
    long sum = (long) handle.invokeExact(entry); // imported: physicalAddress
    sum += (long) handle.invokeExact(own); // reached: physicalAddress
  }

  private static void pagesOf(SgTable table) {
    Consumer<Page> map = page -> map(page);
    DirectAccess.quietly(() -> table.forEachPage(map)); // imported: forEachPage
    Iterator<Page> pages = table.pageIterator(); // imported: pageIterator
    DirectAccess.quietly(pages::next);
  }

  private static void map(Page page) {
    page.toString();
  }
}
