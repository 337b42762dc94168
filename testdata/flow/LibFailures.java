package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import support.Rig;

/** Futures, tasks and threads that end in an exception that holds a table. */
public final class LibFailures {
  private LibFailures() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) throws Exception {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("lib-failures"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      reportsExceptional(table);
      reportsExecutionException(table);
      acceptsRecoveredFuture(table);
      reportsAsyncPipeline(table);
      reportsManualCompletionElsewhere(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  static final class Carrier extends RuntimeException {
    private static final long serialVersionUID = 1L;

    final transient SgTable table;

    Carrier(SgTable table) {
      this.table = table;
    }
  }

  static final class Broken extends Exception {
    private static final long serialVersionUID = 1L;

    final transient SgTable table;

    Broken(SgTable table) {
      this.table = table;
    }
  }

  private static void reportsExceptional(SgTable table) {
    CompletableFuture<SgTable> f = new CompletableFuture<>();
    f.completeExceptionally(new Carrier(table));
    f.exceptionally(
        e -> {
          SgTable seen1 = ((Carrier) e).table;
          Rig.check(seen1.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
          return null;
        });
    f.handle(
        (x, e) -> {
          SgTable seen2 = ((Carrier) e).table;
          Rig.check(seen2.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
          return x;
        });
    f.whenComplete(
        (x, e) -> {
          SgTable seen3 = ((Carrier) e).table;
          Rig.check(seen3.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
        });
    try {
      f.join();
    } catch (CompletionException e) {
      SgTable seen4 = ((Carrier) e.getCause()).table;
      Rig.check(seen4.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
    CompletableFuture<SgTable> g = CompletableFuture.failedFuture(new Carrier(table));
    SgTable seen5 = g.exceptionally(e -> ((Carrier) e).table).join();
    Rig.check(seen5.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    CompletableFuture<SgTable> h =
        CompletableFuture.supplyAsync(
            () -> {
              throw new Carrier(table);
            });
    SgTable seen6 = h.exceptionally(e -> ((Carrier) e.getCause()).table).join();
    Rig.check(seen6.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsExecutionException(SgTable table) throws Exception {
    ExecutorService ex = Executors.newSingleThreadExecutor();
    Future<Integer> f =
        ex.submit(
            () -> {
              throw new Broken(table);
            });
    try {
      f.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Broken b) {
        Rig.check(b.table.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
      }
    }
    ex.shutdown();
  }

  private static void acceptsRecoveredFuture(SgTable table) {
    CompletableFuture<SgTable> f = new CompletableFuture<>();
    f.completeExceptionally(new IllegalStateException());
    Rig.check(f.exceptionally(e -> Rig.ownTable()).join().firstEntry().page() != null, "a page");
    Rig.check(
        f.handle((x, e) -> e != null ? Rig.ownTable() : x).join().firstEntry().page() != null,
        "a page");
    Rig.check(f.isCompletedExceptionally(), "failed");
  }

  private static void reportsAsyncPipeline(SgTable table) {
    Executor direct = Runnable::run;
    CompletableFuture<Integer> n =
        CompletableFuture.supplyAsync(() -> table, direct)
            .thenApplyAsync(x -> x.firstEntry(), direct)
            .thenApply(e -> e.page() == null ? 0 : 1) // expect: DMABUF_PAGE_ACCESS
            .exceptionally(e -> -1);
    Rig.check(n.join() == 1, "one");
    CompletableFuture<SgTable> last = CompletableFuture.completedFuture(Rig.ownTable());
    for (int i = 0; i < 3; i++) {
      last = last.thenCombine(CompletableFuture.completedFuture(table), (a, b) -> b);
    }
    Rig.check(last.join().firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsManualCompletionElsewhere(SgTable table) {
    Map<Integer, CompletableFuture<SgTable>> pending = new ConcurrentHashMap<>();
    CompletableFuture<SgTable> a = pending.computeIfAbsent(7, k -> new CompletableFuture<>());
    CompletableFuture<Scatterlist> e = a.thenApply(SgTable::firstEntry);
    Optional.ofNullable(pending.remove(7)).ifPresent(p -> p.complete(table));
    Rig.check(e.join().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }
}
