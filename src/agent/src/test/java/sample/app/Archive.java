package sample.app;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import sample.api.DmaBuf;
import sample.api.DmaBufAttachment;
import sample.api.DmaBufOps;
import sample.api.Memory;
import sample.api.Page;
import sample.api.Scatterlist;
import sample.api.SgTable;

/**
 * An exporter that keeps an eye on its tables: it wants back what it made, with its pages, and
 * reads it on another thread while it is lent.
 */
class Archive implements DmaBufOps {
  final List<Page> pages = List.of(Memory.allocate(), Memory.allocate());
  final List<SgTable> lent = new ArrayList<>();
  WeakReference<SgTable> last;
  int returned;

  DmaBuf export(String name) {
    return new DmaBuf(this, name);
  }

  @Override
  public SgTable mapDmaBuf(DmaBufAttachment attachment) {
    SgTable table = make();
    lent.add(table);
    last = new WeakReference<>(table);
    return table;
  }

  SgTable make() {
    return new SgTable(pages);
  }

  @Override
  public void unmapDmaBuf(DmaBufAttachment attachment, SgTable table) {
    if (lent.stream().noneMatch(each -> each == table)) {
      throw new AssertionError("the exporter got a table that it has not made");
    }
    check(table);
    lent.remove(table);
    returned++;
  }

  /** Reads all tables on a thread of the exporter's own. */
  void inspect() {
    CompletableFuture.runAsync(() -> lent.forEach(this::check)).join();
  }

  /** Likewise, for many threads. */
  static final class Busy extends Archive {
    private final boolean caching;

    Busy(boolean caching) {
      this.caching = caching;
    }

    @Override
    public boolean cacheSgtMapping() {
      return caching;
    }

    @Override
    public synchronized SgTable mapDmaBuf(DmaBufAttachment attachment) {
      return super.mapDmaBuf(attachment);
    }

    @Override
    public synchronized void unmapDmaBuf(DmaBufAttachment attachment, SgTable table) {
      super.unmapDmaBuf(attachment, table);
    }
  }

  private void check(SgTable table) {
    int i = 0;
    for (Scatterlist entry : table) {
      long frame = entry.page().frameNumber(); // reached: page, frameNumber
      if (frame != pages.get(i++).frameNumber()) { // reached: frameNumber
        throw new AssertionError("the exporter does not see its pages");
      }
    }
  }
}
