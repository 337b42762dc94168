package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Page;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import support.Rig;

/** CompletableFuture in its many joints. */
public final class LibFutures {
  private LibFutures() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) throws Exception {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("lib-futures"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      reportsSupplyAsync(table);
      reportsCompletedFuture(table);
      reportsThenApply(table);
      reportsThenAccept(table);
      reportsThenCompose(table);
      reportsThenCombine(table);
      reportsCompleteByHand(table);
      reportsWhenComplete(table);
      reportsHandle(table);
      reportsExceptionally(table);
      reportsExceptionCarriesTable(table);
      reportsAllOf(table);
      reportsAnyOf(table);
      reportsAsyncOnExecutor(table);
      reportsGetNow(table);
      acceptsOwnFuture(table);
      acceptsDmaSideOfFuture(table);
      acceptsHandlerOfFailureOnly(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void reportsSupplyAsync(SgTable table) {
    CompletableFuture<SgTable> future = CompletableFuture.supplyAsync(() -> table);
    Rig.check(future.join().firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsCompletedFuture(SgTable table) throws Exception {
    Future<SgTable> future = CompletableFuture.completedFuture(table);
    Rig.check(future.get().firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsThenApply(SgTable table) {
    CompletableFuture<Scatterlist> head =
        CompletableFuture.completedFuture(table).thenApply(SgTable::firstEntry);
    Rig.check(head.join().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsThenAccept(SgTable table) {
    CompletableFuture.completedFuture(table)
        .thenAccept(
            each -> {
              Page first = each.firstEntry().page(); // expect: DMABUF_PAGE_ACCESS
              Rig.check(first != null, "a page");
            })
        .join();
  }

  private static CompletableFuture<Scatterlist> head(SgTable table) {
    return CompletableFuture.supplyAsync(table::firstEntry);
  }

  private static void reportsThenCompose(SgTable table) {
    CompletableFuture<Scatterlist> head =
        CompletableFuture.supplyAsync(() -> table).thenCompose(LibFutures::head);
    Rig.check(head.join().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsThenCombine(SgTable table) {
    CompletableFuture<Integer> index = CompletableFuture.completedFuture(1);
    CompletableFuture<Scatterlist> entry =
        CompletableFuture.completedFuture(table)
            .thenCombine(index, (t, i) -> i == 0 ? t.firstEntry() : t.firstEntry().next());
    Rig.check(entry.join().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsCompleteByHand(SgTable table) {
    CompletableFuture<SgTable> promise = new CompletableFuture<>();
    CompletableFuture<Integer> pages =
        promise.thenApply(t -> t.pages().length); // expect: DMABUF_PAGE_ACCESS
    promise.complete(table);
    Rig.check(pages.join() == 4, "four pages");
  }

  private static void reportsWhenComplete(SgTable table) {
    SgTable same =
        CompletableFuture.completedFuture(table)
            .whenComplete(
                (t, failure) ->
                    Rig.check(t.pages().length == 4, "pages")) // expect: DMABUF_PAGE_ACCESS
            .join();
    Rig.check(same == table, "the same");
  }

  private static void reportsHandle(SgTable table) {
    CompletableFuture<SgTable> handled =
        CompletableFuture.completedFuture(table).handle((t, failure) -> failure == null ? t : null);
    Rig.check(handled.join().firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsExceptionally(SgTable table) {
    CompletableFuture<SgTable> failed = new CompletableFuture<>();
    failed.completeExceptionally(new IllegalStateException("no table"));
    SgTable fallback = failed.exceptionally(failure -> table).join();
    Rig.check(fallback.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static final class Busy extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient SgTable table;

    Busy(SgTable table) {
      super("busy");
      this.table = table;
    }
  }

  private static void reportsExceptionCarriesTable(SgTable table) throws InterruptedException {
    CompletableFuture<SgTable> failed = new CompletableFuture<>();
    failed.completeExceptionally(new Busy(table));
    try {
      failed.get();
    } catch (ExecutionException wrapped) {
      Busy busy = (Busy) wrapped.getCause();
      Rig.check(busy.table.firstEntry().page() != null, "it"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void reportsAllOf(SgTable table) {
    CompletableFuture<SgTable> first = CompletableFuture.supplyAsync(() -> table);
    CompletableFuture<SgTable> second = CompletableFuture.supplyAsync(Rig::ownTable);
    CompletableFuture.allOf(first, second).join();
    Rig.check(first.join().firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    Rig.check(second.join().firstEntry().page() != null, "a page");
  }

  private static void reportsAnyOf(SgTable table) {
    Object any = CompletableFuture.anyOf(CompletableFuture.completedFuture(table)).join();
    SgTable first = (SgTable) any;
    Rig.check(first.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsAsyncOnExecutor(SgTable table) {
    Executor direct = Runnable::run;
    CompletableFuture<Page> page =
        CompletableFuture.supplyAsync(() -> table.firstEntry(), direct)
            .thenApplyAsync(entry -> entry.page(), direct); // expect: DMABUF_PAGE_ACCESS
    Rig.check(page.join() != null, "a page");
  }

  private static void reportsGetNow(SgTable table) {
    CompletableFuture<SgTable> open = new CompletableFuture<>();
    Rig.check(
        open.getNow(table).firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsOwnFuture(SgTable table) {
    CompletableFuture<SgTable> theirs = CompletableFuture.completedFuture(table);
    CompletableFuture<SgTable> ours = CompletableFuture.supplyAsync(Rig::ownTable);
    Rig.check(theirs.join() != ours.join(), "two tables");
    Rig.check(ours.join().firstEntry().page() != null, "a page");
  }

  private static void acceptsDmaSideOfFuture(SgTable table) {
    long[] addresses =
        CompletableFuture.supplyAsync(() -> table).thenApply(SgTable::dmaAddresses).join();
    Rig.check(addresses.length == 4, "four addresses");
  }

  private static void acceptsHandlerOfFailureOnly(SgTable table) {
    String text =
        CompletableFuture.completedFuture(table)
            .handle((t, failure) -> failure == null ? "mapped" : failure.getMessage())
            .join();
    Rig.check(text.equals("mapped"), "mapped");
  }
}
