package flow21;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import java.util.List;
import support.Rig;

/** Type patterns and sealed hierarchies in switches. */
public final class SwitchPatterns {
  private sealed interface Memory permits Own, Borrowed, Gone {}

  private record Own(SgTable table) implements Memory {}

  private record Borrowed(SgTable table) implements Memory {}

  private record Gone() implements Memory {}

  private SwitchPatterns() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("switch-patterns"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      reportsTypePattern(table);
      acceptsOtherTypePattern(table);
      acceptsSealedCaseOfOwn(table);
      reportsSealedCaseOfBorrowed(table);
      reportsBoundAcrossArrow(table);
      reportsYieldedEntry(table);
      acceptsGuardedByIdentity(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static long touch(Object value) {
    return switch (value) {
      case SgTable table -> table.firstEntry().virtualAddress(); // expect: DMABUF_PAGE_ACCESS
      case Scatterlist entry -> entry.dmaAddress();
      default -> 0;
    };
  }

  private static void reportsTypePattern(SgTable table) {
    Rig.check(touch(table) != 0, "an address");
    Rig.check(touch(table.firstEntry()) != 0, "an address");
  }

  private static long look(Object value) {
    return switch (value) {
      case SgTable table -> table.nents();
      case Scatterlist entry -> entry.virtualAddress();
      default -> 0;
    };
  }

  private static void acceptsOtherTypePattern(SgTable table) {
    Rig.check(look(table) == 4, "four entries");
    Rig.check(look(Rig.ownTable().firstEntry()) != 0, "an address");
  }

  private static int pagesOfOwn(Memory memory) {
    return switch (memory) {
      case Own own -> own.table().pages().length;
      case Borrowed borrowed -> borrowed.table().dmaAddresses().length;
      case Gone gone -> 0;
    };
  }

  private static void acceptsSealedCaseOfOwn(SgTable table) {
    for (Memory memory : List.of(new Own(Rig.ownTable()), new Borrowed(table), new Gone())) {
      Rig.check(pagesOfOwn(memory) <= 4, "four at most");
    }
  }

  private static int pagesOfAll(Memory memory) {
    return switch (memory) {
      case Own own -> own.table().pages().length;
      case Borrowed borrowed -> borrowed.table().pages().length; // expect: DMABUF_PAGE_ACCESS
      case Gone gone -> 0;
    };
  }

  private static void reportsSealedCaseOfBorrowed(SgTable table) {
    int pages = 0;
    for (Memory memory : List.of(new Own(Rig.ownTable()), new Borrowed(table))) {
      pages += pagesOfAll(memory);
    }
    Rig.check(pages == 8, "eight pages");
  }

  private static void reportsBoundAcrossArrow(SgTable table) {
    Object value = new Borrowed(table);
    Memory memory = (Memory) value;
    SgTable found =
        switch (memory) {
          case Own own -> own.table();
          case Borrowed borrowed -> borrowed.table();
          case Gone gone -> null;
        };
    Rig.check(found.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsYieldedEntry(SgTable table) {
    Object value = table;
    Scatterlist entry =
        switch (value) {
          case SgTable t when t.nents() > 1 -> {
            Scatterlist first = t.firstEntry();
            yield first.next();
          }
          case SgTable t -> t.firstEntry();
          default -> null;
        };
    Rig.check(entry.page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsGuardedByIdentity(SgTable table) {
    for (Object value : new Object[] {table, Rig.ownTable()}) {
      switch (value) {
        case SgTable t when t == table -> Rig.check(t.nents() == 4, "four entries");
        case SgTable t -> Rig.check(t.pages().length == 4, "four pages");
        default -> Rig.check(false, "a table");
      }
    }
  }
}
