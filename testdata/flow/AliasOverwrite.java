package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import support.Rig;

/** Overwritten places are clean again, older aliases of what they held stay dirty. */
public final class AliasOverwrite {
  private SgTable slot;

  private AliasOverwrite() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("alias-overwrite"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      acceptsOverwrittenLocal(table);
      reportsOldAliasOfOverwrittenLocal(table);
      acceptsOverwrittenParameter(table);
      acceptsOverwrittenField(table);
      reportsOldAliasOfOverwrittenField(table);
      reportsFieldSetBack(table);
      acceptsOverwrittenSlot(table);
      reportsOldAliasOfOverwrittenSlot(table);
      reportsOverwrittenOnOneBranch(table, args.length > 0);
      acceptsOverwrittenOnBothBranches(table, args.length > 0);
      reportsOverwrittenInLoopThatMayNotRun(table, args.length);
      reportsOverwrittenTooLate(table);
      reportsSetInLoopAndReadNextRound(table);
      acceptsNulledAndReplaced(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void acceptsOverwrittenLocal(SgTable table) {
    SgTable current = table;
    Rig.check(current.nents() == 4, "four entries");
    current = Rig.ownTable();
    Rig.check(current.firstEntry().page() != null, "a page");
  }

  private static void reportsOldAliasOfOverwrittenLocal(SgTable table) {
    SgTable current = table;
    SgTable old = current;
    current = Rig.ownTable();
    Rig.check(old.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    Rig.check(current.firstEntry().page() != null, "a page");
  }

  private static void acceptsOverwrittenParameter(SgTable table) {
    long entries = table.nents();
    table = Rig.ownTable();
    Rig.check(table.pages().length == entries, "four pages");
  }

  private static void acceptsOverwrittenField(SgTable table) {
    AliasOverwrite holder = new AliasOverwrite();
    holder.slot = table;
    holder.slot = Rig.ownTable();
    Rig.check(holder.slot.firstEntry().page() != null, "a page");
  }

  private static void reportsOldAliasOfOverwrittenField(SgTable table) {
    AliasOverwrite holder = new AliasOverwrite();
    holder.slot = table;
    SgTable old = holder.slot;
    holder.slot = Rig.ownTable();
    Rig.check(old.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    Rig.check(holder.slot.firstEntry().page() != null, "a page");
  }

  private static void reportsFieldSetBack(SgTable table) {
    AliasOverwrite holder = new AliasOverwrite();
    holder.slot = table;
    SgTable saved = holder.slot;
    holder.slot = Rig.ownTable();
    holder.slot = saved;
    Rig.check(holder.slot.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsOverwrittenSlot(SgTable table) {
    SgTable[] slots = {table, Rig.ownTable()};
    slots[0] = Rig.ownTable();
    Rig.check(slots[0].firstEntry().page() != null, "a page");
    Rig.check(slots[1].firstEntry().page() != null, "a page");
  }

  private static void reportsOldAliasOfOverwrittenSlot(SgTable table) {
    SgTable[] slots = {table};
    SgTable old = slots[0];
    slots[0] = Rig.ownTable();
    Rig.check(old.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    Rig.check(slots[0].firstEntry().page() != null, "a page");
  }

  private static void reportsOverwrittenOnOneBranch(SgTable table, boolean own) {
    SgTable current = table;
    if (own) {
      current = Rig.ownTable();
    }
    Rig.check(current.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsOverwrittenOnBothBranches(SgTable table, boolean large) {
    SgTable current = table;
    if (large) {
      current = Rig.ownTable(8);
    } else {
      current = Rig.ownTable(1);
    }
    Rig.check(current.firstEntry().page() != null, "a page");
  }

  private static void reportsOverwrittenInLoopThatMayNotRun(SgTable table, int rounds) {
    SgTable current = table;
    for (int i = 0; i < rounds; i++) {
      current = Rig.ownTable(1);
    }
    Rig.check(current.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsOverwrittenTooLate(SgTable table) {
    SgTable current = table;
    Scatterlist entry = current.firstEntry();
    current = Rig.ownTable();
    Rig.check(entry.page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    entry = current.firstEntry();
    Rig.check(entry.page() != null, "a page");
  }

  private static void reportsSetInLoopAndReadNextRound(SgTable table) {
    SgTable current = Rig.ownTable();
    for (int i = 0; i < 2; i++) {
      Rig.check(current.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
      current = table;
    }
  }

  private static void acceptsNulledAndReplaced(SgTable table) {
    SgTable current = table;
    current = null;
    if (current == null) {
      current = Rig.ownTable();
    }
    Rig.check(current.firstEntry().page() != null, "a page");
  }
}
