package sample.app;

import java.util.ArrayList;
import java.util.List;
import sample.api.DmaBuf;
import sample.api.DmaBufAttachment;
import sample.api.Memory;
import sample.api.SgTable;

/**
 * Threads that map, peek, unmap and use tables of their own, for as long as they are told to;
 * prints how often each was done.
 */
final class ManyThreads {
  private ManyThreads() {}

  public static void main(String[] args) throws InterruptedException {
    int count = Integer.parseInt(args[0]);
    long end = System.nanoTime() + 1_000_000L * Integer.parseInt(args[1]);
    DmaBuf buffer = new Fresh().export();
    long[] rounds = new long[count];
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int mine = i;
      threads.add(
          new Thread(
              () -> {
                do {
                  round(buffer);
                  rounds[mine]++;
                } while (System.nanoTime() < end);
              }));
    }
    threads.forEach(Thread::start);
    long sum = 0;
    for (int i = 0; i < count; i++) {
      threads.get(i).join();
      sum += rounds[i];
    }
    System.out.println(sum);
  }

  private static void round(DmaBuf buffer) {
    DmaBufAttachment attachment = buffer.attach("gpu");
    SgTable table = buffer.mapAttachment(attachment);
    peek(table);
    peek(table);
    buffer.unmapAttachment(attachment, table);
    peek(table);
    peek(new SgTable(List.of(Memory.shared())));
  }

  private static void peek(SgTable table) {
    table.firstEntry().physicalAddress(); // imported: physicalAddress, reached: physicalAddress
  }

  private static final class Fresh implements sample.api.DmaBufOps {
    DmaBuf export() {
      return new DmaBuf(this, "fresh");
    }

    @Override
    public SgTable mapDmaBuf(DmaBufAttachment attachment) {
      return new SgTable(List.of(Memory.shared(), Memory.shared()));
    }

    @Override
    public void unmapDmaBuf(DmaBufAttachment attachment, SgTable table) {
      if (table.firstEntry().page() == null) { // reached: page
        throw new AssertionError("no page");
      }
    }
  }
}
