package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.SgTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import library.Driver;
import library.DriverHost;
import support.Rig;

/**
 * Drivers that a framework makes and calls, and that keep objects of several kinds between calls:
 * what is known of one kind is not taken for the other's.
 */
public final class RootObjects {
  private RootObjects() {}

  /** Lets the framework lead each driver through its life. */
  public static void main(String[] args) {
    String here = RootObjects.class.getName();
    for (String name : List.of("Observed", "ByOrigin", "ByClass")) {
      try (DmaBuf buffer = Rig.buffer()) {
        new DriverHost().add(here + "$" + name).run(buffer, 1);
      }
    }
    try (DmaBuf buffer = Rig.sharingBuffer(Rig.FRAME_BYTES)) {
      new DriverHost().add(here + "$Agreed").run(buffer, 1);
    }
  }

  /** Imports for as long as it lives. */
  private abstract static class Importer implements Driver {
    protected DmaBuf buffer;
    protected DmaBufAttachment attachment;

    @Override
    public void attach(DmaBuf given) {
      buffer = given;
      attachment = given.attach(Rig.device(getClass().getSimpleName()));
    }

    protected final SgTable map() {
      return buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
    }

    protected final void unmap(SgTable table) {
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
    }

    @Override
    public void detach() {
      buffer.detach(attachment);
    }
  }

  /** Registers its own methods with itself while it is made. */
  static final class Observed extends Importer {
    private final List<Consumer<SgTable>> observers = new CopyOnWriteArrayList<>();
    private int seen;

    Observed() {
      observers.add(table -> seen += table.nents());
      observers.add(this::peek);
      observers.add(table -> peekTwice(table));
    }

    private void peek(SgTable table) {
      seen += table.pages().length; // expect: DMABUF_PAGE_ACCESS
    }

    private void peekTwice(SgTable table) {
      seen += table.pages().length; // expect: DMABUF_PAGE_ACCESS
    }

    @Override
    public void irq() {
      SgTable table = map();
      observers.forEach(observer -> observer.accept(table));
      unmap(table);
      Rig.check(seen == 12, "three observers saw four pages each");
    }
  }

  private enum Origin {
    OWN,
    IMPORT
  }

  private record Frame(Origin origin, SgTable table) {}

  /** Tells by a mark which of its frames are its own. */
  static final class ByOrigin extends Importer {
    private final Map<Integer, Frame> frames = new HashMap<>();

    ByOrigin() {}

    @Override
    public void attach(DmaBuf given) {
      super.attach(given);
      frames.put(1, new Frame(Origin.IMPORT, map()));
      addOwn(2);
    }

    private void addOwn(int number) {
      frames.put(number, new Frame(Origin.OWN, Rig.ownTable()));
    }

    @Override
    public void irq() {
      for (Frame frame : frames.values()) {
        acceptsOwn(frame);
        reportsImport(frame);
      }
    }

    private void acceptsOwn(Frame frame) {
      if (frame.origin() == Origin.OWN) {
        Rig.check(frame.table().pages().length == 4, "four pages");
      }
    }

    private void reportsImport(Frame frame) {
      if (frame.origin() == Origin.IMPORT) {
        Rig.check(frame.table().pages().length == 4, "four"); // expect: DMABUF_PAGE_ACCESS
      }
    }

    @Override
    public void detach() {
      unmap(frames.remove(1).table());
      super.detach();
    }
  }

  /** A buffer object that finds its table when it is first asked for it. */
  private abstract static class BufferObject {
    private SgTable table;

    protected abstract SgTable populate();

    final SgTable table() {
      if (table == null) {
        table = populate();
      }
      return table;
    }

    abstract int pages();

    void release() {}
  }

  private static final class OwnObject extends BufferObject {
    @Override
    protected SgTable populate() {
      return Rig.ownTable();
    }

    @Override
    int pages() {
      return table().pages().length;
    }
  }

  private static final class ImportedObject extends BufferObject {
    private final Importer importer;

    ImportedObject(Importer importer) {
      this.importer = importer;
    }

    @Override
    protected SgTable populate() {
      return importer.map();
    }

    @Override
    int pages() {
      return table().pages().length; // expect: DMABUF_PAGE_ACCESS
    }

    @Override
    void release() {
      importer.unmap(table());
    }
  }

  /** Keeps objects of both classes in one map. */
  static final class ByClass extends Importer {
    private final Map<Integer, BufferObject> objects = new HashMap<>();

    ByClass() {}

    @Override
    public void attach(DmaBuf given) {
      super.attach(given);
      objects.put(1, new ImportedObject(this));
      objects.put(2, new OwnObject());
    }

    @Override
    public void irq() {
      for (BufferObject object : objects.values()) {
        Rig.check(object.pages() == 4, "four pages");
        if (object instanceof OwnObject own) {
          Rig.check(own.table().firstEntry().page() != null, "a page");
        }
      }
    }

    @Override
    public void detach() {
      objects.values().forEach(BufferObject::release);
      super.detach();
    }
  }

  /** Asks for consent between calls that keep buffer and attachment in fields. */
  static final class Agreed extends Importer {
    Agreed() {}

    @Override
    public void irq() {
      SgTable table = map();
      if (buffer.sharesPages(attachment)) {
        Rig.check(table.pages().length == 4, "four pages");
      } else {
        table.zero(); // expect: DMABUF_PAGE_ACCESS // unrun: the exporter shares
      }
      unmap(table);
    }
  }
}
