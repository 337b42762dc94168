package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.SgTable;
import support.Rig;

/** Ways that exceptions take: tables they carry, handlers, finally blocks, resources. */
public final class CallExceptions {
  /** Carries what could not be handled. */
  private static final class Rejected extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient SgTable table;

    Rejected(String message, SgTable table) {
      super(message);
      this.table = table;
    }

    SgTable table() {
      return table;
    }
  }

  /** Wraps a mapping as a resource. */
  private static final class Mapped implements AutoCloseable {
    private final DmaBufAttachment attachment;
    private final SgTable table;

    Mapped(DmaBufAttachment attachment) {
      this.attachment = attachment;
      this.table = attachment.buffer().mapAttachment(attachment, DmaDirection.TO_DEVICE);
    }

    @Override
    public void close() {
      Rig.check(table.pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
      attachment.buffer().unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
    }
  }

  private CallExceptions() {}

  /** Runs every variant on one attachment. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("call-exceptions"));
      reportsTryWithResources(attachment);
      reportsResourceVariable(attachment);
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      reportsTableCarriedByException(table);
      acceptsOwnTableCarriedByException();
      reportsCarriedAsCause(table);
      reportsInHandler(table);
      acceptsHandlerThatReplaces(table);
      reportsInFinally(table);
      reportsAfterFinallyAssigned(table);
      acceptsFinallyThatReplaces(table);
      reportsAssignedBeforeThrow(table);
      reportsRethrown(table);
      reportsMultiCatch(table);
      acceptsDifferentHandlers(table);
      reportsThrownFromLoop(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void reportsTryWithResources(DmaBufAttachment attachment) {
    try (Mapped mapped = new Mapped(attachment)) {
      Rig.check(mapped.table.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void reportsResourceVariable(DmaBufAttachment attachment) {
    Mapped mapped = new Mapped(attachment);
    try (mapped) {
      Rig.check(mapped.table.nents() == 4, "four entries");
    }
  }

  private static void reject(SgTable table) throws Rejected {
    throw new Rejected("too many entries: " + table.nents(), table);
  }

  private static void reportsTableCarriedByException(SgTable table) {
    try {
      reject(table);
    } catch (Rejected rejected) {
      Rig.check(
          rejected.table().firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void acceptsOwnTableCarriedByException() {
    try {
      reject(Rig.ownTable());
    } catch (Rejected rejected) {
      Rig.check(rejected.table().firstEntry().page() != null, "a page");
    }
  }

  private static void reportsCarriedAsCause(SgTable table) {
    try {
      try {
        reject(table);
      } catch (Rejected rejected) {
        throw new IllegalStateException(rejected);
      }
    } catch (IllegalStateException wrapped) {
      Rejected rejected = (Rejected) wrapped.getCause();
      Rig.check(
          rejected.table().firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static int parse(String text) {
    return Integer.parseInt(text);
  }

  private static void reportsInHandler(SgTable table) {
    SgTable current = Rig.ownTable();
    try {
      current = table;
      Rig.check(parse("not a number") == 0, "never");
    } catch (NumberFormatException expected) {
      Rig.check(current.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void acceptsHandlerThatReplaces(SgTable table) {
    SgTable current = table;
    try {
      Rig.check(parse("nor this") == current.nents(), "never");
    } catch (NumberFormatException expected) {
      current = Rig.ownTable();
      Rig.check(current.firstEntry().page() != null, "a page");
    }
  }

  private static void reportsInFinally(SgTable table) {
    SgTable current = null;
    try {
      current = table;
    } finally {
      if (current != null) {
        Rig.check(current.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
      }
    }
  }

  private static void reportsAfterFinallyAssigned(SgTable table) {
    SgTable current = Rig.ownTable();
    try {
      Rig.check(current.firstEntry().page() != null, "a page");
    } finally {
      current = table;
    }
    Rig.check(current.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsFinallyThatReplaces(SgTable table) {
    SgTable current = table;
    try {
      Rig.check(current.nents() == 4, "four entries");
    } finally {
      current = Rig.ownTable();
    }
    Rig.check(current.firstEntry().page() != null, "a page");
  }

  private static void reportsAssignedBeforeThrow(SgTable table) {
    SgTable[] seen = new SgTable[1];
    try {
      keepAndThrow(table, seen);
    } catch (IllegalStateException expected) {
      Rig.check(seen[0].firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void keepAndThrow(SgTable table, SgTable[] seen) {
    seen[0] = table;
    if (seen.length == 1) {
      throw new IllegalStateException("kept");
    }
    seen[0] = null;
  }

  private static void passOn(SgTable table) throws Rejected {
    try {
      reject(table);
    } catch (Rejected rejected) {
      throw rejected;
    } finally {
      Rig.check(table.nents() > 0, "entries");
    }
  }

  private static void reportsRethrown(SgTable table) {
    try {
      passOn(table);
    } catch (Exception any) {
      if (any instanceof Rejected rejected) {
        Rig.check(
            rejected.table().firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
      }
    }
  }

  private static void reportsMultiCatch(SgTable table) {
    SgTable current = Rig.ownTable();
    try {
      current = table;
      Rig.check(parse("x") == 0, "never");
    } catch (NumberFormatException | IllegalStateException expected) {
      Rig.check(current.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void acceptsDifferentHandlers(SgTable table) {
    try {
      Rig.check(parse("x") == table.nents(), "never");
    } catch (NumberFormatException expected) {
      SgTable own = Rig.ownTable();
      Rig.check(own.firstEntry().page() != null, "a page");
    } catch (IllegalStateException never) {
      Rig.check(table.nents() == 0, "never");
    }
  }

  private static void reportsThrownFromLoop(SgTable table) {
    SgTable last = Rig.ownTable();
    try {
      for (int i = 0; ; i++) {
        if (i == 3) {
          throw new IllegalStateException("enough");
        }
        last = i == 2 ? table : Rig.ownTable(1);
      }
    } catch (IllegalStateException expected) {
      Rig.check(last.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
  }
}
