package flow8;

import com.google.common.util.concurrent.FluentFuture;
import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.ListeningExecutorService;
import com.google.common.util.concurrent.MoreExecutors;
import com.google.common.util.concurrent.SettableFuture;
import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Page;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import java.util.List;
import java.util.concurrent.Executors;
import support.Rig;

/** Guava's futures, callbacks and executors. */
public final class GuavaFutures {
  private GuavaFutures() {}

  /** Runs every variant with an imported table and one of its own. */
  public static void main(String[] args) throws Exception {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("guava-futures"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      SgTable own = Rig.ownTable();
      settable(table, own);
      transform(table, own);
      callback(table, own);
      service(table, own);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void see(Page page) {
    Rig.check(page != null, "a page");
  }

  private static void settable(SgTable table, SgTable own) throws Exception {
    SettableFuture<SgTable> f = SettableFuture.create();
    f.set(table);
    see(f.get().firstEntry().page()); // expect: DMABUF_PAGE_ACCESS
    SettableFuture<SgTable> c = SettableFuture.create();
    c.set(own);
    see(c.get().firstEntry().page());
    see(Futures.immediateFuture(table).get().firstEntry().page()); // expect: DMABUF_PAGE_ACCESS
    see(Futures.getDone(Futures.immediateFuture(own)).firstEntry().page());
  }

  private static void transform(SgTable table, SgTable own) throws Exception {
    ListenableFuture<Scatterlist> f =
        Futures.transform(
            Futures.immediateFuture(table), SgTable::firstEntry, MoreExecutors.directExecutor());
    see(f.get().page()); // expect: DMABUF_PAGE_ACCESS
    ListenableFuture<Scatterlist> c =
        Futures.transform(
            Futures.immediateFuture(own), SgTable::firstEntry, MoreExecutors.directExecutor());
    see(c.get().page());
    ListenableFuture<SgTable> a =
        Futures.transformAsync(
            Futures.immediateFuture(table),
            x -> Futures.immediateFuture(x),
            MoreExecutors.directExecutor());
    see(a.get().firstEntry().page()); // expect: DMABUF_PAGE_ACCESS
    List<SgTable> all =
        Futures.allAsList(Futures.immediateFuture(own), Futures.immediateFuture(table)).get();
    see(all.get(0).firstEntry().page());
    see(all.get(1).firstEntry().page()); // expect: DMABUF_PAGE_ACCESS
    see(
        FluentFuture.from(Futures.immediateFuture(table))
            .transform(SgTable::firstEntry, MoreExecutors.directExecutor())
            .get()
            .page()); // expect: DMABUF_PAGE_ACCESS
  }

  private static void callback(SgTable table, SgTable own) {
    SettableFuture<SgTable> f = SettableFuture.create();
    Futures.addCallback(
        f,
        new FutureCallback<SgTable>() {
          @Override
          public void onSuccess(SgTable x) {
            see(x.firstEntry().page()); // expect: DMABUF_PAGE_ACCESS
          }

          @Override
          public void onFailure(Throwable e) {}
        },
        MoreExecutors.directExecutor());
    f.set(table);
    Futures.addCallback(
        Futures.immediateFuture(own),
        new FutureCallback<SgTable>() {
          @Override
          public void onSuccess(SgTable x) {
            see(x.firstEntry().page());
          }

          @Override
          public void onFailure(Throwable e) {}
        },
        MoreExecutors.directExecutor());
  }

  private static void service(SgTable table, SgTable own) throws Exception {
    ListeningExecutorService e =
        MoreExecutors.listeningDecorator(Executors.newSingleThreadExecutor());
    ListenableFuture<SgTable> f = e.submit(() -> table);
    see(f.get().firstEntry().page()); // expect: DMABUF_PAGE_ACCESS
    ListenableFuture<SgTable> c = e.submit(() -> own);
    see(c.get().firstEntry().page());
    Futures.getUnchecked(
        e.submit(() -> see(table.firstEntry().page()))); // expect: DMABUF_PAGE_ACCESS
    e.shutdown();
  }
}
