package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Page;
import dev.pagewarden.dmabuf.SgTable;
import support.Rig;

/** Objects of one class of which only some hold an imported table. */
public final class HeapObjects {
  /** A plane of a display engine, scanning out one table. */
  private static final class Plane {
    private final String name;
    private SgTable table;

    Plane(String name) {
      this.name = name;
    }

    void show(SgTable table) {
      this.table = table;
    }

    Page firstPage() {
      return table.firstEntry().page(); // expect: DMABUF_PAGE_ACCESS
    }

    long dmaAddress() {
      return table.firstEntry().dmaAddress();
    }

    String name() {
      return name;
    }
  }

  /** As a plane, but only ever used for the driver's own memory. */
  private static final class Scratch {
    private final SgTable table;

    Scratch(SgTable table) {
      this.table = table;
    }

    Page firstPage() {
      return table.firstEntry().page();
    }
  }

  private static final class Pair {
    Object left;
    Object right;
  }

  private HeapObjects() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("heap-objects"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      reportsTheOneThatHoldsIt(table);
      acceptsTheOtherObjectsField(table);
      acceptsSecondClassOfTheSameShape(table);
      reportsLeftOfPair(table);
      reportsPairTurnedAround(table);
      acceptsTwoFactoryResults(table);
      reportsObjectsMadeInLoop(table);
      acceptsCopyConstructedBeforeStore(table);
      reportsCopyConstructedAfterStore(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void reportsTheOneThatHoldsIt(SgTable table) {
    Plane primary = new Plane("primary");
    primary.show(table);
    Rig.check(primary.firstPage() != null, "a page");
    Plane overlay = new Plane("overlay");
    overlay.show(Rig.ownTable());
    Rig.check(overlay.firstPage() != null, "a page");
  }

  private static void acceptsTheOtherObjectsField(SgTable table) {
    Plane primary = new Plane("primary");
    Plane overlay = new Plane("overlay");
    primary.table = table;
    overlay.table = Rig.ownTable();
    Rig.check(!primary.name().equals(overlay.name()), "two planes");
    Rig.check(overlay.table.firstEntry().page() != null, "a page");
    Rig.check(primary.dmaAddress() != 0, "an address");
  }

  private static void acceptsSecondClassOfTheSameShape(SgTable table) {
    Plane plane = new Plane("primary");
    plane.show(table);
    Scratch scratch = new Scratch(Rig.ownTable());
    Rig.check(scratch.firstPage() != null, "a page");
  }

  private static void reportsLeftOfPair(SgTable table) {
    Pair pair = new Pair();
    pair.left = table;
    pair.right = Rig.ownTable();
    SgTable left = (SgTable) pair.left;
    SgTable right = (SgTable) pair.right;
    Rig.check(left.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    Rig.check(right.firstEntry().page() != null, "a page");
  }

  private static void reportsPairTurnedAround(SgTable table) {
    Pair pair = new Pair();
    pair.left = table;
    pair.right = Rig.ownTable();
    turn(pair);
    SgTable left = (SgTable) pair.left;
    SgTable right = (SgTable) pair.right;
    Rig.check(left.firstEntry().page() != null, "a page");
    Rig.check(right.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void turn(Pair pair) {
    Object left = pair.left;
    pair.left = pair.right;
    pair.right = left;
  }

  private static void acceptsTwoFactoryResults(SgTable table) {
    Pair imported = pairOf(table);
    Pair own = pairOf(Rig.ownTable());
    Rig.check(imported != own, "two pairs");
    SgTable left = (SgTable) own.left;
    Rig.check(left.firstEntry().page() != null, "a page");
  }

  private static Pair pairOf(SgTable table) {
    Pair pair = new Pair();
    pair.left = table;
    return pair;
  }

  private static void reportsObjectsMadeInLoop(SgTable table) {
    Pair last = null;
    for (int i = 0; i < 3; i++) {
      Pair pair = new Pair();
      pair.left = i == 2 ? table : Rig.ownTable();
      pair.right = last;
      last = pair;
    }
    SgTable left = (SgTable) last.left;
    Rig.check(left.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static Pair copyOf(Pair pair) {
    Pair copy = new Pair();
    copy.left = pair.left;
    copy.right = pair.right;
    return copy;
  }

  private static void acceptsCopyConstructedBeforeStore(SgTable table) {
    Pair pair = pairOf(Rig.ownTable());
    Pair copy = copyOf(pair);
    pair.left = table;
    SgTable left = (SgTable) copy.left;
    Rig.check(left.firstEntry().page() != null, "a page");
  }

  private static void reportsCopyConstructedAfterStore(SgTable table) {
    Pair pair = pairOf(Rig.ownTable());
    pair.left = table;
    Pair copy = copyOf(pair);
    pair.left = Rig.ownTable();
    SgTable left = (SgTable) copy.left;
    Rig.check(left.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }
}
