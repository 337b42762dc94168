package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.SgTable;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import support.Rig;

/** Mappings made by services: wrappers around the API that hand out imported or own tables. */
public final class CallServices {
  /** Whatever can be shown. */
  private interface Memory extends AutoCloseable {
    SgTable table();

    @Override
    void close();
  }

  private static final class Imported implements Memory {
    private final DmaBufAttachment attachment;
    private final SgTable table;

    Imported(DmaBufAttachment attachment) {
      this.attachment = attachment;
      this.table = attachment.buffer().mapAttachment(attachment, DmaDirection.TO_DEVICE);
    }

    @Override
    public SgTable table() {
      return table;
    }

    @Override
    public void close() {
      attachment.buffer().unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
    }
  }

  private static final class Own implements Memory {
    private final SgTable table = Rig.ownTable();

    @Override
    public SgTable table() {
      return table;
    }

    @Override
    public void close() {
      Rig.check(table.nents() == 4, "four entries");
    }
  }

  /** Makes memory of either kind. */
  private static final class Manager {
    private final DmaBufAttachment attachment;

    Manager(DmaBufAttachment attachment) {
      this.attachment = attachment;
    }

    Memory importBuffer() {
      return new Imported(attachment);
    }

    Memory allocate() {
      return new Own();
    }

    Memory open(String kind) {
      switch (kind) {
        case "import":
          return importBuffer();
        case "own":
          return allocate();
        default:
          throw new IllegalArgumentException(kind);
      }
    }

    <R> R use(Supplier<Memory> source, Function<SgTable, R> action) {
      try (Memory memory = source.get()) {
        return action.apply(memory.table());
      }
    }

    SgTable borrow() {
      return attachment.buffer().mapAttachment(attachment, DmaDirection.TO_DEVICE);
    }

    void giveBack(SgTable table) {
      attachment.buffer().unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
    }
  }

  private CallServices() {}

  /** Runs every variant on one attachment. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("call-services"));
      Manager manager = new Manager(attachment);
      reportsImportedMemory(manager);
      acceptsAllocatedMemory(manager);
      reportsMemoryOfEitherKind(manager);
      reportsUsedByAction(manager);
      acceptsUsedByActionOnOwn(manager);
      acceptsUsedByActionOnDmaSide(manager);
      reportsBorrowed(manager);
      reportsBorrowedInTry(manager);
      acceptsOwnBesideBorrowed(manager);
      reportsCast(manager);
      buffer.detach(attachment);
    }
  }

  private static void reportsImportedMemory(Manager manager) {
    try (Memory memory = manager.importBuffer()) {
      Rig.check(memory.table().firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void acceptsAllocatedMemory(Manager manager) {
    try (Memory memory = manager.allocate()) {
      Rig.check(memory.table().firstEntry().page() != null, "a page");
    }
  }

  private static void reportsMemoryOfEitherKind(Manager manager) {
    for (String kind : List.of("own", "import")) {
      try (Memory memory = manager.open(kind)) {
        Rig.check(
            memory.table().firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
      }
    }
  }

  private static void reportsUsedByAction(Manager manager) {
    int pages =
        manager.use(manager::importBuffer, t -> t.pages().length); // expect: DMABUF_PAGE_ACCESS
    Rig.check(pages == 4, "four pages");
  }

  private static void acceptsUsedByActionOnOwn(Manager manager) {
    int pages = manager.use(manager::allocate, t -> t.pages().length);
    Rig.check(pages == 4, "four pages");
  }

  private static void acceptsUsedByActionOnDmaSide(Manager manager) {
    long[] addresses = manager.use(manager::importBuffer, SgTable::dmaAddresses);
    Rig.check(addresses.length == 4, "four addresses");
  }

  private static void reportsBorrowed(Manager manager) {
    SgTable table = manager.borrow();
    Rig.check(table.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    manager.giveBack(table);
  }

  private static void reportsBorrowedInTry(Manager manager) {
    SgTable table = null;
    try {
      table = manager.borrow();
      Rig.check(table.pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
    } finally {
      if (table != null) {
        manager.giveBack(table);
      }
    }
  }

  private static void acceptsOwnBesideBorrowed(Manager manager) {
    SgTable table = manager.borrow();
    SgTable own = Rig.ownTable(table.nents());
    Rig.check(own.firstEntry().page() != null, "a page");
    manager.giveBack(table);
  }

  private static void reportsCast(Manager manager) {
    Memory memory = manager.open("import");
    if (memory instanceof Imported imported) {
      Rig.check(imported.table.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
    memory.close();
  }
}
