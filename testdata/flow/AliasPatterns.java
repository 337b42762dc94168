package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import support.Rig;

/** Type tests and switches as ways to a table: {@code instanceof}, patterns, switch expressions. */
public final class AliasPatterns {
  private enum Side {
    OURS,
    THEIRS
  }

  private record Frame(String name, SgTable table, Scatterlist head) {}

  private AliasPatterns() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("alias-patterns"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      reportsInstanceof(table);
      reportsInstanceofPattern(table);
      reportsNegatedPattern(table);
      reportsPatternInCondition(table);
      acceptsPatternOfOwnTable(table);
      reportsRecordAccessor(table);
      acceptsRecordOfOwnTable(table);
      reportsSwitchOnEnum(table);
      reportsSwitchOnString(table);
      acceptsOtherArmOfSwitch(table);
      reportsYield(table);
      reportsFallThrough(table, 0);
      reportsFallThrough(table, 2);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void reportsInstanceof(Object value) {
    if (value instanceof SgTable) {
      SgTable table = (SgTable) value;
      Rig.check(table.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void reportsInstanceofPattern(Object value) {
    if (value instanceof SgTable table) {
      Rig.check(table.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void reportsNegatedPattern(Object value) {
    if (!(value instanceof SgTable table)) {
      return;
    }
    Rig.check(table.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsPatternInCondition(Object value) {
    if (value instanceof SgTable table
        && table.firstEntry().page() != null) { // expect: DMABUF_PAGE_ACCESS
      Rig.check(table.nents() == 4, "four entries");
    }
  }

  private static void acceptsPatternOfOwnTable(Object imported) {
    Object value = Rig.ownTable();
    if (value instanceof SgTable table && value != imported) {
      Rig.check(table.firstEntry().page() != null, "a page");
    }
  }

  private static void reportsRecordAccessor(SgTable table) {
    Frame frame = new Frame("scanout", table, table.firstEntry());
    Rig.check(frame.table().firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    Rig.check(frame.head().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsRecordOfOwnTable(SgTable table) {
    SgTable own = Rig.ownTable();
    Frame ours = new Frame("ours", own, own.firstEntry());
    Frame theirs = new Frame("theirs", table, table.firstEntry());
    Rig.check(!ours.equals(theirs), "two frames");
    Rig.check(ours.table().firstEntry().page() != null, "a page");
    Rig.check(ours.head().page() != null, "a page");
  }

  private static void reportsSwitchOnEnum(SgTable table) {
    for (Side side : Side.values()) {
      SgTable chosen =
          switch (side) {
            case OURS -> Rig.ownTable();
            case THEIRS -> table;
          };
      Rig.check(chosen.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void reportsSwitchOnString(SgTable table) {
    for (String name : new String[] {"scratch", "scanout"}) {
      switch (name) {
        case "scanout":
          Rig.check(table.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
          break;
        default:
          Rig.check(Rig.ownTable().firstEntry().page() != null, "a page");
      }
    }
  }

  private static void acceptsOtherArmOfSwitch(SgTable table) {
    for (Side side : Side.values()) {
      switch (side) {
        case OURS -> {
          SgTable chosen = Rig.ownTable();
          Rig.check(chosen.firstEntry().page() != null, "a page");
        }
        case THEIRS -> {
          SgTable chosen = table;
          Rig.check(chosen.dmaAddresses().length == 4, "four addresses");
        }
      }
    }
  }

  private static void reportsYield(SgTable table) {
    for (Side side : Side.values()) {
      Scatterlist entry =
          switch (side) {
            case OURS -> {
              SgTable own = Rig.ownTable();
              yield own.firstEntry();
            }
            case THEIRS -> {
              Scatterlist first = table.firstEntry();
              yield first.isLast() ? first : first.next();
            }
          };
      Rig.check(entry.page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  @SuppressWarnings("fallthrough")
  private static void reportsFallThrough(SgTable table, int start) {
    SgTable current = Rig.ownTable();
    switch (start) {
      case 0:
        current = table;
      case 1:
        Rig.check(current.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
        break;
      default:
        Rig.check(current.firstEntry().page() != null, "a page");
    }
  }
}
