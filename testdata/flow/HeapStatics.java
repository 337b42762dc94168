package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Page;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import support.Rig;

/** Tables that wait in static fields. */
public final class HeapStatics {
  private static SgTable current;
  private static SgTable scratch = Rig.ownTable();
  private static final SgTable[] SLOTS = new SgTable[2];
  private static final Registry REGISTRY = new Registry();

  /** A singleton of the driver. */
  private static final class Registry {
    private SgTable scanout;
    private SgTable cursor = Rig.ownTable();
  }

  /** State of its own class, set from outside. */
  private static final class Shared {
    static SgTable table;
    static Scatterlist entry;
    static SgTable own;

    private Shared() {}

    static Page firstPage() {
      return table.firstEntry().page(); // expect: DMABUF_PAGE_ACCESS
    }

    static Page ownPage() {
      return own.firstEntry().page();
    }
  }

  /** A lazily made singleton. */
  private static final class Screen {
    private static final class Holder {
      static final Screen INSTANCE = new Screen();
    }

    private SgTable shown;

    static Screen instance() {
      return Holder.INSTANCE;
    }
  }

  private enum Unit {
    INSTANCE;

    private SgTable bound;

    void bind(SgTable table) {
      bound = table;
    }

    Page peek() {
      return bound.firstEntry().page(); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private HeapStatics() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("heap-statics"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      reportsStaticField(table);
      acceptsOtherStaticField();
      reportsStaticFieldOfOtherClass(table);
      acceptsOwnStaticOfOtherClass();
      reportsSingleton(table);
      acceptsOtherFieldOfSingleton();
      reportsStaticArray(table);
      reportsLazyHolder(table);
      reportsEnumSingleton(table);
      acceptsStaticOverwritten(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void reportsStaticField(SgTable table) {
    current = table;
    touchCurrent();
  }

  private static void touchCurrent() {
    Rig.check(current.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsOtherStaticField() {
    Rig.check(scratch.firstEntry().page() != null, "a page");
    scratch = Rig.ownTable();
    Rig.check(scratch.firstEntry().page() != null, "a page");
  }

  private static void reportsStaticFieldOfOtherClass(SgTable table) {
    Shared.table = table;
    Shared.entry = table.firstEntry();
    Rig.check(Shared.firstPage() != null, "a page");
    Rig.check(Shared.entry.page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsOwnStaticOfOtherClass() {
    Shared.own = Rig.ownTable();
    Rig.check(Shared.ownPage() != null, "a page");
  }

  private static void reportsSingleton(SgTable table) {
    REGISTRY.scanout = table;
    Rig.check(REGISTRY.scanout.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsOtherFieldOfSingleton() {
    Rig.check(REGISTRY.cursor.firstEntry().page() != null, "a page");
  }

  private static void reportsStaticArray(SgTable table) {
    SLOTS[0] = table;
    SLOTS[1] = Rig.ownTable();
    for (SgTable slot : SLOTS) {
      Rig.check(slot.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void reportsLazyHolder(SgTable table) {
    Screen.instance().shown = table;
    SgTable shown = Screen.instance().shown;
    Rig.check(shown.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsEnumSingleton(SgTable table) {
    Unit.INSTANCE.bind(table);
    Rig.check(Unit.INSTANCE.peek() != null, "a page");
  }

  private static void acceptsStaticOverwritten(SgTable table) {
    current = table;
    current = Rig.ownTable();
    Rig.check(current.firstEntry().page() != null, "a page");
  }
}
