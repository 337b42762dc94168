package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.SgTable;
import support.Rig;

/** A field of one of several objects that a loop has made, read right after it was written. */
public final class HeapStoreOfOne {
  private static final class Frame {
    private final int id;
    private SgTable table;
    private Frame next;

    Frame(int id, SgTable table) {
      this.id = id;
      this.table = table;
    }

    void fill(SgTable other) {
      table = other;
    }
  }

  private Frame head;

  private HeapStoreOfOne() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("heap-store-of-one"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      HeapStoreOfOne pool = new HeapStoreOfOne();
      for (int i = 0; i < 3; i++) {
        pool.give(new Frame(i, table));
      }
      pool.acceptsReplaced();
      pool.reportsOthers();
      pool.reportsReplacedByAnother(table);
      pool.reportsReplacedByCall(table);
      pool.reportsReplacedOnOneWay(table, true);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private void give(Frame frame) {
    frame.next = head;
    head = frame;
  }

  private Frame find(int id) {
    for (Frame frame = head; frame != null; frame = frame.next) {
      if (frame.id == id) {
        return frame;
      }
    }
    throw new IllegalArgumentException("no frame " + id);
  }

  private void acceptsReplaced() {
    Frame frame = find(0);
    SgTable before = frame.table;
    frame.table = Rig.ownTable();
    frame.table.zero();
    frame.table.firstEntry().page();
    before.zero(); // expect: DMABUF_PAGE_ACCESS
    frame.table = before;
    frame.table.zero(); // expect: DMABUF_PAGE_ACCESS
  }

  private void reportsOthers() {
    Frame frame = find(1);
    frame.table = Rig.ownTable();
    frame.table.zero();
    find(2).table.zero(); // expect: DMABUF_PAGE_ACCESS
  }

  private void reportsReplacedByAnother(SgTable table) {
    Frame frame = find(1);
    Frame same = find(1);
    frame.table = Rig.ownTable();
    same.table = table;
    frame.table.zero(); // expect: DMABUF_PAGE_ACCESS
  }

  private void reportsReplacedByCall(SgTable table) {
    Frame frame = find(1);
    Frame same = find(1);
    frame.table = Rig.ownTable();
    same.fill(table);
    frame.table.zero(); // expect: DMABUF_PAGE_ACCESS
  }

  private void reportsReplacedOnOneWay(SgTable table, boolean isAgain) {
    Frame frame = find(1);
    Frame same = find(1);
    frame.table = Rig.ownTable();
    if (isAgain) {
      same.table = table;
    }
    frame.table.zero(); // expect: DMABUF_PAGE_ACCESS
  }
}
