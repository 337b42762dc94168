package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Page;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import java.util.function.Supplier;
import support.Rig;

/** Inner, local and anonymous classes and lambdas that capture a table or its owner. */
public final class HeapInner {
  /** Takes no argument and tells how many pages it saw. */
  private interface Task {
    int run();
  }

  private final SgTable table;
  private SgTable scratch = Rig.ownTable();

  private HeapInner(SgTable table) {
    this.table = table;
  }

  /** Runs every variant with an imported table. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("heap-inner"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      reportsLocalCapturedByAnonymousClass(table);
      reportsLocalCapturedByLambda(table);
      reportsLocalCapturedByLocalClass(table);
      acceptsOwnLocalCaptured(table);
      reportsCaptureOfCapture(table);
      reportsAnonymousClassWithField(table);
      acceptsDmaOnlyLambda(table);
      HeapInner outer = new HeapInner(table);
      outer.reportsOwnerFieldFromInnerClass();
      outer.reportsOwnerFieldFromLambda();
      outer.reportsOwnerFieldFromAnonymousClass();
      outer.reportsOwnerOfOwner();
      outer.acceptsOwnerFieldWithOwnTable();
      outer.reportsOwnerFieldSetByInnerClass();
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void reportsLocalCapturedByAnonymousClass(SgTable table) {
    Task task =
        new Task() {
          @Override
          public int run() {
            return table.pages().length; // expect: DMABUF_PAGE_ACCESS
          }
        };
    Rig.check(task.run() == 4, "four pages");
  }

  private static void reportsLocalCapturedByLambda(SgTable table) {
    Task task = () -> table.pages().length; // expect: DMABUF_PAGE_ACCESS
    Rig.check(task.run() == 4, "four pages");
  }

  private static void reportsLocalCapturedByLocalClass(SgTable table) {
    Scatterlist first = table.firstEntry();
    class Counter implements Task {
      private int runs;

      @Override
      public int run() {
        runs++;
        return first.page() == null ? 0 : runs; // expect: DMABUF_PAGE_ACCESS
      }
    }
    Counter counter = new Counter();
    Rig.check(counter.run() == 1, "one page");
    Rig.check(counter.run() == 2, "one page");
  }

  private static void acceptsOwnLocalCaptured(SgTable table) {
    SgTable own = Rig.ownTable();
    Task pages = () -> own.pages().length;
    Task entries = () -> table.nents();
    Rig.check(pages.run() == entries.run(), "as many");
  }

  private static void reportsCaptureOfCapture(SgTable table) {
    Supplier<Task> outer =
        () -> {
          Scatterlist first = table.firstEntry();
          return () -> first.page() == null ? 0 : 1; // expect: DMABUF_PAGE_ACCESS
        };
    Rig.check(outer.get().run() == 1, "one page");
  }

  private static void reportsAnonymousClassWithField(SgTable table) {
    Task task =
        new Task() {
          private final Scatterlist head = table.firstEntry();

          @Override
          public int run() {
            return head.page() == null ? 0 : 1; // expect: DMABUF_PAGE_ACCESS
          }
        };
    Rig.check(task.run() == 1, "one page");
  }

  private static void acceptsDmaOnlyLambda(SgTable table) {
    Supplier<long[]> addresses = table::dmaAddresses;
    Rig.check(addresses.get().length == 4, "four addresses");
  }

  /** Sees the owner's table through {@code this$0}. */
  private final class Window {
    Page peek() {
      return table.firstEntry().page(); // expect: DMABUF_PAGE_ACCESS
    }

    Page own() {
      return scratch.firstEntry().page();
    }

    void replaceScratch() {
      scratch = table;
    }

    /** Sees the owner's owner. */
    final class Pane {
      Page peek() {
        Scatterlist second = HeapInner.this.table.firstEntry().next();
        return second.page(); // expect: DMABUF_PAGE_ACCESS
      }
    }
  }

  private void reportsOwnerFieldFromInnerClass() {
    Rig.check(new Window().peek() != null, "a page");
  }

  private void reportsOwnerFieldFromLambda() {
    Task task = () -> table.pages().length; // expect: DMABUF_PAGE_ACCESS
    Rig.check(task.run() == 4, "four pages");
  }

  private void reportsOwnerFieldFromAnonymousClass() {
    Task task =
        new Task() {
          @Override
          public int run() {
            return table.firstEntry().page() == null ? 0 : 1; // expect: DMABUF_PAGE_ACCESS
          }
        };
    Rig.check(task.run() == 1, "one page");
  }

  private void reportsOwnerOfOwner() {
    Window window = new Window();
    Window.Pane pane = window.new Pane();
    Rig.check(pane.peek() != null, "a page");
  }

  private void acceptsOwnerFieldWithOwnTable() {
    Rig.check(new Window().own() != null, "a page");
  }

  private void reportsOwnerFieldSetByInnerClass() {
    Window window = new Window();
    window.replaceScratch();
    Rig.check(scratch.pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
  }
}
