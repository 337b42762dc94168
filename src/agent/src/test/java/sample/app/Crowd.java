package sample.app;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import sample.api.DmaBuf;
import sample.api.DmaBufAttachment;
import sample.api.Memory;
import sample.api.SgTable;

/** Eight importers and eight owners of tables at once. */
final class Crowd {
  static final int THREADS = 8;
  static final int ROUNDS = 500;

  private Crowd() {}

  public static void main(String[] args) throws InterruptedException {
    DmaBuf buffer = new QuietHeap().export("busy");
    AtomicInteger failures = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      threads.add(new Thread(() -> repeat(() -> imports(buffer), failures)));
      threads.add(new Thread(() -> repeat(Crowd::owns, failures)));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    System.out.println("failures " + failures);
  }

  private static void repeat(Runnable round, AtomicInteger failures) {
    try {
      for (int i = 0; i < ROUNDS; i++) {
        round.run();
      }
    } catch (RuntimeException | Error e) {
      failures.incrementAndGet();
      e.printStackTrace();
    }
  }

  private static void imports(DmaBuf buffer) {
    DmaBufAttachment attachment = buffer.attach("gpu");
    SgTable table = buffer.mapAttachment(attachment);
    look(table);
    buffer.unmapAttachment(attachment, table);
  }

  private static void owns() {
    look(new SgTable(List.of(Memory.shared())));
  }

  private static void look(SgTable table) {
    table.firstEntry().physicalAddress(); // imported: physicalAddress, reached: physicalAddress
  }

  /** Keeps no list of what it has lent, and fails if it gets back what is not real. */
  private static final class QuietHeap implements sample.api.DmaBufOps {
    DmaBuf export(String name) {
      return new DmaBuf(this, name);
    }

    @Override
    public SgTable mapDmaBuf(DmaBufAttachment attachment) {
      return new SgTable(List.of(Memory.shared()));
    }

    @Override
    public void unmapDmaBuf(DmaBufAttachment attachment, SgTable table) {
      table.firstEntry().page().map(); // reached: page, map
    }
  }
}
