package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Page;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.Exchanger;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RecursiveTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import support.Rig;

/** Threads, executors, callables, queues between them, and what they hand over. */
public final class LibThreads {
  /** Works through its own field on a thread of its own. */
  private static final class Worker extends Thread {
    private final SgTable table;
    private int pages;

    Worker(SgTable table) {
      this.table = table;
    }

    @Override
    public void run() {
      pages = table.pages().length; // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static final class Job implements Runnable {
    private final SgTable table;
    private Page first;

    Job(SgTable table) {
      this.table = table;
    }

    @Override
    public void run() {
      first = table.firstEntry().page(); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static final class OwnJob implements Callable<Page> {
    private final SgTable table = Rig.ownTable();

    @Override
    public Page call() {
      return table.firstEntry().page();
    }
  }

  private static final class PageCount extends RecursiveTask<Integer> {
    private static final long serialVersionUID = 1L;

    private final transient Scatterlist entry;

    PageCount(Scatterlist entry) {
      this.entry = entry;
    }

    @Override
    protected Integer compute() {
      int here = entry.page() == null ? 0 : 1; // expect: DMABUF_PAGE_ACCESS
      if (entry.isLast()) {
        return here;
      }
      PageCount rest = new PageCount(entry.next());
      rest.fork();
      return here + rest.join();
    }
  }

  private LibThreads() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) throws Exception {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("lib-threads"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      reportsThreadSubclass(table);
      reportsRunnable(table);
      reportsLambdaThread(table);
      reportsThreadWritesField(table);
      reportsCallable(table);
      reportsCallableTouching(table);
      acceptsOwnCallable();
      reportsInvokeAll(table);
      reportsFutureTask(table);
      reportsForkJoin(table);
      reportsBlockingQueue(table);
      acceptsQueueOfAddresses(table);
      reportsExchanger(table);
      reportsScheduled(table);
      acceptsThreadOnDmaSide(table);
      reportsExecutorOfOnesOwn(table);
      reportsThreadFactory(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void reportsThreadSubclass(SgTable table) throws InterruptedException {
    Worker worker = new Worker(table);
    worker.start();
    worker.join();
    Rig.check(worker.pages == 4, "four pages");
  }

  private static void reportsRunnable(SgTable table) throws InterruptedException {
    Job job = new Job(table);
    Thread thread = new Thread(job, "job");
    thread.start();
    thread.join();
    Rig.check(job.first != null, "a page");
  }

  private static void reportsLambdaThread(SgTable table) throws InterruptedException {
    int[] pages = new int[1];
    Thread thread = new Thread(() -> pages[0] = table.pages().length); // expect: DMABUF_PAGE_ACCESS
    thread.start();
    thread.join();
    Rig.check(pages[0] == 4, "four pages");
  }

  private static void reportsThreadWritesField(SgTable table) throws InterruptedException {
    Scatterlist[] slot = new Scatterlist[1];
    Thread thread = new Thread(() -> slot[0] = table.firstEntry());
    thread.start();
    thread.join();
    Rig.check(slot[0].page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static <T> T inPool(Callable<T> task) throws Exception {
    ExecutorService pool = Executors.newSingleThreadExecutor();
    try {
      return pool.submit(task).get();
    } finally {
      pool.shutdown();
    }
  }

  private static void reportsCallable(SgTable table) throws Exception {
    Scatterlist first = inPool(() -> table.firstEntry());
    Rig.check(first.page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsCallableTouching(SgTable table) throws Exception {
    Rig.check(
        inPool(() -> table.firstEntry().page()) != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsOwnCallable() throws Exception {
    Rig.check(inPool(new OwnJob()) != null, "a page");
    Rig.check(inPool(() -> Rig.ownTable().pages()).length == 4, "four pages");
  }

  private static void reportsInvokeAll(SgTable table) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try {
      List<Callable<SgTable>> tasks = List.of(() -> table, Rig::ownTable);
      int pages = 0;
      for (Future<SgTable> future : pool.invokeAll(tasks)) {
        pages += future.get().pages().length; // expect: DMABUF_PAGE_ACCESS
      }
      Rig.check(pages == 8, "eight pages");
    } finally {
      pool.shutdown();
    }
  }

  private static void reportsFutureTask(SgTable table) throws Exception {
    FutureTask<SgTable> task = new FutureTask<>(() -> table);
    new Thread(task).start();
    Rig.check(task.get().firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsForkJoin(SgTable table) {
    int pages = ForkJoinPool.commonPool().invoke(new PageCount(table.firstEntry()));
    Rig.check(pages == 4, "four pages");
  }

  private static void reportsBlockingQueue(SgTable table) throws InterruptedException {
    BlockingQueue<SgTable> queue = new LinkedBlockingQueue<>();
    Thread producer =
        new Thread(
            () -> {
              for (int i = 0; i < 2; i++) {
                queue.add(table);
              }
            });
    producer.start();
    Rig.check(queue.take().firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    SgTable second = queue.poll(10, TimeUnit.SECONDS);
    Rig.check(second.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    producer.join();
  }

  private static void acceptsQueueOfAddresses(SgTable table) throws InterruptedException {
    BlockingQueue<Long> queue = new ArrayBlockingQueue<>(8);
    Thread producer =
        new Thread(
            () -> {
              for (Scatterlist entry : table) {
                queue.add(entry.dmaAddress());
              }
            });
    producer.start();
    producer.join();
    Rig.check(queue.take() != 0, "an address");
  }

  private static void reportsExchanger(SgTable table) throws InterruptedException {
    Exchanger<SgTable> exchanger = new Exchanger<>();
    Thread other =
        new Thread(
            () -> {
              try {
                exchanger.exchange(table);
              } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
              }
            });
    other.start();
    SgTable received = exchanger.exchange(Rig.ownTable());
    other.join();
    Rig.check(received.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsScheduled(SgTable table) throws Exception {
    ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
    try {
      Future<SgTable> later = timer.schedule(() -> table, 1, TimeUnit.MILLISECONDS);
      Rig.check(later.get().firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
      timer.schedule(() -> touch(table), 1, TimeUnit.MILLISECONDS).get();
    } finally {
      timer.shutdown();
    }
  }

  private static void touch(SgTable table) {
    Rig.check(table.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsThreadOnDmaSide(SgTable table) throws InterruptedException {
    long[][] out = new long[1][];
    Thread thread = new Thread(() -> out[0] = table.dmaAddresses());
    thread.start();
    thread.join();
    Rig.check(out[0].length == 4, "four addresses");
  }

  private static void reportsExecutorOfOnesOwn(SgTable table) {
    Deque<Runnable> waiting = new ArrayDeque<>();
    Executor later = waiting::add;
    int[] pages = new int[1];
    later.execute(() -> pages[0] += table.pages().length); // expect: DMABUF_PAGE_ACCESS
    while (!waiting.isEmpty()) {
      waiting.poll().run();
    }
    Rig.check(pages[0] == 4, "four pages");
  }

  private static void reportsThreadFactory(SgTable table) throws InterruptedException {
    ThreadFactory factory = task -> new Thread(task, "made");
    Job job = new Job(table);
    Thread thread = factory.newThread(job);
    thread.start();
    thread.join();
    Rig.check(job.first != null, "a page");
  }
}
