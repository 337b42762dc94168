package sample.app;

import static sample.app.Wrapped.check;
import static sample.app.Wrapped.traps;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import sample.api.DmaBuf;
import sample.api.DmaBufAttachment;
import sample.api.DmaBufOps;
import sample.api.Page;
import sample.api.SgTable;

/** Copies of tables from map to unmap, in every way that begins and ends. */
final class WrappedLoans {
  private WrappedLoans() {}

  public static void main(String[] args) throws InterruptedException {
    cached();
    sharedTable();
    lentAnew();
    failedMap();
    unlocked();
    originalGivenBack();
    reExport();
    ownHelpers();
    agreedLater();
    withoutPages();
    forgotten();
    crowd();
    System.out.println("all as it should be");
  }

  /** The core hands out its cached table again: the importer gets its copy again. */
  private static void cached() {
    Archive archive =
        new Archive() {
          @Override
          public boolean cacheSgtMapping() {
            return true;
          }
        };
    DmaBuf buffer = archive.export("cached");
    DmaBufAttachment attachment = buffer.attach("gpu");
    SgTable table = buffer.mapAttachment(attachment);
    check(buffer.mapAttachment(attachment) == table, "from the cache");
    buffer.unmapAttachment(attachment, table);
    check(buffer.mapAttachment(attachment) == table, "once more");
    traps(() -> table.pages()); // imported: pages
    check(archive.returned == 0, "it is kept");
    buffer.detach(attachment);
    check(archive.returned == 1, "detached");
  }

  /** One table for two mappings: a copy for each, and each is given back. */
  private static void sharedTable() {
    Archive archive =
        new Archive() {
          private SgTable only;

          @Override
          SgTable make() {
            only = only == null ? super.make() : only;
            return only;
          }
        };
    DmaBuf buffer = archive.export("shared");
    DmaBufAttachment a = buffer.attach("gpu");
    DmaBufAttachment b = buffer.attach("vpu");
    SgTable first = buffer.mapAttachment(a);
    SgTable second = buffer.mapAttachment(b);
    check(first != second, "a copy for each mapping");
    for (SgTable each : List.of(first, second)) {
      traps(() -> each.pages()); // imported: pages
    }
    buffer.unmapAttachment(a, first);
    traps(() -> second.pages()); // imported: pages
    archive.inspect();
    buffer.unmapAttachment(b, second);
    check(archive.returned == 2, "both are given back");
  }

  /** A table that is lent again later has a copy of its own then. */
  private static void lentAnew() {
    Archive archive =
        new Archive() {
          private final SgTable only = super.make();

          @Override
          SgTable make() {
            return only;
          }
        };
    DmaBuf buffer = archive.export("anew");
    DmaBufAttachment attachment = buffer.attach("gpu");
    SgTable before = buffer.mapAttachment(attachment);
    buffer.unmapAttachment(attachment, before);
    SgTable table = buffer.mapAttachment(attachment);
    check(table != before, "a fresh copy");
    buffer.unmapAttachment(attachment, table);
    check(archive.returned == 2, "given back twice");
  }

  private static void failedMap() {
    Archive archive = new Archive();
    DmaBuf buffer = archive.export("failing");
    DmaBufAttachment attachment = buffer.attach("gpu");
    buffer.failNextMap();
    try {
      buffer.mapAttachment(attachment);
      throw new AssertionError("the map did not fail");
    } catch (IllegalStateException expected) {
      check(archive.returned == 1, "the exporter has cleaned up");
    }
  }

  /** A method of the core that works by another one of it knows no copies. */
  private static void unlocked() {
    Archive archive = new Archive();
    DmaBuf buffer = archive.export("unlocked");
    DmaBufAttachment attachment = buffer.attach("gpu");
    SgTable table = buffer.mapAttachmentUnlocked(attachment);
    traps(() -> table.pages()); // imported: pages
    buffer.unmapAttachmentUnlocked(attachment, table);
    check(archive.returned == 1, "given back");
  }

  private static void originalGivenBack() {
    Archive archive = new Archive();
    DmaBuf buffer = archive.export("original");
    DmaBufAttachment attachment = buffer.attach("gpu");
    buffer.mapAttachment(attachment);
    buffer.unmapAttachment(attachment, archive.lent.get(0));
    check(archive.returned == 1, "by the original itself");
    SgTable table = buffer.mapAttachment(attachment);
    buffer.unmapAttachment(attachment, table);
    try {
      buffer.unmapAttachment(attachment, table);
      throw new AssertionError("unmapped twice");
    } catch (AssertionError e) {
      check(e.getMessage().contains("has not made"), "the exporter notices");
    }
  }

  /** An exporter that hands on what it imports has a copy, and its importer a copy of that. */
  private static void reExport() {
    Archive archive = new Archive();
    DmaBuf inner = archive.export("inner");
    Bridge bridge = new Bridge(inner);
    DmaBuf outer = new DmaBuf(bridge, "outer");
    DmaBufAttachment attachment = outer.attach("gpu");
    SgTable table = outer.mapAttachment(attachment);
    check(table != bridge.imported, "a copy of the copy");
    check(archive.lent.get(0) != bridge.imported, "a copy");
    traps(() -> table.firstEntry().page()); // imported: page
    check(table.firstEntry().dmaAddress() == 0x1000, "DMA addresses");
    outer.unmapAttachment(attachment, table);
    check(archive.returned == 1, "given back through two");
  }

  private static final class Bridge implements DmaBufOps {
    private final DmaBuf inner;
    private final DmaBufAttachment link;
    private SgTable imported;

    Bridge(DmaBuf inner) {
      this.inner = inner;
      this.link = inner.attach("bridge");
    }

    @Override
    public SgTable mapDmaBuf(DmaBufAttachment attachment) {
      imported = inner.mapAttachment(link);
      traps(() -> imported.pages()); // imported: pages
      return imported;
    }

    @Override
    public void unmapDmaBuf(DmaBufAttachment attachment, SgTable table) {
      check(table == imported, "the bridge has its own table back");
      traps(() -> table.pages()); // imported: pages
      inner.unmapAttachment(link, table);
    }
  }

  /** Methods of the importer's own, by the same names, see the same table throughout. */
  private static void ownHelpers() {
    Archive archive = new Archive();
    Importer importer = new Importer(archive.export("helped"));
    SgTable table = importer.mapAttachment("gpu");
    check(importer.mapAttachment("gpu") == table, "kept by the importer");
    importer.unmapAttachment(table);
    check(archive.returned == 1, "given back by the helper");
  }

  private static final class Importer {
    private final DmaBuf buffer;
    private final Set<SgTable> held = new HashSet<>();
    private DmaBufAttachment attachment;

    Importer(DmaBuf buffer) {
      this.buffer = buffer;
    }

    SgTable mapAttachment(String device) {
      if (held.isEmpty()) {
        attachment = buffer.attach(device);
        held.add(buffer.mapAttachment(attachment));
      }
      return held.iterator().next();
    }

    void unmapAttachment(SgTable table) {
      check(held.remove(table), "the importer knows its table");
      buffer.unmapAttachment(attachment, table);
    }
  }

  private static void agreedLater() {
    Archive archive =
        new Archive() {
          @Override
          public boolean sharesPages(DmaBufAttachment attachment) {
            return true;
          }
        };
    DmaBuf buffer = archive.export("open");
    DmaBufAttachment attachment = buffer.attach("friend");
    SgTable table = buffer.mapAttachment(attachment);
    traps(() -> table.pages()); // imported: pages
    check(buffer.sharesPages(attachment), "agreed");
    Page[] pages = table.pages(); // reached: pages
    long frame = pages[1].frameNumber(); // reached: frameNumber
    check(frame == archive.pages.get(1).frameNumber(), "its pages"); // reached: frameNumber
    buffer.unmapAttachment(attachment, table);
  }

  private static void withoutPages() {
    SgTable peer = new SgTable(Collections.singletonList(null));
    DmaBuf buffer =
        new DmaBuf(
            new DmaBufOps() {
              @Override
              public SgTable mapDmaBuf(DmaBufAttachment attachment) {
                return peer;
              }

              @Override
              public void unmapDmaBuf(DmaBufAttachment attachment, SgTable table) {
                check(table == peer, "the peer's");
              }
            },
            "peer");
    DmaBufAttachment attachment = buffer.attach("gpu");
    SgTable table = buffer.mapAttachment(attachment);
    check(table.firstEntry().isLast(), "the end marker is kept");
    traps(() -> table.firstEntry().page()); // imported: page
    buffer.unmapAttachment(attachment, table);
  }

  /** A copy that nobody holds goes, and its original if the exporter has dropped that. */
  private static void forgotten() throws InterruptedException {
    Archive archive = new Archive();
    DmaBuf buffer = archive.export("lost");
    DmaBufAttachment attachment = buffer.attach("gpu");
    collect(new WeakReference<>(buffer.mapAttachment(attachment)));
    check(archive.last.get() == archive.lent.get(0), "the exporter keeps its own");
    SgTable held = buffer.mapAttachment(attachment);
    archive.lent.clear();
    for (int i = 0; i < 5; i++) {
      System.gc();
      Thread.sleep(10);
    }
    check(archive.last.get() != null, "an original lives as long as its copy");
    check(held.nents() == 2, "held");
    WeakReference<SgTable> original = archive.last;
    held = null;
    collect(original);
  }

  /** Eight importers at once, half of them of one cached table. */
  private static void crowd() throws InterruptedException {
    DmaBuf each = new Archive.Busy(false).export("busy");
    DmaBuf cached = new Archive.Busy(true).export("cached");
    DmaBufAttachment shared = cached.attach("gpu");
    SgTable same = cached.mapAttachment(shared);
    AtomicInteger rounds = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      threads.add(new Thread(() -> repeat(each, each.attach("vpu"), null, rounds)));
      threads.add(new Thread(() -> repeat(cached, shared, same, rounds)));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    check(rounds.get() == 800, "a thread failed");
  }

  private static void repeat(
      DmaBuf buffer, DmaBufAttachment attachment, SgTable wanted, AtomicInteger rounds) {
    for (int i = 0; i < 100; i++) {
      SgTable table = buffer.mapAttachment(attachment);
      check(wanted == null || table == wanted, "the same copy on any thread");
      check(table.firstEntry().next().dmaAddress() == 0x2000, "DMA addresses");
      traps(() -> table.firstEntry().page()); // imported: page
      buffer.unmapAttachment(attachment, table);
      rounds.incrementAndGet();
    }
  }

  private static void collect(WeakReference<SgTable> dropped) throws InterruptedException {
    for (int i = 0; i < 200 && dropped.get() != null; i++) {
      System.gc();
      Thread.sleep(10);
    }
    check(dropped.get() == null, "collected");
  }
}
