package flow;

import dev.pagewarden.dmabuf.CacheOps;
import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.SgTable;
import support.Rig;

/** Resources whose table is handed over before they are closed, by calls that can't fail. */
public final class CallHandedOver {
  private CallHandedOver() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("call-handed-over"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      reportsKept(table);
      acceptsHandedOver(table);
      acceptsReplaced(table);
      reportsCheckedFirst(table);
      acceptsFieldReplaced(table);
      reportsNobodyTakes(table, null);
      reportsOfNobody(table, null);
      reportsOverridden(table, new FullSlot());
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  /** Cleans what nobody took over. */
  private static final class Scratch implements AutoCloseable {
    private SgTable table;

    Scratch(SgTable table) {
      this.table = table;
    }

    SgTable handOver() {
      SgTable taken = table;
      table = null;
      return taken;
    }

    @Override
    public void close() {
      if (table != null) {
        table.zero();
      }
    }
  }

  private static void acceptsHandedOver(SgTable table) {
    try (Scratch scratch = new Scratch(table)) {
      Rig.check(scratch.handOver() == table, "the table");
    }
  }

  /** Flushes what nobody took over. */
  private static final class Flushed implements AutoCloseable {
    private SgTable table;

    Flushed(SgTable table) {
      this.table = table;
    }

    SgTable table() {
      return table;
    }

    @Override
    public void close() {
      CacheOps.flush(table); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void reportsKept(SgTable table) {
    try (Flushed flushed = new Flushed(table)) {
      Rig.check(flushed.table() == table, "the table");
    }
  }

  /** A place for one table. */
  private static class Slot {
    protected SgTable table;

    void put(SgTable put) {
      table = put;
    }

    SgTable get() {
      return table;
    }
  }

  private static void acceptsReplaced(SgTable table) {
    Slot slot = new Slot();
    SgTable own = Rig.ownTable();
    slot.put(table);
    try {
      slot.put(own);
    } finally {
      slot.get().zero();
    }
  }

  /** A place that takes no table without entries. */
  private static final class Checked {
    private SgTable table;

    void put(SgTable put) {
      if (put.nents() == 4) {
        throw new IllegalArgumentException("four entries");
      }
      table = put;
    }
  }

  private static void reportsCheckedFirst(SgTable table) {
    Checked slot = new Checked();
    slot.table = table;
    try {
      slot.put(Rig.ownTable());
    } catch (IllegalArgumentException full) {
      CacheOps.flush(slot.table); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void acceptsFieldReplaced(SgTable table) {
    Slot slot = new Slot();
    SgTable own = Rig.ownTable();
    slot.table = table;
    try {
      slot.table = own;
    } finally {
      slot.table.zero();
    }
  }

  private static void reportsNobodyTakes(SgTable table, Slot nobody) {
    Slot slot = new Slot();
    slot.put(table);
    try {
      nobody.put(slot.get());
      slot.put(Rig.ownTable());
    } catch (NullPointerException nobodyThere) {
      CacheOps.flush(slot.get()); // expect: DMABUF_PAGE_ACCESS
    }
  }

  /** Takes what another place has. */
  private static final class Taker {
    private SgTable table;

    void takeFrom(Slot other) {
      table = other.table;
    }
  }

  private static void reportsOfNobody(SgTable table, Slot nobody) {
    Taker taker = new Taker();
    taker.table = table;
    try {
      taker.takeFrom(nobody);
      taker.table = Rig.ownTable();
    } catch (NullPointerException nobodyThere) {
      CacheOps.flush(taker.table); // expect: DMABUF_PAGE_ACCESS
    }
  }

  /** A place that takes no further table. */
  private static final class FullSlot extends Slot {
    @Override
    void put(SgTable put) {
      throw new IllegalStateException("full");
    }
  }

  private static void reportsOverridden(SgTable table, Slot slot) {
    slot.table = table;
    try {
      slot.put(Rig.ownTable());
    } catch (IllegalStateException full) {
      CacheOps.flush(slot.table); // expect: DMABUF_PAGE_ACCESS
    }
  }
}
