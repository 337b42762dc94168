package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Exchanger;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RecursiveTask;
import java.util.concurrent.atomic.AtomicReference;
import support.Rig;

/** Tables handed to threads that were waiting for them. */
public final class LibHandOver {
  private LibHandOver() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) throws Exception {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("lib-hand-over"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      reportsConsumerStartedFirst(table);
      reportsExchanger(table);
      reportsLatchHandOver(table);
      reportsWorkerLoop(table);
      reportsLockCondition(table);
      reportsForkJoinSum(table);
      reportsInvokeAllResults(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void reportsConsumerStartedFirst(SgTable table) throws Exception {
    BlockingQueue<SgTable> q = new ArrayBlockingQueue<>(1);
    BlockingQueue<SgTable> mine = new ArrayBlockingQueue<>(1);
    ExecutorService ex = Executors.newCachedThreadPool();
    Future<?> a =
        ex.submit(
            () -> {
              Rig.check(
                  q.take().firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
              return null;
            });
    Future<?> b =
        ex.submit(
            () -> {
              Rig.check(mine.take().firstEntry().page() != null, "a page");
              return null;
            });
    q.put(table);
    mine.put(Rig.ownTable());
    a.get();
    b.get();
    ex.shutdown();
  }

  private static void reportsExchanger(SgTable table) throws Exception {
    Exchanger<SgTable> x = new Exchanger<>();
    Thread giver =
        new Thread(
            () -> {
              try {
                SgTable got = x.exchange(table);
                Rig.check(got.firstEntry().page() != null, "a page");
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    giver.start();
    SgTable seen1 = x.exchange(Rig.ownTable());
    Rig.check(seen1.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    giver.join();
  }

  private static void reportsLatchHandOver(SgTable table) throws Exception {
    AtomicReference<SgTable> slot = new AtomicReference<>();
    CountDownLatch ready = new CountDownLatch(1);
    Thread reader =
        new Thread(
            () -> {
              try {
                ready.await();
                Rig.check(
                    slot.get().firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    reader.start();
    slot.set(table);
    ready.countDown();
    reader.join();
  }

  private static void reportsWorkerLoop(SgTable table) throws Exception {
    BlockingQueue<Optional<SgTable>> q = new LinkedBlockingQueue<>();
    Thread worker =
        new Thread(
            () -> {
              try {
                while (true) {
                  Optional<SgTable> job = q.take();
                  if (job.isEmpty()) {
                    return;
                  }
                  Scatterlist entry = job.get().firstEntry();
                  boolean has = entry.page() != null; // expect: DMABUF_PAGE_ACCESS
                  Rig.check(has, "a page");
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    worker.start();
    q.put(Optional.of(table));
    q.put(Optional.empty());
    worker.join();
  }

  private static void reportsLockCondition(SgTable table) throws Exception {
    java.util.concurrent.locks.ReentrantLock lock = new java.util.concurrent.locks.ReentrantLock();
    java.util.concurrent.locks.Condition full = lock.newCondition();
    SgTable[] slot = new SgTable[1];
    Thread r =
        new Thread(
            () -> {
              lock.lock();
              try {
                while (slot[0] == null) {
                  full.await();
                }
                Rig.check(
                    slot[0].firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              } finally {
                lock.unlock();
              }
            });
    r.start();
    lock.lock();
    slot[0] = table;
    full.signalAll();
    lock.unlock();
    r.join();
  }

  private static void reportsForkJoinSum(SgTable table) {
    class Walk extends RecursiveTask<Integer> {
      private static final long serialVersionUID = 1L;

      final transient SgTable[] in;
      final int from;
      final int to;

      Walk(SgTable[] in, int from, int to) {
        this.in = in;
        this.from = from;
        this.to = to;
      }

      @Override
      protected Integer compute() {
        if (to - from == 1) {
          return in[from].pages().length; // expect: DMABUF_PAGE_ACCESS
        }
        int mid = (from + to) / 2;
        Walk left = new Walk(in, from, mid);
        Walk right = new Walk(in, mid, to);
        left.fork();
        return right.compute() + left.join();
      }
    }
    Rig.check(
        ForkJoinPool.commonPool().invoke(new Walk(new SgTable[] {table, table}, 0, 2)) == 8,
        "eight");
  }

  private static void reportsInvokeAllResults(SgTable table) throws Exception {
    ExecutorService ex = Executors.newFixedThreadPool(2);
    List<Callable<SgTable>> jobs = new ArrayList<>();
    jobs.add(() -> table);
    List<Future<SgTable>> fs = ex.invokeAll(jobs);
    for (Future<SgTable> f : fs) {
      Rig.check(f.get().firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
    List<Callable<SgTable>> ownJobs = List.of(Rig::ownTable);
    Rig.check(ex.invokeAll(ownJobs).get(0).get().firstEntry().page() != null, "a page");
    ex.shutdown();
  }
}
