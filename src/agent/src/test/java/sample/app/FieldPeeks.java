package sample.app;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Field;
import java.util.List;
import sample.api.DmaBuf;
import sample.api.DmaBufAttachment;
import sample.api.Memory;
import sample.api.Scatterlist;
import sample.api.SgTable;

/** An importer that reads the page link itself, whose field is private, in each way there is. */
final class FieldPeeks {
  private FieldPeeks() {}

  public static void main(String[] args) throws Throwable {
    DmaBuf buffer = new Heap().export("frames");
    DmaBufAttachment attachment = buffer.attach("gpu");
    SgTable table = buffer.mapAttachment(attachment);
    Scatterlist entry = table.firstEntry();
    Scatterlist own = new SgTable(List.of(Memory.allocate())).firstEntry();
    MethodHandles.Lookup lookup =
        MethodHandles.privateLookupIn(Scatterlist.class, MethodHandles.lookup());
    VarHandle link = lookup.findVarHandle(Scatterlist.class, "pageLink", long.class);
    long sum =
        (long) link.get(entry) + (long) link.get(own); // imported: pageLink, reached: pageLink
    sum += (long) link.getVolatile(entry); // imported: pageLink
    sum += (long) link.getAndAdd(entry, 0L); // imported: pageLink
    sum += (long) link.getAndBitwiseOr(own, 0L); // reached: pageLink
    VarHandle next = lookup.findVarHandle(Scatterlist.class, "next", Scatterlist.class);
    sum += (Scatterlist) next.getAndSet(own, null) == null ? 1 : 0;
    VarHandle dma = lookup.findVarHandle(Scatterlist.class, "dmaAddress", long.class);
    sum += (long) dma.get(entry);
    MethodHandle getter = lookup.findGetter(Scatterlist.class, "pageLink", long.class);
    sum += (long) getter.invokeExact(entry); // imported: pageLink
    Field field = Scatterlist.class.getDeclaredField("pageLink");
    field.setAccessible(true);
    sum += field.getLong(entry); // imported: pageLink
    sum += (Long) field.get(own); // reached: pageLink
    buffer.unmapAttachment(attachment, table);
    sum += field.getLong(entry); // reached: pageLink
    System.out.println(sum != 0);
  }
}
