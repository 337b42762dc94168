package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.SgTable;
import java.util.ArrayList;
import java.util.List;
import support.Rig;

/** More of exceptions: nested tries, returns in finally, suppressed ones, order of closing. */
public final class CallFinally {
  /** A resource that logs who closed. */
  private static final class Step implements AutoCloseable {
    private final List<SgTable> log;
    private final SgTable table;

    Step(List<SgTable> log, SgTable table) {
      this.log = log;
      this.table = table;
    }

    @Override
    public void close() {
      log.add(table);
    }
  }

  private static final class Lost extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Object payload;

    Lost(Object payload) {
      super("lost");
      this.payload = payload;
    }
  }

  private CallFinally() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("call-finally"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      reportsReturnedFromTry(table);
      acceptsReplacedByFinally(table);
      reportsLoggedByClose(table);
      reportsSuppressed(table);
      reportsNestedTry(table);
      reportsFieldSetBeforeThrow(table);
      acceptsFieldRestoredInFinally(table);
      reportsRetryLoop(table);
      acceptsRetryLoopOnOwn(table);
      reportsThrownThroughThreeCallers(table);
      acceptsPayloadOfOwn();
      reportsCatchAll(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static SgTable through(SgTable table, int[] count) {
    try {
      return table;
    } finally {
      count[0]++;
    }
  }

  private static void reportsReturnedFromTry(SgTable table) {
    int[] count = new int[1];
    SgTable same = through(table, count);
    Rig.check(
        count[0] == 1 && same.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  @SuppressWarnings("finally")
  private static SgTable replaced(SgTable table) {
    try {
      return table;
    } finally {
      return Rig.ownTable();
    }
  }

  private static void acceptsReplacedByFinally(SgTable table) {
    Rig.check(replaced(table).firstEntry().page() != null, "a page");
  }

  private static void reportsLoggedByClose(SgTable table) {
    List<SgTable> log = new ArrayList<>();
    try (Step first = new Step(log, table);
        Step second = new Step(log, table)) {
      Rig.check(first != second && log.isEmpty(), "nothing closed yet");
    }
    Rig.check(log.get(1).firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsSuppressed(SgTable table) {
    IllegalStateException failure = new IllegalStateException("first");
    failure.addSuppressed(new Lost(table));
    Lost lost = (Lost) failure.getSuppressed()[0];
    SgTable again = (SgTable) lost.payload;
    Rig.check(again.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsNestedTry(SgTable table) {
    SgTable current = Rig.ownTable();
    try {
      try {
        current = table;
        throw new IllegalStateException("inner");
      } finally {
        Rig.check(current.nents() == 4, "four entries");
      }
    } catch (IllegalStateException expected) {
      Rig.check(current.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private SgTable field = Rig.ownTable();

  private void setAndThrow(SgTable table) {
    field = table;
    throw new IllegalStateException("set");
  }

  private static void reportsFieldSetBeforeThrow(SgTable table) {
    CallFinally object = new CallFinally();
    try {
      object.setAndThrow(table);
    } catch (IllegalStateException expected) {
      Rig.check(object.field.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void acceptsFieldRestoredInFinally(SgTable table) {
    CallFinally object = new CallFinally();
    SgTable saved = object.field;
    try {
      object.field = table;
      Rig.check(object.field.nents() == 4, "four entries");
    } finally {
      object.field = saved;
    }
    Rig.check(object.field.firstEntry().page() != null, "a page");
  }

  private static void reportsRetryLoop(SgTable table) {
    SgTable opened = null;
    for (int attempt = 0; opened == null; attempt++) {
      try {
        if (attempt < 2) {
          throw new IllegalStateException("busy");
        }
        opened = table;
      } catch (IllegalStateException busy) {
        Rig.check(attempt < 2, "busy twice");
      }
    }
    Rig.check(opened.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsRetryLoopOnOwn(SgTable table) {
    SgTable opened = null;
    for (int attempt = 0; opened == null; attempt++) {
      try {
        if (attempt < 1) {
          throw new IllegalStateException("busy");
        }
        opened = Rig.ownTable(table.nents());
      } catch (IllegalStateException busy) {
        Rig.check(attempt == 0, "busy once");
      }
    }
    Rig.check(opened.firstEntry().page() != null, "a page");
  }

  private static void first(Object payload) {
    second(payload);
  }

  private static void second(Object payload) {
    try {
      third(payload);
    } finally {
      Rig.check(payload != null, "a payload");
    }
  }

  private static void third(Object payload) {
    throw new Lost(payload);
  }

  private static void reportsThrownThroughThreeCallers(SgTable table) {
    try {
      first(table);
    } catch (Lost lost) {
      SgTable again = (SgTable) lost.payload;
      Rig.check(again.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void acceptsPayloadOfOwn() {
    try {
      first(Rig.ownTable());
    } catch (Lost lost) {
      SgTable own = (SgTable) lost.payload;
      Rig.check(own.firstEntry().page() != null, "a page");
    }
  }

  private static void reportsCatchAll(SgTable table) {
    SgTable[] slot = {Rig.ownTable()};
    try {
      slot[0] = table;
      Object[] wrong = new Integer[1];
      wrong[0] = "not a number";
    } catch (Throwable any) {
      Rig.check(slot[0].firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
  }
}
