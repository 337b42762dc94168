package flow8;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import support.Rig;

/** Private members that inner and outer classes share. */
public final class PrivateAccess {
  private static SgTable shared;
  private static SgTable scratch;

  private SgTable table;
  private SgTable ours;
  private int count;

  private PrivateAccess() {}

  private static Scatterlist firstOf(SgTable some) {
    return some.firstEntry();
  }

  private Scatterlist first() {
    return table.firstEntry();
  }

  private int touch() {
    return table.pages().length; // expect: DMABUF_PAGE_ACCESS
  }

  private final class Cursor {
    private Scatterlist entry;

    private Cursor() {
      entry = first();
    }

    private long address() {
      return entry.virtualAddress(); // expect: DMABUF_PAGE_ACCESS
    }

    private int reach() {
      count++;
      return table.pages().length; // expect: DMABUF_PAGE_ACCESS
    }

    private int reachOurs() {
      count += 2;
      return ours.pages().length;
    }

    private void replace(SgTable some) {
      table = some;
    }

    private int outerTouch() {
      return touch();
    }
  }

  private static final class Holder {
    private SgTable held;

    private static Holder of(SgTable some) {
      Holder holder = new Holder();
      holder.held = some;
      return holder;
    }

    private int peekShared() {
      return shared.pages().length; // expect: DMABUF_PAGE_ACCESS
    }

    private int peekScratch() {
      return scratch.pages().length;
    }
  }

  /** Runs every variant with an imported table. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("private-access"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      reportsInnerReadsOuter(table);
      reportsOuterReadsInner(table);
      reportsInnerWritesOuter(table);
      acceptsInnerReplacesOuter(table);
      reportsPrivateConstructor(table);
      reportsPrivateStatic(table);
      reportsAnonymous(table);
      acceptsOwnField(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static PrivateAccess with(SgTable some) {
    PrivateAccess outer = new PrivateAccess();
    outer.table = some;
    outer.ours = Rig.ownTable();
    return outer;
  }

  private static void reportsInnerReadsOuter(SgTable table) {
    PrivateAccess outer = with(table);
    Cursor cursor = outer.new Cursor();
    Rig.check(cursor.reach() == 4 && cursor.outerTouch() == 4, "four pages");
    Rig.check(cursor.address() != 0 && outer.count == 1, "an address");
  }

  private static void reportsOuterReadsInner(SgTable table) {
    Cursor cursor = with(table).new Cursor();
    Rig.check(cursor.entry.page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    cursor.entry = Rig.ownTable().firstEntry();
    Rig.check(cursor.entry.page() != null, "a page");
  }

  private static void reportsInnerWritesOuter(SgTable table) {
    PrivateAccess outer = with(Rig.ownTable());
    outer.new Cursor().replace(table);
    Rig.check(outer.table.pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsInnerReplacesOuter(SgTable table) {
    PrivateAccess outer = with(table);
    outer.new Cursor().replace(Rig.ownTable());
    Rig.check(outer.table.pages().length == 4, "four pages");
  }

  private static void reportsPrivateConstructor(SgTable table) {
    Holder holder = Holder.of(table);
    Rig.check(holder.held.pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsPrivateStatic(SgTable table) {
    shared = table;
    scratch = Rig.ownTable();
    Holder holder = new Holder();
    Rig.check(holder.peekShared() == holder.peekScratch(), "as many");
    shared = null;
  }

  private static void reportsAnonymous(final SgTable table) {
    final PrivateAccess outer = with(table);
    Runnable touching =
        new Runnable() {
          @Override
          public void run() {
            Rig.check(outer.table.pages().length == 4, "four"); // expect: DMABUF_PAGE_ACCESS
            Rig.check(firstOf(table).page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
          }
        };
    touching.run();
  }

  private static void acceptsOwnField(SgTable table) {
    PrivateAccess outer = with(table);
    Rig.check(outer.new Cursor().reachOurs() == 4 && outer.count == 2, "four pages");
  }
}
