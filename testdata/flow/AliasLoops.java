package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import java.util.Iterator;
import java.util.List;
import support.Rig;

/** Values that travel around loops: rotated, delayed, found, nested, left by break and continue. */
public final class AliasLoops {
  private AliasLoops() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("alias-loops"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      reportsRotation(table);
      acceptsRotationStoppedEarly(table);
      reportsDelayedByThreeRounds(table);
      reportsFoundInNestedLoop(table);
      reportsPreviousInForEach(table);
      acceptsPreviousOfOwn(table);
      reportsConditionalKeep(table);
      reportsAssignedInCondition(table);
      acceptsFreshEachRound(table);
      reportsLastOfTwoWalks(table);
      reportsCountedDown(table);
      acceptsOverwrittenBeforeRead(table);
      reportsTernaryChainInLoop(table);
      acceptsLoopThatBreaksFirst(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void reportsRotation(SgTable table) {
    SgTable a = table;
    SgTable b = Rig.ownTable(1);
    SgTable c = Rig.ownTable(2);
    for (int i = 0; i < 4; i++) {
      SgTable kept = a;
      a = b;
      b = c;
      c = kept;
    }
    Rig.check(a.nents() == 1 && b.nents() == 2, "rotated by one");
    Rig.check(c.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsRotationStoppedEarly(SgTable table) {
    SgTable a = table;
    SgTable b = Rig.ownTable(1);
    SgTable kept = a;
    a = b;
    b = kept;
    Rig.check(a.firstEntry().page() != null, "a page");
    Rig.check(b == table, "swapped");
  }

  private static void reportsDelayedByThreeRounds(SgTable table) {
    SgTable first = null;
    SgTable second = null;
    SgTable third = null;
    for (int i = 0; i < 3; i++) {
      third = second;
      second = first;
      first = table;
    }
    Rig.check(third.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsFoundInNestedLoop(SgTable table) {
    SgTable[][] grid = {{Rig.ownTable(1)}, {Rig.ownTable(2), table}};
    SgTable found = null;
    search:
    for (SgTable[] row : grid) {
      for (SgTable each : row) {
        if (each.nents() == 4) {
          found = each;
          break search;
        }
      }
    }
    Rig.check(found.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsPreviousInForEach(SgTable table) {
    Scatterlist previous = null;
    for (Scatterlist entry : table) {
      if (previous != null) {
        Rig.check(previous.page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
      }
      previous = entry;
    }
  }

  private static void acceptsPreviousOfOwn(SgTable table) {
    Scatterlist previous = Rig.ownTable().firstEntry();
    for (Scatterlist entry : Rig.ownTable(table.nents())) {
      Rig.check(previous.page() != null, "a page");
      previous = entry;
    }
  }

  private static void reportsConditionalKeep(SgTable table) {
    SgTable largest = Rig.ownTable(1);
    for (SgTable each : List.of(Rig.ownTable(2), table, Rig.ownTable(3))) {
      if (each.nents() > largest.nents()) {
        largest = each;
      }
    }
    Rig.check(largest.pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsAssignedInCondition(SgTable table) {
    Iterator<Scatterlist> walk = table.iterator();
    Scatterlist entry;
    int pages = 0;
    while (walk.hasNext() && (entry = walk.next()) != null) {
      pages += entry.page() == null ? 0 : 1; // expect: DMABUF_PAGE_ACCESS
    }
    Rig.check(pages == 4, "four pages");
  }

  private static void acceptsFreshEachRound(SgTable table) {
    for (int i = 0; i < 3; i++) {
      SgTable current = Rig.ownTable(1);
      Rig.check(current.firstEntry().page() != null, "a page");
      current = table;
      Rig.check(current.nents() == 4, "four entries");
    }
  }

  private static void reportsLastOfTwoWalks(SgTable table) {
    Scatterlist last = null;
    for (SgTable each : new SgTable[] {Rig.ownTable(), table}) {
      for (Scatterlist entry = each.firstEntry(); entry != null; entry = entry.next()) {
        last = entry;
      }
    }
    Rig.check(last.page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsCountedDown(SgTable table) {
    Scatterlist entry = Rig.ownTable().firstEntry();
    int left = 2;
    while (left-- > 0) {
      entry = left == 0 ? table.firstEntry() : entry;
    }
    Rig.check(entry.page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsOverwrittenBeforeRead(SgTable table) {
    SgTable current = table;
    for (int i = 0; i < 2; i++) {
      int entries = current.nents();
      current = Rig.ownTable(entries);
      Rig.check(current.firstEntry().page() != null, "a page");
      current = table;
    }
  }

  private static void reportsTernaryChainInLoop(SgTable table) {
    SgTable own = Rig.ownTable();
    int pages = 0;
    for (int i = 0; i < 3; i++) {
      SgTable picked = i == 0 ? own : i == 1 ? table : own;
      pages += picked.pages().length; // expect: DMABUF_PAGE_ACCESS
    }
    Rig.check(pages == 12, "twelve pages");
  }

  private static void acceptsLoopThatBreaksFirst(SgTable table) {
    SgTable current = Rig.ownTable();
    for (Scatterlist entry : table) {
      Rig.check(entry.dmaLength() > 0, "bytes");
      if (entry.dmaLength() > 0) {
        break;
      }
      current = null;
    }
    Rig.check(current.firstEntry().page() != null, "a page");
  }
}
