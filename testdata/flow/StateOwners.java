package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.SgTable;
import support.Rig;

/** Mappings that objects own: opened and closed by them, touched while they are open. */
public final class StateOwners {
  /** Maps when opened, unmaps when closed, may be opened again. */
  private static final class Window implements AutoCloseable {
    private final DmaBufAttachment attachment;
    private SgTable table;

    Window(DmaBufAttachment attachment) {
      this.attachment = attachment;
    }

    Window open() {
      table = attachment.buffer().mapAttachment(attachment, DmaDirection.TO_DEVICE);
      return this;
    }

    boolean isOpen() {
      return table != null;
    }

    SgTable table() {
      return table;
    }

    /** The table, or memory of one's own while nothing is open. */
    SgTable tableOrScratch() {
      return table != null ? table : Rig.ownTable();
    }

    @Override
    public void close() {
      if (table != null) {
        attachment.buffer().unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
        table = null;
      }
    }
  }

  /** Counts its users; maps for the first, unmaps after the last. */
  private static final class Shared {
    private final DmaBufAttachment attachment;
    private SgTable table;
    private int users;

    Shared(DmaBufAttachment attachment) {
      this.attachment = attachment;
    }

    SgTable get() {
      if (users++ == 0) {
        table = attachment.buffer().mapAttachment(attachment, DmaDirection.TO_DEVICE);
      }
      return table;
    }

    void put() {
      if (--users == 0) {
        attachment.buffer().unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
        table = null;
      }
    }
  }

  private StateOwners() {}

  /** Runs every variant on one attachment. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("state-owners"));
      reportsWhileOpen(attachment);
      reportsReopened(attachment);
      acceptsScratchAfterClose(attachment);
      reportsTableOrScratchWhileOpen(attachment);
      reportsSharedMapping(attachment);
      acceptsSharedMappingOnDmaSide(attachment);
      reportsCloseInLoop(attachment);
      acceptsOwnBetweenMappings(attachment);
      buffer.detach(attachment);
    }
  }

  private static void reportsWhileOpen(DmaBufAttachment attachment) {
    try (Window window = new Window(attachment).open()) {
      Rig.check(window.table().firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void reportsReopened(DmaBufAttachment attachment) {
    Window window = new Window(attachment);
    window.open();
    window.close();
    window.open();
    Rig.check(window.table.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    window.close();
  }

  private static void acceptsScratchAfterClose(DmaBufAttachment attachment) {
    Window window = new Window(attachment).open();
    Rig.check(window.isOpen(), "open");
    window.close();
    SgTable scratch = window.tableOrScratch();
    Rig.check(scratch.firstEntry().page() != null, "a page");
  }

  private static void reportsTableOrScratchWhileOpen(DmaBufAttachment attachment) {
    try (Window window = new Window(attachment).open()) {
      SgTable either = window.tableOrScratch();
      Rig.check(either.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void reportsSharedMapping(DmaBufAttachment attachment) {
    Shared shared = new Shared(attachment);
    SgTable first = shared.get();
    SgTable second = shared.get();
    shared.put();
    Rig.check(first == second, "one mapping");
    Rig.check(second.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    shared.put();
  }

  private static void acceptsSharedMappingOnDmaSide(DmaBufAttachment attachment) {
    Shared shared = new Shared(attachment);
    Rig.check(shared.get().dmaAddresses().length == 4, "four addresses");
    shared.put();
  }

  private static void reportsCloseInLoop(DmaBufAttachment attachment) {
    Window window = new Window(attachment);
    for (int i = 0; i < 3; i++) {
      window.open();
      Rig.check(window.table().pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
      window.close();
    }
  }

  private static void acceptsOwnBetweenMappings(DmaBufAttachment attachment) {
    Window window = new Window(attachment);
    SgTable current = window.open().table();
    Rig.check(current.nents() == 4, "four entries");
    window.close();
    current = Rig.ownTable();
    Rig.check(current.firstEntry().page() != null, "a page");
    window.open().close();
  }
}
