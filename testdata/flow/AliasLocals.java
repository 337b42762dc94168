package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import java.util.Objects;
import support.Rig;

/** One table under many names: copies, casts, conditional values, swaps and shifts in loops. */
public final class AliasLocals {
  private AliasLocals() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("alias-locals"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      reportsCopy(table);
      reportsChainOfCopies(table);
      reportsCastToObjectAndBack(table);
      reportsCastThroughInterface(table);
      reportsTernary(table, args.length == 0);
      acceptsTernaryOverOwnTables(table, args.length == 0);
      reportsNestedTernary(table, args.length);
      reportsSwap(table);
      reportsShiftThroughLoop(table);
      acceptsValueThatNeverShiftsIn(table);
      reportsAssignmentExpression(table);
      reportsAfterNullCheck(table);
      reportsVar(table);
      reportsEntryWalkedByHand(table);
      acceptsSameNameInAnotherScope(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void reportsCopy(SgTable table) {
    SgTable copy = table;
    Rig.check(copy.pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsChainOfCopies(SgTable table) {
    SgTable a = table;
    SgTable b = a;
    SgTable c = b;
    SgTable d = c;
    Scatterlist entry = d.firstEntry();
    Scatterlist same = entry;
    Rig.check(same.page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsCastToObjectAndBack(SgTable table) {
    Object hidden = table;
    SgTable again = (SgTable) hidden;
    Rig.check(again.firstEntry().virtualAddress() != 0, "an address"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsCastThroughInterface(SgTable table) {
    Iterable<Scatterlist> entries = table;
    Object first = entries.iterator().next();
    Scatterlist entry = (Scatterlist) first;
    Rig.check(entry.physicalAddress() != 0, "an address"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsTernary(SgTable table, boolean first) {
    SgTable own = Rig.ownTable();
    SgTable chosen = first ? table : own;
    Rig.check(chosen.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    Rig.check(own.firstEntry().page() != null, "a page");
  }

  private static void acceptsTernaryOverOwnTables(SgTable table, boolean first) {
    SgTable chosen = first ? Rig.ownTable(1) : Rig.ownTable(2);
    Rig.check(chosen != table, "another table");
    Rig.check(chosen.firstEntry().page() != null, "a page");
  }

  private static void reportsNestedTernary(SgTable table, int which) {
    SgTable own = Rig.ownTable();
    Scatterlist entry =
        which > 2 ? own.firstEntry() : which > 1 ? own.firstEntry().next() : table.firstEntry();
    Rig.check(entry.page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsSwap(SgTable table) {
    SgTable left = table;
    SgTable right = Rig.ownTable();
    SgTable kept = left;
    left = right;
    right = kept;
    Rig.check(right.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    Rig.check(left.firstEntry().page() != null, "a page");
  }

  private static void reportsShiftThroughLoop(SgTable table) {
    SgTable a = table;
    SgTable b = Rig.ownTable(1);
    SgTable c = Rig.ownTable(2);
    for (int i = 0; i < 2; i++) {
      c = b;
      b = a;
      a = Rig.ownTable(1);
    }
    Rig.check(c.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsValueThatNeverShiftsIn(SgTable table) {
    SgTable a = Rig.ownTable(1);
    SgTable b = Rig.ownTable(2);
    SgTable last = table;
    for (int i = 0; i < 3; i++) {
      last = b;
      b = a;
      a = last;
    }
    Rig.check(a.firstEntry().page() != null, "a page");
    Rig.check(b.firstEntry().page() != null, "a page");
  }

  private static void reportsAssignmentExpression(SgTable table) {
    SgTable first;
    SgTable second;
    first = second = table;
    Rig.check((second = first).firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    Rig.check(second.nents() == 4, "four entries");
  }

  private static void reportsAfterNullCheck(SgTable table) {
    SgTable maybe = table.nents() > 0 ? table : null;
    if (maybe == null) {
      return;
    }
    SgTable sure = Objects.requireNonNull(maybe, "table");
    Rig.check(sure.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsVar(SgTable table) {
    var copy = table;
    for (var entry : copy) {
      var page = entry.page(); // expect: DMABUF_PAGE_ACCESS
      Rig.check(page != null, "a page");
    }
  }

  private static void reportsEntryWalkedByHand(SgTable table) {
    Scatterlist entry = table.firstEntry();
    int seen = 0;
    while (entry != null) {
      seen += entry.page() == null ? 0 : 1; // expect: DMABUF_PAGE_ACCESS
      entry = entry.isLast() ? null : entry.next();
    }
    Rig.check(seen == 4, "four pages");
  }

  private static void acceptsSameNameInAnotherScope(SgTable table) {
    {
      SgTable current = table;
      Rig.check(current.nents() == 4, "four entries");
    }
    {
      SgTable current = Rig.ownTable();
      Rig.check(current.firstEntry().page() != null, "a page");
    }
  }
}
