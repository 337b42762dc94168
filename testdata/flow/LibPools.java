package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.SgTable;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import support.Rig;

/** Thread pools with hooks and factories, and handles that give numbers and catch exceptions. */
public final class LibPools {
  private static final class Job implements Runnable {
    private final SgTable table;

    Job(SgTable table) {
      this.table = table;
    }

    @Override
    public void run() {
      Rig.check(table.nents() == 4, "four entries");
    }
  }

  /** Looks at each job before it runs, and keeps it. */
  private static final class Watching extends ThreadPoolExecutor {
    private final List<Runnable> ran = new CopyOnWriteArrayList<>();

    Watching() {
      super(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
    }

    @Override
    protected void beforeExecute(Thread thread, Runnable task) {
      if (task instanceof Job job) {
        Rig.check(job.table.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
      }
    }

    @Override
    protected void afterExecute(Runnable task, Throwable thrown) {
      ran.add(task);
    }
  }

  private LibPools() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) throws Throwable {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("lib-pools"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      reportsHooks(table);
      reportsFactory(table);
      reportsCallableOfRunnable(table);
      acceptsCallableOfRunnable(table);
      reportsCaught(table);
      acceptsCaught(table);
      reportsInsertedNumber(table);
      acceptsInsertedNumber(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void reportsHooks(SgTable table) throws InterruptedException {
    Watching pool = new Watching();
    pool.execute(new Job(table));
    pool.shutdown();
    Rig.check(pool.awaitTermination(1, TimeUnit.MINUTES), "ended");
    SgTable kept = ((Job) pool.ran.get(0)).table;
    Rig.check(kept.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsFactory(SgTable table) throws Exception {
    ExecutorService pool =
        Executors.newFixedThreadPool(
            1,
            task ->
                new Thread(
                    () -> {
                      Rig.check(table.pages().length == 4, "pages"); // expect: DMABUF_PAGE_ACCESS
                      task.run();
                    }));
    Rig.check(pool.submit(() -> table.nents()).get() == 4, "four entries");
    pool.shutdown();
  }

  private static void reportsCallableOfRunnable(SgTable table) throws Exception {
    Callable<SgTable> adapted = Executors.callable(() -> table.dmaAddresses(), table);
    Rig.check(adapted.call().firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsCallableOfRunnable(SgTable table) throws Exception {
    Callable<SgTable> adapted = Executors.callable(() -> table.dmaAddresses(), Rig.ownTable());
    Rig.check(adapted.call().firstEntry().page() != null, "a page");
  }

  private static SgTable failing(SgTable table) {
    throw new IllegalStateException("no " + table);
  }

  private static SgTable rescued(IllegalStateException thrown, SgTable table) {
    return table;
  }

  private static MethodHandle rescuing() throws ReflectiveOperationException {
    MethodHandles.Lookup lookup = MethodHandles.lookup();
    MethodType type = MethodType.methodType(SgTable.class, SgTable.class);
    Class<IllegalStateException> caught = IllegalStateException.class;
    return MethodHandles.catchException(
        lookup.findStatic(LibPools.class, "failing", type),
        caught,
        lookup.findStatic(LibPools.class, "rescued", type.insertParameterTypes(0, caught)));
  }

  private static void reportsCaught(SgTable table) throws Throwable {
    SgTable got = (SgTable) rescuing().invokeExact(table);
    Rig.check(got.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsCaught(SgTable table) throws Throwable {
    SgTable got = (SgTable) rescuing().invokeExact(Rig.ownTable());
    Rig.check(got != table && got.firstEntry().page() != null, "a page");
  }

  private static SgTable chosen(int index, SgTable first, SgTable second) {
    return index == 0 ? first : second;
  }

  private static MethodHandle choosing(int index) throws ReflectiveOperationException {
    Class<SgTable> tables = SgTable.class;
    MethodType type = MethodType.methodType(tables, int.class, tables, tables);
    MethodHandle chosen = MethodHandles.lookup().findStatic(LibPools.class, "chosen", type);
    return MethodHandles.insertArguments(chosen, 0, index);
  }

  private static void reportsInsertedNumber(SgTable table) throws Throwable {
    SgTable got = (SgTable) choosing(0).invokeExact(table, Rig.ownTable());
    Rig.check(got.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsInsertedNumber(SgTable table) throws Throwable {
    SgTable got = (SgTable) choosing(1).invokeExact(table, Rig.ownTable());
    Rig.check(got.firstEntry().page() != null, "a page");
  }
}
