package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import java.util.Arrays;
import java.util.List;
import support.Rig;

/** Arrays as carriers: constant and unknown index, nested, varargs, copies and views. */
public final class HeapArrays {
  private HeapArrays() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("heap-arrays"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      reportsConstantIndex(table);
      acceptsOtherConstantIndex(table);
      reportsUnknownIndex(table, args.length);
      reportsLoopOverArray(table);
      acceptsArrayOfOwnTables(table);
      reportsArrayOfArrays(table);
      acceptsOtherRow(table);
      reportsVarargs(table);
      acceptsVarargsOfOwnTables();
      reportsArraycopy(table);
      reportsClone(table);
      reportsArraysCopyOf(table);
      reportsArraysAsList(table);
      reportsArraysFill(table);
      reportsArrayInitialiser(table);
      reportsObjectArray(table);
      reportsEntriesGathered(table);
      acceptsArrayOfDmaAddresses(table);
      reportsGrownArray(table);
      reportsArrayReturnedAndAliased(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void reportsConstantIndex(SgTable table) {
    SgTable[] slots = new SgTable[2];
    slots[0] = Rig.ownTable();
    slots[1] = table;
    Rig.check(slots[1].firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsOtherConstantIndex(SgTable table) {
    SgTable[] slots = new SgTable[2];
    slots[0] = Rig.ownTable();
    slots[1] = table;
    Rig.check(slots[1].nents() == 4, "four entries");
    Rig.check(slots[0].firstEntry().page() != null, "a page");
  }

  private static void reportsUnknownIndex(SgTable table, int index) {
    SgTable[] slots = new SgTable[3];
    slots[index] = table;
    Rig.check(slots[index].firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsLoopOverArray(SgTable table) {
    SgTable[] slots = {Rig.ownTable(), table, Rig.ownTable()};
    for (int i = 0; i < slots.length; i++) {
      Rig.check(slots[i].firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void acceptsArrayOfOwnTables(SgTable table) {
    SgTable[] imported = {table};
    SgTable[] own = {Rig.ownTable(), Rig.ownTable()};
    for (SgTable each : own) {
      Rig.check(each != imported[0], "another table");
      Rig.check(each.firstEntry().page() != null, "a page");
    }
  }

  private static void reportsArrayOfArrays(SgTable table) {
    SgTable[][] planes = new SgTable[2][2];
    planes[1][0] = table;
    SgTable[] row = planes[1];
    Rig.check(row[0].firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsOtherRow(SgTable table) {
    SgTable[] ours = {Rig.ownTable()};
    SgTable[] theirs = {table};
    SgTable[][] planes = {ours, theirs};
    Rig.check(planes.length == 2, "two planes");
    Rig.check(ours[0].firstEntry().page() != null, "a page");
  }

  private static int touchAll(SgTable... tables) {
    int pages = 0;
    for (SgTable table : tables) {
      pages += table.pages().length; // expect: DMABUF_PAGE_ACCESS
    }
    return pages;
  }

  private static int countAll(SgTable... tables) {
    int pages = 0;
    for (SgTable table : tables) {
      pages += table.pages().length;
    }
    return pages;
  }

  private static void reportsVarargs(SgTable table) {
    Rig.check(touchAll(Rig.ownTable(1), table) == 5, "five pages");
  }

  private static void acceptsVarargsOfOwnTables() {
    Rig.check(countAll(Rig.ownTable(1), Rig.ownTable(2)) == 3, "three pages");
    Rig.check(countAll() == 0, "no page");
  }

  private static void reportsArraycopy(SgTable table) {
    SgTable[] source = {Rig.ownTable(), table};
    SgTable[] target = new SgTable[4];
    System.arraycopy(source, 0, target, 2, 2);
    Rig.check(target[3].firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsClone(SgTable table) {
    SgTable[] source = {table};
    SgTable[] copy = source.clone();
    source[0] = Rig.ownTable();
    Rig.check(source[0].firstEntry().page() != null, "a page");
    Rig.check(copy[0].firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsArraysCopyOf(SgTable table) {
    SgTable[] source = {table};
    SgTable[] longer = Arrays.copyOf(source, 3);
    Rig.check(longer[0].firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    SgTable[] part = Arrays.copyOfRange(longer, 0, 1);
    Rig.check(part[0].firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsArraysAsList(SgTable table) {
    SgTable[] source = {table};
    List<SgTable> view = Arrays.asList(source);
    Rig.check(view.get(0).firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    for (SgTable each : Arrays.asList(table, table)) {
      Rig.check(each.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void reportsArraysFill(SgTable table) {
    SgTable[] slots = new SgTable[4];
    Arrays.fill(slots, table);
    Rig.check(slots[2].firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsArrayInitialiser(SgTable table) {
    Scatterlist[] entries = {table.firstEntry(), table.firstEntry().next()};
    Rig.check(entries[1].page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsObjectArray(SgTable table) {
    Object[] arguments = {"scanout", 4, table};
    SgTable again = (SgTable) arguments[2];
    Rig.check(again.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsEntriesGathered(SgTable table) {
    Scatterlist[] entries = new Scatterlist[table.nents()];
    int count = 0;
    for (Scatterlist entry : table) {
      entries[count++] = entry;
    }
    Rig.check(entries[count - 1].page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsArrayOfDmaAddresses(SgTable table) {
    long[] addresses = table.dmaAddresses();
    Arrays.sort(addresses);
    Rig.check(addresses.length == 4, "four addresses");
  }

  private static void reportsGrownArray(SgTable table) {
    SgTable[] slots = new SgTable[1];
    int used = 0;
    for (int i = 0; i < 5; i++) {
      if (used == slots.length) {
        SgTable[] larger = new SgTable[slots.length * 2];
        System.arraycopy(slots, 0, larger, 0, used);
        slots = larger;
      }
      slots[used++] = i == 1 ? table : Rig.ownTable(1);
    }
    Rig.check(slots[1].firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static SgTable[] put(SgTable[] slots, SgTable table) {
    slots[0] = table;
    return slots;
  }

  private static void reportsArrayReturnedAndAliased(SgTable table) {
    SgTable[] slots = new SgTable[1];
    SgTable[] same = put(slots, table);
    Rig.check(slots[0].firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    same[0] = Rig.ownTable();
    Rig.check(same[0].firstEntry().page() != null, "a page");
  }
}
