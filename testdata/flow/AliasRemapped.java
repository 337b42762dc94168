package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.SgTable;
import support.Rig;

/** A table that is held on to when the same call maps again: it is not the new one. */
public final class AliasRemapped {
  private final DmaBuf buffer = Rig.buffer();
  private final DmaBufAttachment attachment = buffer.attach(Rig.device("alias-remapped"));
  private SgTable table;

  private AliasRemapped() {}

  /** Runs every variant. */
  public static void main(String[] args) {
    AliasRemapped suite = new AliasRemapped();
    Runnable[] tests = {suite::reportsOtherThanFirst, suite::reportsOtherAfterReset};
    for (Runnable test : tests) {
      suite.map();
      try {
        test.run();
      } finally {
        suite.unmap();
      }
    }
    suite.reportsOtherInOneMethod();
    suite.reportsSame();
    suite.buffer.detach(suite.attachment);
    suite.buffer.close();
  }

  private void map() {
    table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
  }

  private void unmap() {
    buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
    table = null;
  }

  private void reset() {
    unmap();
    map();
  }

  private static void requireOther(Object a, Object b) {
    if (a == b || a.equals(b)) {
      throw new AssertionError("the same");
    }
  }

  private void reportsOtherThanFirst() {
    SgTable first = table;
    unmap();
    map();
    requireOther(first, table);
    table.zero(); // expect: DMABUF_PAGE_ACCESS
  }

  private void reportsOtherAfterReset() {
    SgTable first = table;
    reset();
    if (first == table) {
      throw new AssertionError("the same");
    }
    table.zero(); // expect: DMABUF_PAGE_ACCESS
  }

  private void reportsOtherInOneMethod() {
    SgTable last = null;
    for (int i = 0; i < 2; i++) {
      SgTable now = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      if (last != null && last != now) {
        now.zero(); // expect: DMABUF_PAGE_ACCESS
      }
      last = now;
      buffer.unmapAttachment(attachment, now, DmaDirection.TO_DEVICE);
    }
  }

  private void reportsSame() {
    map();
    SgTable first = table;
    if (first != table) {
      table.zero();
    }
    table.zero(); // expect: DMABUF_PAGE_ACCESS
    unmap();
  }
}
