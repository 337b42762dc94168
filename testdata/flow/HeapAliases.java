package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.SgTable;
import java.util.ArrayList;
import java.util.List;
import support.Rig;

/** Several references to one object: stores through one are seen through the others. */
public final class HeapAliases {
  private static final class Box {
    private SgTable table;
    private Box other;

    Box() {}

    Box(SgTable table) {
      this.table = table;
    }
  }

  private HeapAliases() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("heap-aliases"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      reportsStoreThroughAlias(table);
      acceptsStoreOfOwnThroughAlias(table);
      reportsStoreThroughEither(table, true);
      reportsStoreThroughEither(table, false);
      acceptsStoreThroughTheOther(table);
      reportsStoreThroughParameterAlias(table);
      reportsStoreThroughArraySlot(table);
      reportsStoreThroughListElement(table);
      reportsSelfReference(table);
      reportsCycle(table);
      acceptsUnlinkedObject(table);
      reportsStoreAfterLink(table);
      acceptsReplacedLink(table);
      reportsSharedChild(table);
      reportsStoreInCallee(table);
      acceptsCleanedInCallee(table);
      acceptsOnlyOneOfTwoArguments(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void reportsStoreThroughAlias(SgTable table) {
    Box box = new Box();
    Box alias = box;
    alias.table = table;
    Rig.check(box.table.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsStoreOfOwnThroughAlias(SgTable table) {
    Box box = new Box(table);
    Box alias = box;
    alias.table = Rig.ownTable();
    Rig.check(box.table.firstEntry().page() != null, "a page");
  }

  private static void reportsStoreThroughEither(SgTable table, boolean first) {
    Box left = new Box(Rig.ownTable());
    Box right = new Box(Rig.ownTable());
    Box chosen = first ? left : right;
    chosen.table = table;
    SgTable stored = first ? left.table : right.table;
    Rig.check(stored.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsStoreThroughTheOther(SgTable table) {
    Box left = new Box(Rig.ownTable());
    Box right = new Box(Rig.ownTable());
    Box alias = right;
    alias.table = table;
    Rig.check(left.table.firstEntry().page() != null, "a page");
  }

  private static SgTable store(Box to, Box from, SgTable table) {
    to.table = table;
    return from.table;
  }

  private static void reportsStoreThroughParameterAlias(SgTable table) {
    Box box = new Box(Rig.ownTable());
    SgTable seen = store(box, box, table);
    Rig.check(seen.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    Box other = new Box(Rig.ownTable());
    SgTable own = store(new Box(), other, table);
    Rig.check(own.firstEntry().page() != null, "a page");
  }

  private static void reportsStoreThroughArraySlot(SgTable table) {
    Box[] boxes = {new Box(), new Box()};
    Box second = boxes[1];
    boxes[1].table = table;
    Rig.check(second.table.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsStoreThroughListElement(SgTable table) {
    Box box = new Box();
    List<Box> boxes = new ArrayList<>(List.of(box));
    for (Box each : boxes) {
      each.table = table;
    }
    Rig.check(box.table.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsSelfReference(SgTable table) {
    Box box = new Box(table);
    box.other = box;
    Rig.check(
        box.other.other.other.table.pages().length == 4, "pages"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsCycle(SgTable table) {
    Box left = new Box();
    Box right = new Box();
    left.other = right;
    right.other = left;
    left.other.other.table = table;
    Rig.check(left.table.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsUnlinkedObject(SgTable table) {
    Box left = new Box(Rig.ownTable());
    Box right = new Box(table);
    left.other = right;
    left.other = null;
    Rig.check(right.table == table && left.other == null, "unlinked");
    Rig.check(left.table.firstEntry().page() != null, "a page");
  }

  private static void reportsStoreAfterLink(SgTable table) {
    Box child = new Box(Rig.ownTable());
    Box parent = new Box();
    parent.other = child;
    child.table = table;
    Rig.check(
        parent.other.table.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsReplacedLink(SgTable table) {
    Box parent = new Box();
    parent.other = new Box(table);
    parent.other = new Box(Rig.ownTable());
    Rig.check(parent.other.table.firstEntry().page() != null, "a page");
  }

  private static void reportsSharedChild(SgTable table) {
    Box child = new Box(Rig.ownTable());
    Box mother = new Box();
    Box father = new Box();
    mother.other = child;
    father.other = child;
    mother.other.table = table;
    Rig.check(
        father.other.table.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void fill(Box box, SgTable table) {
    Box alias = box;
    alias.table = table;
  }

  private static void reportsStoreInCallee(SgTable table) {
    Box box = new Box(Rig.ownTable());
    Box alias = box;
    fill(box, table);
    Rig.check(alias.table.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void clean(Box box) {
    box.table = Rig.ownTable();
  }

  private static void acceptsCleanedInCallee(SgTable table) {
    Box box = new Box(table);
    clean(box);
    Rig.check(box.table.firstEntry().page() != null, "a page");
  }

  private static void fillFirst(Box first, Box second, SgTable table) {
    first.table = table;
    second.table = Rig.ownTable();
  }

  private static void acceptsOnlyOneOfTwoArguments(SgTable table) {
    Box first = new Box();
    Box second = new Box();
    fillFirst(first, second, table);
    Rig.check(first.table == table, "the same");
    Rig.check(second.table.firstEntry().page() != null, "a page");
  }
}
