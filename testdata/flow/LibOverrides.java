package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.Timer;
import java.util.TimerTask;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import support.Rig;

/** Methods of the program that only the library calls: streams, comparators, keys, timers. */
public final class LibOverrides {
  /** Reads a table as a stream of bytes, by its pages. */
  private static final class PageStream extends InputStream {
    private final SgTable table;
    private long at;

    PageStream(SgTable table) {
      this.table = table;
    }

    @Override
    public int read() {
      ByteBuffer one = ByteBuffer.allocate(1);
      long copied = table.copyTo(one, at++); // expect: DMABUF_PAGE_ACCESS
      return copied == 0 || at > 8 ? -1 : one.get(0) & 0xff;
    }
  }

  /** As PageStream, for own memory. */
  private static final class OwnStream extends InputStream {
    private final SgTable table = Rig.ownTable();
    private long at;

    @Override
    public int read() {
      ByteBuffer one = ByteBuffer.allocate(1);
      long copied = table.copyTo(one, at++);
      return copied == 0 || at > 8 ? -1 : one.get(0) & 0xff;
    }
  }

  /** Compares by where entries lie in memory. */
  private static final class ByAddress implements Comparator<Scatterlist> {
    @Override
    public int compare(Scatterlist left, Scatterlist right) {
      long from = left.physicalAddress(); // expect: DMABUF_PAGE_ACCESS
      long to = right.physicalAddress(); // expect: DMABUF_PAGE_ACCESS
      return Long.compare(from, to);
    }
  }

  /** A key that hashes the first page's address. */
  private static final class Key {
    private final Scatterlist entry;

    Key(Scatterlist entry) {
      this.entry = entry;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key key && key.entry == entry;
    }

    @Override
    public int hashCode() {
      return Long.hashCode(entry.virtualAddress()); // expect: DMABUF_PAGE_ACCESS
    }
  }

  /** Shows itself with its address. */
  private static final class Shown {
    private final Scatterlist entry;

    Shown(Scatterlist entry) {
      this.entry = entry;
    }

    @Override
    public String toString() {
      return "entry at " + entry.virtualAddress(); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static final class Sorted implements Comparable<Sorted> {
    private final SgTable table;

    Sorted(SgTable table) {
      this.table = table;
    }

    @Override
    public int compareTo(Sorted other) {
      int here = table.pages().length; // expect: DMABUF_PAGE_ACCESS
      return Integer.compare(here, other.table.nents());
    }
  }

  private LibOverrides() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) throws Exception {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("lib-overrides"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      reportsInputStream(table);
      acceptsInputStreamOfOwn();
      reportsComparator(table);
      reportsHashCode(table);
      reportsToString(table);
      reportsCompareTo(table);
      reportsTimerTask(table);
      reportsCleaner(table);
      reportsUncaughtHandler(table);
      acceptsIdentityKeys(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void reportsInputStream(SgTable table) throws IOException {
    try (InputStream bytes = new PageStream(table)) {
      Rig.check(bytes.readAllBytes().length == 8, "eight bytes");
    }
  }

  private static void acceptsInputStreamOfOwn() throws IOException {
    try (InputStream bytes = new OwnStream()) {
      Rig.check(bytes.readNBytes(4).length == 4, "four bytes");
    }
  }

  private static void reportsComparator(SgTable table) {
    List<Scatterlist> entries = new ArrayList<>();
    for (Scatterlist entry : table) {
      entries.add(entry);
    }
    entries.sort(new ByAddress());
    Rig.check(entries.size() == 4, "four entries");
  }

  private static void reportsHashCode(SgTable table) {
    Set<Key> keys = new HashSet<>();
    keys.add(new Key(table.firstEntry()));
    Rig.check(keys.size() == 1, "one key");
  }

  private static void reportsToString(SgTable table) {
    String text = String.valueOf(new Shown(table.firstEntry()));
    Rig.check(text.startsWith("entry"), "a text");
  }

  private static void reportsCompareTo(SgTable table) {
    NavigableSet<Sorted> sorted = new TreeSet<>();
    sorted.add(new Sorted(table));
    Rig.check(sorted.size() == 1, "one table");
  }

  private static void reportsTimerTask(SgTable table) throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    Timer timer = new Timer("frames", true);
    timer.schedule(
        new TimerTask() {
          @Override
          public void run() {
            Rig.check(table.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
            done.countDown();
          }
        },
        1);
    Rig.check(done.await(10, TimeUnit.SECONDS), "it ran");
    timer.cancel();
  }

  private static void reportsCleaner(SgTable table) {
    int[] pages = new int[1];
    Cleaner.Cleanable cleanable =
        Cleaner.create()
            .register(
                new Object(), () -> pages[0] = table.pages().length); // expect: DMABUF_PAGE_ACCESS
    cleanable.clean();
    Rig.check(pages[0] == 4, "four pages");
  }

  private static void reportsUncaughtHandler(SgTable table) throws InterruptedException {
    int[] pages = new int[1];
    Thread thread =
        new Thread(
            () -> {
              throw new IllegalStateException("stopped");
            });
    thread.setUncaughtExceptionHandler(
        (t, failure) -> pages[0] = table.pages().length); // expect: DMABUF_PAGE_ACCESS
    thread.start();
    thread.join();
    Rig.check(pages[0] == 4, "four pages");
  }

  private static void acceptsIdentityKeys(SgTable table) {
    Map<SgTable, Integer> counts = new IdentityHashMap<>();
    counts.merge(table, 1, Integer::sum);
    counts.merge(table, 1, Integer::sum);
    Rig.check(counts.get(table) == 2, "twice");
  }
}
