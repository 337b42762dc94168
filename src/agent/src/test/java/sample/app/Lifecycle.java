package sample.app;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import sample.api.DmaBuf;
import sample.api.DmaBufAttachment;
import sample.api.DmaBufOps;
import sample.api.Memory;
import sample.api.Page;
import sample.api.Scatterlist;
import sample.api.SgTable;

/**
 * Mappings that begin and end in every way. Whether pages are hidden is asked by arithmetic on the
 * link, which never faults.
 */
final class Lifecycle {
  private static boolean hides;

  private Lifecycle() {}

  public static void main(String[] args) {
    hides = args[0].equals("hides");
    twoAttachments();
    cached();
    sharedTable();
    failedMap();
    delegate();
    proxy();
    pageless();
    reExport();
    inherited();
    System.out.println("all as it should be");
  }

  private static void twoAttachments() {
    Heap heap = new Heap();
    DmaBuf buffer = heap.export("two");
    DmaBufAttachment a = buffer.attach("gpu");
    DmaBufAttachment b = buffer.attach("vpu");
    SgTable first = buffer.mapAttachment(a);
    SgTable second = buffer.mapAttachment(b);
    check(isHidden(first) && isHidden(second), "both mapped");
    buffer.beginCpuAccess();
    buffer.vmap();
    buffer.endCpuAccess();
    check(isHidden(first) && isHidden(second), "after CPU access");
    buffer.unmapAttachment(a, first);
    check(!isHidden(first) && isHidden(second), "one unmapped");
    buffer.unmapAttachment(b, second);
    check(!isHidden(second), "both unmapped");
  }

  private static void cached() {
    DmaBuf buffer =
        new Heap() {
          @Override
          public boolean cacheSgtMapping() {
            return true;
          }
        }.export("cached");
    DmaBufAttachment attachment = buffer.attach("gpu");
    SgTable table = buffer.mapAttachment(attachment);
    check(isHidden(table), "mapped");
    check(buffer.mapAttachment(attachment) == table && isHidden(table), "mapped from the cache");
    buffer.unmapAttachment(attachment, table);
    check(isHidden(table), "unmapped, but kept");
    check(buffer.mapAttachment(attachment) == table && isHidden(table), "mapped once more");
    buffer.detach(attachment);
    check(!isHidden(table), "detached");
  }

  private static void sharedTable() {
    SgTable only = new SgTable(List.of(Memory.allocate()));
    DmaBuf buffer =
        new DmaBuf(
            new DmaBufOps() {
              @Override
              public SgTable mapDmaBuf(DmaBufAttachment attachment) {
                return only;
              }

              @Override
              public void unmapDmaBuf(DmaBufAttachment attachment, SgTable table) {
                check(!isHidden(table), "the exporter's own unmap");
              }
            },
            "shared");
    DmaBufAttachment a = buffer.attach("gpu");
    DmaBufAttachment b = buffer.attach("vpu");
    check(!isHidden(only), "not mapped");
    buffer.mapAttachment(a);
    buffer.mapAttachment(b);
    check(isHidden(only), "mapped twice");
    buffer.unmapAttachment(a, only);
    check(isHidden(only), "still mapped once");
    buffer.unmapAttachment(b, only);
    check(!isHidden(only), "no longer mapped");
  }

  private static void failedMap() {
    Heap heap = new Heap();
    DmaBuf buffer = heap.export("failing");
    DmaBufAttachment attachment = buffer.attach("gpu");
    buffer.failNextMap();
    try {
      buffer.mapAttachment(attachment);
      throw new AssertionError("the map did not fail");
    } catch (IllegalStateException expected) {
      check(heap.checks == 4, "the exporter saw its own pages");
    }
    SgTable table = buffer.mapAttachment(attachment);
    check(isHidden(table), "mapped at last");
    buffer.unmapAttachment(attachment, table);
    check(!isHidden(table), "unmapped at last");
  }

  private static void delegate() {
    Heap heap = new Heap();
    DmaBuf buffer = new DmaBuf(new Wrapper(heap), "wrapped");
    DmaBufAttachment attachment = buffer.attach("gpu");
    SgTable table = buffer.mapAttachment(attachment);
    check(isHidden(table), "mapped");
    buffer.beginCpuAccess();
    check(isHidden(table), "after CPU access");
    buffer.unmapAttachment(attachment, table);
    check(!isHidden(table), "unmapped");
    check(heap.checks == 6, "the inner exporter saw its own pages");
  }

  private static void proxy() {
    Heap heap = new Heap();
    DmaBufOps ops =
        (DmaBufOps)
            Proxy.newProxyInstance(
                Lifecycle.class.getClassLoader(),
                new Class<?>[] {DmaBufOps.class},
                (self, method, arguments) -> {
                  try {
                    return method.invoke(heap, arguments);
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                });
    DmaBuf buffer = new DmaBuf(ops, "proxied");
    DmaBufAttachment attachment = buffer.attach("gpu");
    SgTable table = buffer.mapAttachment(attachment);
    check(isHidden(table), "mapped");
    buffer.unmapAttachment(attachment, table);
    check(!isHidden(table), "unmapped");
  }

  private static void pageless() {
    List<Page> none = new ArrayList<>();
    none.add(null);
    SgTable table = new SgTable(none);
    check(table.firstEntry().physicalAddress() == 0, "none"); // reached: physicalAddress
    DmaBuf buffer = new DmaBuf(new Fixed(table), "peer");
    DmaBufAttachment attachment = buffer.attach("gpu");
    buffer.mapAttachment(attachment);
    check(table.firstEntry().isLast(), "the end marker is kept");
    buffer.unmapAttachment(attachment, table);
    check(table.firstEntry().physicalAddress() == 0, "none"); // reached: physicalAddress
  }

  private static void reExport() {
    DmaBuf inner = new Heap().export("inner");
    DmaBufAttachment link = inner.attach("bridge");
    DmaBuf outer =
        new DmaBuf(
            new DmaBufOps() {
              @Override
              public SgTable mapDmaBuf(DmaBufAttachment attachment) {
                SgTable table = inner.mapAttachment(link);
                table.firstEntry().physicalAddress(); // imported: physicalAddress
                return table;
              }

              @Override
              public void unmapDmaBuf(DmaBufAttachment attachment, SgTable table) {
                inner.unmapAttachment(link, table);
              }
            },
            "outer");
    DmaBufAttachment attachment = outer.attach("gpu");
    SgTable table = outer.mapAttachment(attachment);
    check(isHidden(table), "mapped through two");
    outer.unmapAttachment(attachment, table);
    check(!isHidden(table), "unmapped through two");
  }

  /** An exporter that has its superclass make the table lends it once. */
  private static void inherited() {
    DmaBuf buffer =
        new Heap() {
          @Override
          public SgTable mapDmaBuf(DmaBufAttachment attachment) {
            return super.mapDmaBuf(attachment);
          }

          @Override
          public void unmapDmaBuf(DmaBufAttachment attachment, SgTable table) {
            super.unmapDmaBuf(attachment, table);
          }
        }.export("inherited");
    DmaBufAttachment attachment = buffer.attach("gpu");
    SgTable table = buffer.mapAttachment(attachment);
    check(isHidden(table), "mapped");
    buffer.unmapAttachment(attachment, table);
    check(!isHidden(table), "unmapped");
  }

  /** Pages lie high in this API's memory, so that a flipped link is low. */
  private static boolean isHidden(SgTable table) {
    Scatterlist entry = table.firstEntry();
    boolean low =
        entry.physicalAddress() >= 0; // imported: physicalAddress, reached: physicalAddress
    return low;
  }

  private static void check(boolean holds, String what) {
    if (!holds && hides) {
      throw new AssertionError(what);
    }
  }

  private record Fixed(SgTable table) implements DmaBufOps {
    @Override
    public SgTable mapDmaBuf(DmaBufAttachment attachment) {
      return table;
    }

    @Override
    public void unmapDmaBuf(DmaBufAttachment attachment, SgTable unmapped) {
      check(unmapped.firstEntry().physicalAddress() == 0, "own"); // reached: physicalAddress
    }
  }

  private record Wrapper(DmaBufOps inner) implements DmaBufOps {
    @Override
    public SgTable mapDmaBuf(DmaBufAttachment attachment) {
      return inner.mapDmaBuf(attachment);
    }

    @Override
    public void unmapDmaBuf(DmaBufAttachment attachment, SgTable table) {
      inner.unmapDmaBuf(attachment, table);
    }

    @Override
    public void beginCpuAccess(DmaBuf buffer) {
      inner.beginCpuAccess(buffer);
    }
  }
}
