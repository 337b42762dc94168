package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import support.Rig;

/** Early returns, guards, breaks and constant arguments. */
public final class CondReturns {
  private static final boolean TRACE = true;
  private static final int MODE_DMA = 1;
  private static final int MODE_CPU = 2;

  private CondReturns() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("cond-returns"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      acceptsEarlyReturn(table, true);
      acceptsEarlyReturn(table, false);
      reportsEarlyReturnOfTheOther(table, false);
      reportsAfterGuard(table);
      acceptsGuardByMethod(table);
      acceptsConstantArgument(table);
      reportsConstantArgument(table);
      acceptsModeArgument(table);
      reportsModeArgument(table);
      reportsTrace(table);
      reportsBreakOut(table);
      acceptsBreakBefore(table);
      reportsLabelledContinue(table);
      acceptsReturnInLoop(table);
      reportsDoWhile(table);
      acceptsThrowBeforeAccess(table);
      reportsShortCircuit(table);
      acceptsShortCircuit(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void acceptsEarlyReturn(SgTable table, boolean imported) {
    SgTable current = imported ? table : Rig.ownTable();
    if (imported) {
      Rig.check(current.nents() == 4, "four entries");
      return;
    }
    Rig.check(current.firstEntry().page() != null, "a page");
  }

  private static void reportsEarlyReturnOfTheOther(SgTable table, boolean own) {
    SgTable current = own ? Rig.ownTable() : table;
    if (own) {
      Rig.check(current.nents() == 4, "four entries");
      return;
    }
    Rig.check(current.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsAfterGuard(SgTable table) {
    if (table == null || table.nents() == 0) {
      throw new IllegalArgumentException("empty table");
    }
    Rig.check(table.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void rejectImported(SgTable given, SgTable imported) {
    if (given == imported) {
      throw new IllegalArgumentException("imported");
    }
  }

  private static void acceptsGuardByMethod(SgTable table) {
    SgTable own = Rig.ownTable();
    rejectImported(own, table);
    Rig.check(own.firstEntry().page() != null, "a page");
  }

  private static int visit(SgTable table, boolean pages) {
    if (pages) {
      return table.pages().length;
    }
    return table.nents();
  }

  private static void acceptsConstantArgument(SgTable table) {
    int theirs = visit(table, false);
    int ours = visit(Rig.ownTable(), true);
    Rig.check(theirs == ours, "as many");
  }

  private static int touch(SgTable table, boolean pages) {
    if (pages) {
      return table.pages().length; // expect: DMABUF_PAGE_ACCESS
    }
    return table.nents();
  }

  private static void reportsConstantArgument(SgTable table) {
    Rig.check(touch(table, true) == touch(Rig.ownTable(), false), "as many");
  }

  private static long first(SgTable table, int mode) {
    switch (mode) {
      case MODE_DMA:
        return table.firstEntry().dmaAddress();
      case MODE_CPU:
        return table.firstEntry().virtualAddress();
      default:
        throw new IllegalArgumentException("mode " + mode);
    }
  }

  private static void acceptsModeArgument(SgTable table) {
    Rig.check(first(table, MODE_DMA) != 0, "an address");
    Rig.check(first(Rig.ownTable(), MODE_CPU) != 0, "an address");
  }

  private static long peek(SgTable table, int mode) {
    return mode == MODE_DMA
        ? table.firstEntry().dmaAddress()
        : table.firstEntry().virtualAddress(); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsModeArgument(SgTable table) {
    Rig.check(peek(table, MODE_DMA) != 0, "an address");
    Rig.check(peek(table, MODE_CPU) != 0, "an address");
  }

  private static void reportsTrace(SgTable table) {
    if (TRACE) {
      Rig.check(table.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void reportsBreakOut(SgTable table) {
    SgTable found = null;
    for (SgTable each : new SgTable[] {Rig.ownTable(1), table, Rig.ownTable(2)}) {
      if (each.nents() == 4) {
        found = each;
        break;
      }
    }
    Rig.check(found.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsBreakBefore(SgTable table) {
    SgTable current = Rig.ownTable();
    while (true) {
      if (current.nents() == 4) {
        break;
      }
      current = table;
    }
    Rig.check(current != table, "never assigned");
    SgTable own = Rig.ownTable();
    Rig.check(own.firstEntry().page() != null, "a page");
  }

  private static void reportsLabelledContinue(SgTable table) {
    int pages = 0;
    outer:
    for (Scatterlist entry : table) {
      for (int part = 0; part < 2; part++) {
        if (part == 1) {
          continue outer;
        }
        pages += entry.page() == null ? 0 : 1; // expect: DMABUF_PAGE_ACCESS
      }
    }
    Rig.check(pages == 4, "four pages");
  }

  private static SgTable firstSmall(SgTable... tables) {
    for (SgTable table : tables) {
      if (table.nents() < 4) {
        return table;
      }
    }
    return null;
  }

  private static void acceptsReturnInLoop(SgTable table) {
    SgTable small = firstSmall(Rig.ownTable(5), Rig.ownTable(3));
    Rig.check(small != table, "another table");
    Rig.check(small.firstEntry().page() != null, "a page");
  }

  private static void reportsDoWhile(SgTable table) {
    Scatterlist entry = table.firstEntry();
    boolean more;
    do {
      Rig.check(entry.page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
      more = !entry.isLast();
      entry = more ? entry.next() : entry;
    } while (more);
  }

  private static Scatterlist checked(SgTable table, boolean imported) {
    if (imported) {
      throw new IllegalStateException("no pages of an import");
    }
    return table.firstEntry();
  }

  private static void acceptsThrowBeforeAccess(SgTable table) {
    try {
      checked(table, true);
    } catch (IllegalStateException expected) {
      Rig.check(table.nents() == 4, "four entries");
    }
    Rig.check(checked(Rig.ownTable(), false).page() != null, "a page");
  }

  private static void reportsShortCircuit(SgTable table) {
    boolean any =
        table.nents() > 0 && table.firstEntry().page() != null; // expect: DMABUF_PAGE_ACCESS
    Rig.check(any, "a page");
  }

  private static void acceptsShortCircuit(SgTable table) {
    SgTable own = Rig.ownTable();
    boolean any = table.nents() > 9 || own.firstEntry().page() != null;
    Rig.check(any, "a page");
  }
}
