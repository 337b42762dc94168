package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import java.util.Objects;
import support.Rig;

/**
 * Conditions on which plane it is, on levels in their order, on references asked for null by the
 * library, and on loads measured.
 */
public final class CondPlaces {
  private static final double HALF = 0.5;

  /** How much of a pipeline is direct, from nothing to everything. */
  private enum Level {
    NONE,
    BOUNCE,
    DIRECT,
    PEER
  }

  private CondPlaces() {}

  /** Runs every variant with what leads either way. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("cond-places"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      for (Level level : Level.values()) {
        acceptsLowerLevels(table, level);
        reportsSomeOfTheLower(table, level);
      }
      for (double load : new double[] {0.1, 0.5, 0.9}) {
        acceptsLowLoad(table, load);
        reportsHighLoad(table, load);
      }
      for (char mode : "rwd".toCharArray()) {
        acceptsOtherCharacters(table, mode);
        reportsOneOfTheOthers(table, mode);
      }
      for (int n = 0; n < 6; n++) {
        acceptsClamped(table, n);
        reportsClamped(table, n);
        reportsAfterTestOfEveryCase(table, n);
      }
      for (boolean imported : new boolean[] {true, false}) {
        acceptsNoAttachment(table, imported ? attachment : null);
        reportsAttachment(table, imported ? attachment : null);
        acceptsWalk(table, imported);
      }
      acceptsFirstPlaneLeftOut(table);
      reportsFirstPlaneLeftOut(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void acceptsLowerLevels(SgTable table, Level level) {
    SgTable current = level.compareTo(Level.DIRECT) >= 0 ? table : Rig.ownTable();
    if (level.compareTo(Level.DIRECT) < 0) {
      Rig.check(current.pages().length == 4, "four");
    }
  }

  private static void reportsSomeOfTheLower(SgTable table, Level level) {
    SgTable current = level.compareTo(Level.DIRECT) >= 0 ? table : Rig.ownTable();
    if (level != Level.NONE) {
      Rig.check(current.pages().length == 4, "four"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void acceptsLowLoad(SgTable table, double load) {
    SgTable current = load > HALF ? table : Rig.ownTable();
    if (load > HALF) {
      Rig.check(current.nents() == 4, "four");
    } else {
      Rig.check(current.pages().length == 4, "four");
    }
  }

  private static void reportsHighLoad(SgTable table, double load) {
    SgTable current = load > HALF ? table : Rig.ownTable();
    if (load > 0.8) {
      Rig.check(current.pages().length == 4, "four"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void acceptsOtherCharacters(SgTable table, char mode) {
    SgTable current = mode == 'd' ? table : Rig.ownTable();
    switch (mode) {
      case 'r', 'w' -> Rig.check(current.pages().length == 4, "four");
      default -> Rig.check(current.nents() == 4, "four");
    }
  }

  private static void reportsOneOfTheOthers(SgTable table, char mode) {
    SgTable current = mode == 'r' ? Rig.ownTable() : table;
    if (mode == 'w' || mode == 'r') {
      Rig.check(current.pages().length == 4, "four"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static int clamped(int asked) {
    return asked < 1 ? 1 : asked > 3 ? 3 : asked;
  }

  private static void acceptsClamped(SgTable table, int asked) {
    int planes = clamped(asked);
    SgTable current = planes >= 1 ? Rig.ownTable() : table;
    Rig.check(current.pages().length == 4, "four");
    if (planes > 3) {
      Rig.check(table.pages().length == 4, "four");
    }
  }

  private static void reportsClamped(SgTable table, int asked) {
    int planes = clamped(asked);
    SgTable current = planes > 1 ? table : Rig.ownTable();
    if (planes == 2) {
      Rig.check(current.pages().length == 4, "four"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void reportsAfterTestOfEveryCase(SgTable table, int n) {
    SgTable current = n >= 2 ? table : Rig.ownTable();
    switch (n) {
      case 0, 1 -> Rig.check(current.pages().length == 4, "four");
      case 2 -> Rig.check(current.nents() == 4, "four");
      default -> {
        Rig.check(current.pages().length == 4, "four"); // expect: DMABUF_PAGE_ACCESS
      }
    }
  }

  private static void acceptsNoAttachment(SgTable table, DmaBufAttachment held) {
    SgTable current = Objects.nonNull(held) ? table : Rig.ownTable();
    if (Objects.isNull(held)) {
      Rig.check(current.pages().length == 4, "four");
    }
  }

  private static void reportsAttachment(SgTable table, DmaBufAttachment held) {
    SgTable current = Objects.isNull(held) ? Rig.ownTable() : table;
    if (Objects.nonNull(held)) {
      Rig.check(current.pages().length == 4, "four"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void acceptsWalk(SgTable table, boolean imported) {
    SgTable current = imported ? table : Rig.ownTable();
    Scatterlist entry = current.firstEntry();
    boolean last = false;
    while (!last) {
      if (!imported) {
        Rig.check(entry.page() != null, "a page");
      }
      last = entry.isLast();
      if (!last) {
        entry = entry.next();
      }
    }
  }

  private static void acceptsFirstPlaneLeftOut(SgTable table) {
    SgTable[] planes = {table, Rig.ownTable(), Rig.ownTable()};
    for (int i = 0; i < planes.length; i++) {
      if (i == 0) {
        continue;
      }
      Rig.check(planes[i].pages().length == 4, "four");
    }
  }

  private static void reportsFirstPlaneLeftOut(SgTable table) {
    SgTable[] planes = {Rig.ownTable(), table, Rig.ownTable()};
    for (int i = 0; i < planes.length; i++) {
      if (i > 0) {
        Rig.check(planes[i].pages().length == 4, "four"); // expect: DMABUF_PAGE_ACCESS
      }
    }
  }
}
