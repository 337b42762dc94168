package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.SgTable;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import support.Rig;

/** Stages that are threads between two queues, each begun before there is anything to take. */
public final class LibQueueStages {
  private static final class Stage<A, B> extends Thread {
    private final BlockingQueue<A> in;
    private final BlockingQueue<B> out;
    private final Function<A, B> work;

    Stage(BlockingQueue<A> in, BlockingQueue<B> out, Function<A, B> work) {
      this.in = in;
      this.out = out;
      this.work = work;
    }

    @Override
    public void run() {
      try {
        out.put(work.apply(in.take()));
      } catch (InterruptedException e) {
        interrupt();
      }
    }
  }

  private record Tagged(String tag, SgTable table) {}

  private LibQueueStages() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) throws InterruptedException {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("lib-queue-stages"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      reportsTagged(table);
      acceptsConverted(table);
      reportsCounted(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void reportsTagged(SgTable table) throws InterruptedException {
    BlockingQueue<SgTable> raw = new ArrayBlockingQueue<>(2);
    BlockingQueue<Tagged> tagged = new LinkedBlockingQueue<>();
    Stage<SgTable, Tagged> stage = new Stage<>(raw, tagged, t -> new Tagged("n" + t.nents(), t));
    stage.start();
    raw.put(table);
    tagged.take().table().zero(); // expect: DMABUF_PAGE_ACCESS
    stage.join();
  }

  private static void acceptsConverted(SgTable table) throws InterruptedException {
    BlockingQueue<SgTable> raw = new ArrayBlockingQueue<>(2);
    BlockingQueue<Tagged> converted = new LinkedBlockingQueue<>();
    Stage<SgTable, Tagged> stage =
        new Stage<>(raw, converted, t -> new Tagged("n" + t.nents(), Rig.ownTable()));
    stage.start();
    raw.put(table);
    converted.take().table().zero();
    stage.join();
  }

  private static void reportsCounted(SgTable table) throws InterruptedException {
    BlockingQueue<SgTable> raw = new ArrayBlockingQueue<>(2);
    BlockingQueue<Integer> counts = new LinkedBlockingQueue<>();
    Stage<SgTable, Integer> stage = new Stage<>(raw, counts, SgTable::nents);
    stage.start();
    raw.put(table);
    if (counts.take() > 0) {
      table.zero(); // expect: DMABUF_PAGE_ACCESS
    }
    stage.join();
  }
}
