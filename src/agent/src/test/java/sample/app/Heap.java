package sample.app;

import java.nio.ByteBuffer;
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
 * An exporter that reads its own tables whenever it may, and fails if it does not see its pages.
 */
class Heap implements DmaBufOps {
  private final List<Page> pages = List.of(Memory.allocate(), Memory.allocate());
  private final List<SgTable> lent = new ArrayList<>();
  int checks;

  DmaBuf export(String name) {
    return new DmaBuf(this, name);
  }

  @Override
  public SgTable mapDmaBuf(DmaBufAttachment attachment) {
    SgTable table = new SgTable(pages);
    lent.add(table);
    check(table);
    return table;
  }

  @Override
  public void unmapDmaBuf(DmaBufAttachment attachment, SgTable table) {
    check(table);
    lent.remove(table);
  }

  @Override
  public void beginCpuAccess(DmaBuf buffer) {
    lent.forEach(this::check);
  }

  @Override
  public void endCpuAccess(DmaBuf buffer) {
    lent.forEach(this::check);
  }

  @Override
  public ByteBuffer vmap(DmaBuf buffer) {
    lent.forEach(this::check);
    return pages.get(0).map();
  }

  void check(SgTable table) {
    int i = 0;
    for (Scatterlist entry : table) {
      long found = entry.page().frameNumber(); // reached: page, frameNumber
      long own = pages.get(i++).frameNumber(); // reached: frameNumber
      if (found != own) {
        throw new AssertionError("the exporter does not see its pages");
      }
      checks++;
    }
  }

  boolean owns(Page page) {
    return page.frameNumber() == pages.get(0).frameNumber();
  }
}
