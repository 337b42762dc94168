package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Page;
import dev.pagewarden.dmabuf.SgTable;
import java.util.List;
import support.Rig;

/** Conditions on the state of an object: the import flag beside the table, as drivers keep it. */
public final class CondObjects {
  /** A buffer object that is either the driver's own or an import; never both. */
  private static final class BufferObject {
    private final SgTable table;
    private final DmaBufAttachment attachment;

    private BufferObject(SgTable table, DmaBufAttachment attachment) {
      this.table = table;
      this.attachment = attachment;
    }

    static BufferObject own() {
      return new BufferObject(Rig.ownTable(), null);
    }

    static BufferObject imported(DmaBufAttachment attachment) {
      SgTable mapped = attachment.buffer().mapAttachment(attachment, DmaDirection.TO_DEVICE);
      return new BufferObject(mapped, attachment);
    }

    boolean isImported() {
      return attachment != null;
    }

    /** Mended: an import has no pages for us. */
    Page[] pagesIfOwn() {
      if (attachment != null) {
        return new Page[0];
      }
      return table.pages();
    }

    /** As {@link #pagesIfOwn}, asking by method. */
    Page firstIfOwn() {
      if (isImported()) {
        return null;
      }
      return table.firstEntry().page();
    }

    /** The driver as it was. */
    Page[] pages() {
      return table.pages(); // expect: DMABUF_PAGE_ACCESS
    }

    /** Asks the wrong way round. */
    Page firstIfImported() {
      if (!isImported()) {
        return null;
      }
      return table.firstEntry().page(); // expect: DMABUF_PAGE_ACCESS
    }

    void release() {
      if (isImported()) {
        attachment.buffer().unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      }
    }
  }

  /** Keeps own and imported memory in two fields of which one is null. */
  private static final class TwoFields {
    private SgTable own;
    private SgTable imported;

    SgTable any() {
      return own != null ? own : imported;
    }

    int ownPages() {
      return own == null ? 0 : own.pages().length;
    }
  }

  /** One class for what is ours, one for what is not. */
  private abstract static class Memory {
    abstract SgTable table();

    abstract int pages();
  }

  private static final class OwnMemory extends Memory {
    private final SgTable table = Rig.ownTable();

    @Override
    SgTable table() {
      return table;
    }

    @Override
    int pages() {
      return table.pages().length;
    }
  }

  private static final class BorrowedMemory extends Memory {
    private final SgTable table;

    BorrowedMemory(SgTable table) {
      this.table = table;
    }

    @Override
    SgTable table() {
      return table;
    }

    @Override
    int pages() {
      return 0;
    }
  }

  private CondObjects() {}

  /** Runs every variant on one attachment. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("cond-objects"));
      acceptsFlagInObject(attachment);
      reportsNoFlag(attachment);
      reportsFlagTheWrongWayRound(attachment);
      acceptsTwoFields(attachment);
      reportsEitherField(attachment);
      acceptsTwoClasses(attachment);
      acceptsTestOfClass(attachment);
      reportsTestOfWrongClass(attachment);
      buffer.detach(attachment);
    }
  }

  private static void acceptsFlagInObject(DmaBufAttachment attachment) {
    BufferObject own = BufferObject.own();
    BufferObject imported = BufferObject.imported(attachment);
    for (BufferObject object : List.of(own, imported)) {
      int expected = object.isImported() ? 0 : 4;
      Rig.check(object.pagesIfOwn().length == expected, "pages only of own memory");
      Rig.check(object.firstIfOwn() != null == (expected == 4), "a page only of own memory");
      object.release();
    }
  }

  private static void reportsNoFlag(DmaBufAttachment attachment) {
    BufferObject imported = BufferObject.imported(attachment);
    Rig.check(imported.pages().length == 4, "four pages");
    imported.release();
  }

  private static void reportsFlagTheWrongWayRound(DmaBufAttachment attachment) {
    BufferObject imported = BufferObject.imported(attachment);
    Rig.check(imported.firstIfImported() != null, "a page");
    Rig.check(BufferObject.own().firstIfImported() == null, "no page");
    imported.release();
  }

  private static void acceptsTwoFields(DmaBufAttachment attachment) {
    TwoFields imported = new TwoFields();
    imported.imported = attachment.buffer().mapAttachment(attachment, DmaDirection.TO_DEVICE);
    TwoFields own = new TwoFields();
    own.own = Rig.ownTable();
    Rig.check(imported.ownPages() == 0 && own.ownPages() == 4, "pages only of own memory");
    attachment.buffer().unmapAttachment(attachment, imported.imported, DmaDirection.TO_DEVICE);
  }

  private static void reportsEitherField(DmaBufAttachment attachment) {
    TwoFields memory = new TwoFields();
    memory.imported = attachment.buffer().mapAttachment(attachment, DmaDirection.TO_DEVICE);
    SgTable any = memory.any();
    Rig.check(any.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    attachment.buffer().unmapAttachment(attachment, memory.imported, DmaDirection.TO_DEVICE);
  }

  private static void acceptsTwoClasses(DmaBufAttachment attachment) {
    SgTable table = attachment.buffer().mapAttachment(attachment, DmaDirection.TO_DEVICE);
    int pages = 0;
    for (Memory memory : List.of(new OwnMemory(), new BorrowedMemory(table))) {
      pages += memory.pages();
    }
    Rig.check(pages == 4, "four pages of own memory");
    attachment.buffer().unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
  }

  private static void acceptsTestOfClass(DmaBufAttachment attachment) {
    SgTable table = attachment.buffer().mapAttachment(attachment, DmaDirection.TO_DEVICE);
    for (Memory memory : List.of(new OwnMemory(), new BorrowedMemory(table))) {
      if (memory instanceof OwnMemory own) {
        Rig.check(own.table().firstEntry().page() != null, "a page");
      }
    }
    attachment.buffer().unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
  }

  private static void reportsTestOfWrongClass(DmaBufAttachment attachment) {
    SgTable table = attachment.buffer().mapAttachment(attachment, DmaDirection.TO_DEVICE);
    for (Memory memory : List.of(new OwnMemory(), new BorrowedMemory(table))) {
      if (!(memory instanceof OwnMemory)) {
        Rig.check(
            memory.table().firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
      }
    }
    attachment.buffer().unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
  }
}
