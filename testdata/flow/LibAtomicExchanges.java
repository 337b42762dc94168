package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.SgTable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicMarkableReference;
import java.util.concurrent.atomic.AtomicStampedReference;
import support.Rig;

/** States kept in atomic numbers, and references with a mark or stamp beside. */
public final class LibAtomicExchanges {
  private static final int IDLE = 0;
  private static final int RUNNING = 2;

  private LibAtomicExchanges() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("lib-atomic-exchanges"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      reportsWhileRunning(table);
      reportsOnceStarted(table);
      reportsAccumulated(table);
      reportsStamped(table);
      reportsStampInArray(table);
      reportsMarked(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void reportsWhileRunning(SgTable table) {
    AtomicInteger state = new AtomicInteger(IDLE);
    if (state.compareAndExchange(IDLE, RUNNING) == RUNNING) {
      table.zero();
    }
    if (state.get() == RUNNING) {
      table.zero(); // expect: DMABUF_PAGE_ACCESS
    }
    if (state.compareAndExchange(IDLE, RUNNING) == RUNNING) {
      table.zero(); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void reportsOnceStarted(SgTable table) {
    AtomicBoolean started = new AtomicBoolean();
    if (started.compareAndExchange(false, true)) {
      table.zero();
    }
    if (started.get()) {
      table.zero(); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void reportsAccumulated(SgTable table) {
    AtomicInteger planes = new AtomicInteger(1);
    planes.accumulateAndGet(2, Integer::sum);
    if (planes.getAndAccumulate(4, Integer::sum) == 3) {
      table.zero(); // expect: DMABUF_PAGE_ACCESS
    }
    if (planes.get() == 3) {
      table.zero();
    }
  }

  private static void reportsStamped(SgTable table) {
    SgTable own = Rig.ownTable();
    AtomicStampedReference<SgTable> slot = new AtomicStampedReference<>(own, 0);
    slot.compareAndSet(own, table, 1, 2);
    slot.getReference().zero();
    slot.compareAndSet(own, table, 0, 1);
    slot.getReference().zero(); // expect: DMABUF_PAGE_ACCESS
    slot.compareAndSet(table, own, slot.getStamp(), 2);
    slot.getReference().zero();
  }

  private static void reportsStampInArray(SgTable table) {
    AtomicStampedReference<SgTable> slot = new AtomicStampedReference<>(table, 3);
    slot.attemptStamp(table, 4);
    int[] stamp = new int[1];
    SgTable held = slot.get(stamp);
    if (stamp[0] == 3) {
      held.zero();
    }
    if (stamp[0] == 4) {
      held.zero(); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void reportsMarked(SgTable table) {
    AtomicMarkableReference<SgTable> slot = new AtomicMarkableReference<>(table, false);
    if (slot.isMarked()) {
      slot.getReference().zero();
    }
    slot.attemptMark(table, true);
    if (slot.isMarked()) {
      slot.getReference().zero(); // expect: DMABUF_PAGE_ACCESS
    }
  }
}
