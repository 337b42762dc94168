package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionService;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RecursiveAction;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import support.Rig;

/** More of java.util.concurrent: stages handed on, services that complete, races, barriers. */
public final class LibAsync {
  /** Answers later, on some thread. */
  private interface Answer<T> {
    void done(T value);

    void failed(Exception failure);
  }

  private static final class Port implements AutoCloseable {
    private final ExecutorService pool = Executors.newSingleThreadExecutor();

    void open(SgTable table, Answer<? super SgTable> answer) {
      pool.execute(() -> answer.done(table));
    }

    CompletionStage<SgTable> open(SgTable table) {
      CompletableFuture<SgTable> promise = new CompletableFuture<>();
      open(
          table,
          new Answer<SgTable>() {
            @Override
            public void done(SgTable value) {
              promise.complete(value);
            }

            @Override
            public void failed(Exception failure) {
              promise.completeExceptionally(failure);
            }
          });
      return promise;
    }

    @Override
    public void close() {
      pool.shutdown();
    }
  }

  private LibAsync() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) throws Exception {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("lib-async"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      reportsAnswer(table);
      reportsStage(table);
      acceptsStageOfOwn(table);
      reportsThenAcceptBoth(table);
      reportsApplyToEither(table);
      reportsCompletionService(table);
      reportsInvokeAny(table);
      reportsRecursiveAction(table);
      reportsSynchronousQueue(table);
      reportsChainOfStages(table);
      acceptsStageToDmaSide(table);
      reportsOrTimeout(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void reportsAnswer(SgTable table) throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    try (Port port = new Port()) {
      port.open(
          table,
          new Answer<SgTable>() {
            @Override
            public void done(SgTable value) {
              Rig.check(value.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
              done.countDown();
            }

            @Override
            public void failed(Exception failure) {
              throw new IllegalStateException(failure);
            }
          });
      Rig.check(done.await(10, TimeUnit.SECONDS), "answered");
    }
  }

  private static void reportsStage(SgTable table) {
    try (Port port = new Port()) {
      SgTable opened = port.open(table).toCompletableFuture().join();
      Rig.check(opened.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void acceptsStageOfOwn(SgTable table) {
    try (Port port = new Port()) {
      CompletionStage<SgTable> theirs = port.open(table);
      CompletionStage<SgTable> ours = port.open(Rig.ownTable());
      Rig.check(theirs.toCompletableFuture().join() == table, "the same");
      SgTable own = ours.toCompletableFuture().join();
      Rig.check(own.firstEntry().page() != null, "a page");
    }
  }

  private static void reportsThenAcceptBoth(SgTable table) {
    int[] pages = new int[1];
    CompletableFuture<Integer> scale = CompletableFuture.completedFuture(2);
    CompletableFuture.completedFuture(table)
        .thenAcceptBoth(
            scale, (t, by) -> pages[0] = t.pages().length * by) // expect: DMABUF_PAGE_ACCESS
        .join();
    Rig.check(pages[0] == 8, "four pages, twice");
  }

  private static void reportsApplyToEither(SgTable table) {
    CompletableFuture<SgTable> never = new CompletableFuture<>();
    CompletableFuture<Scatterlist> head =
        never.applyToEither(CompletableFuture.completedFuture(table), SgTable::firstEntry);
    Rig.check(head.join().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsCompletionService(SgTable table) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try {
      CompletionService<SgTable> service = new ExecutorCompletionService<>(pool);
      service.submit(() -> table);
      SgTable first = service.take().get();
      Rig.check(first.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    } finally {
      pool.shutdown();
    }
  }

  private static void reportsInvokeAny(SgTable table) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try {
      List<Callable<SgTable>> tasks = List.of(() -> table, () -> table);
      SgTable any = pool.invokeAny(tasks);
      Rig.check(any.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    } finally {
      pool.shutdown();
    }
  }

  private static final class Touch extends RecursiveAction {
    private static final long serialVersionUID = 1L;

    private final transient List<Scatterlist> entries;

    Touch(List<Scatterlist> entries) {
      this.entries = entries;
    }

    @Override
    protected void compute() {
      if (entries.size() > 1) {
        int half = entries.size() / 2;
        invokeAll(
            new Touch(entries.subList(0, half)), new Touch(entries.subList(half, entries.size())));
        return;
      }
      Rig.check(entries.get(0).page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void reportsRecursiveAction(SgTable table) {
    List<Scatterlist> entries = new ArrayList<>();
    table.forEach(entries::add);
    ForkJoinPool.commonPool().invoke(new Touch(entries));
    Rig.check(entries.size() == 4, "four entries");
  }

  private static void reportsSynchronousQueue(SgTable table) throws InterruptedException {
    SynchronousQueue<SgTable> queue = new SynchronousQueue<>();
    Thread consumer =
        new Thread(
            () -> {
              try {
                SgTable got = queue.take();
                Rig.check(got.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
              } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
              }
            });
    consumer.start();
    queue.put(table);
    consumer.join();
  }

  private static void reportsChainOfStages(SgTable table) {
    CompletableFuture<Scatterlist> third =
        CompletableFuture.supplyAsync(() -> table)
            .thenApplyAsync(SgTable::firstEntry)
            .thenCompose(e -> CompletableFuture.supplyAsync(e::next))
            .thenCombine(CompletableFuture.completedFuture(1), (e, n) -> e.next())
            .whenComplete((e, failure) -> Rig.check(failure == null, "no failure"));
    Rig.check(third.join().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsStageToDmaSide(SgTable table) {
    long bytes =
        CompletableFuture.supplyAsync(() -> table)
            .thenApply(SgTable::firstEntry)
            .thenApply(Scatterlist::dmaLength)
            .join();
    Rig.check(bytes == Rig.PAGE_SIZE, "one page");
  }

  private static void reportsOrTimeout(SgTable table) {
    CompletableFuture<SgTable> slow = new CompletableFuture<>();
    SgTable given = slow.completeOnTimeout(table, 1, TimeUnit.MILLISECONDS).join();
    Rig.check(given.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }
}
