package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.SgTable;
import support.Rig;

/** Two truth values, and what follows from both. */
public final class CondTruths {
  /** What a display pipe was told. */
  private record Setup(boolean imported, boolean rotated) {
    boolean direct() {
      return imported && !rotated;
    }

    boolean copied() {
      return !imported || rotated;
    }
  }

  private CondTruths() {}

  /** Runs all with the four combinations. */
  public static void main(String[] args) {
    boolean[] both = {false, true};
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("cond-truths"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      for (boolean a : both) {
        for (boolean b : both) {
          acceptsXor(table, a, b);
          reportsXor(table, a, b);
          acceptsNotEqual(table, a, b);
          acceptsStored(table, a, b);
          reportsStored(table, a, b);
          acceptsDeMorgan(table, a, b);
          reportsDeMorgan(table, a, b);
          acceptsSetup(table, new Setup(a, b));
          reportsSetup(table, new Setup(a, b));
          acceptsNestedTernary(table, a, b);
          reportsNestedTernary(table, a, b);
          acceptsImplication(table, a, b);
          reportsImplication(table, a, b);
          acceptsNonShort(table, a, b);
          reportsNonShort(table, a, b);
          acceptsTernaryCondition(table, a, b);
        }
      }
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void acceptsXor(SgTable table, boolean a, boolean b) {
    SgTable sgt = a ^ b ? table : Rig.ownTable();
    if (a && b) {
      Rig.check(sgt.pages().length == 4, "four");
    }
    if (!(a ^ b)) {
      Rig.check(sgt.pages().length == 4, "four");
    }
  }

  private static void reportsXor(SgTable table, boolean a, boolean b) {
    SgTable sgt = a ^ b ? table : Rig.ownTable();
    if (a && !b) {
      Rig.check(sgt.pages().length == 4, "four"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void acceptsNotEqual(SgTable table, boolean a, boolean b) {
    SgTable sgt = a != b ? table : Rig.ownTable();
    if (a == b) {
      Rig.check(sgt.pages().length == 4, "four");
    }
  }

  private static void acceptsStored(SgTable table, boolean imported, boolean large) {
    boolean direct = imported && large;
    SgTable sgt = direct ? table : Rig.ownTable();
    if (!direct) {
      Rig.check(sgt.pages().length == 4, "four");
    }
    if (!large) {
      Rig.check(sgt.pages().length == 4, "four");
    }
  }

  private static void reportsStored(SgTable table, boolean imported, boolean large) {
    boolean direct = imported && large;
    boolean bounced = !direct;
    SgTable sgt = bounced ? Rig.ownTable() : table;
    if (direct && large) {
      Rig.check(sgt.pages().length == 4, "four"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void acceptsDeMorgan(SgTable table, boolean a, boolean b) {
    SgTable sgt = !a && !b ? table : Rig.ownTable();
    if (a || b) {
      Rig.check(sgt.pages().length == 4, "four");
    }
  }

  private static void reportsDeMorgan(SgTable table, boolean a, boolean b) {
    SgTable sgt = !a && !b ? table : Rig.ownTable();
    if (!(a && b)) {
      Rig.check(sgt.pages().length == 4, "four"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void acceptsSetup(SgTable table, Setup setup) {
    SgTable sgt = setup.direct() ? table : Rig.ownTable();
    if (setup.copied()) {
      Rig.check(sgt.pages().length == 4, "four");
    }
  }

  private static void reportsSetup(SgTable table, Setup setup) {
    SgTable sgt = setup.direct() ? table : Rig.ownTable();
    if (setup.imported()) {
      Rig.check(sgt.pages().length == 4, "four"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void acceptsNestedTernary(SgTable table, boolean imported, boolean tiled) {
    SgTable sgt = imported ? tiled ? Rig.ownTable() : table : Rig.ownTable(2);
    int pages = tiled ? sgt.pages().length : imported ? sgt.nents() : sgt.pages().length;
    Rig.check(pages >= 2, "two or more");
  }

  private static void reportsNestedTernary(SgTable table, boolean imported, boolean tiled) {
    SgTable sgt = imported ? tiled ? Rig.ownTable() : table : Rig.ownTable(2);
    if (tiled) {
      Rig.check(sgt.pages().length >= 2, "two or more");
    } else {
      Rig.check(sgt.pages().length >= 2, "two or more"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void acceptsImplication(SgTable table, boolean imported, boolean locked) {
    if (imported && !locked) {
      return;
    }
    SgTable sgt = imported ? table : Rig.ownTable();
    if (!locked) {
      Rig.check(sgt.pages().length == 4, "four");
    }
  }

  private static void reportsImplication(SgTable table, boolean imported, boolean locked) {
    if (imported && !locked) {
      return;
    }
    SgTable sgt = imported ? table : Rig.ownTable();
    if (locked) {
      Rig.check(sgt.pages().length == 4, "four"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void acceptsNonShort(SgTable table, boolean imported, boolean cached) {
    SgTable sgt = imported | cached ? table : Rig.ownTable();
    if (!imported & !cached) {
      Rig.check(sgt.pages().length == 4, "four");
    }
  }

  private static void reportsNonShort(SgTable table, boolean imported, boolean cached) {
    SgTable sgt = imported & cached ? table : Rig.ownTable();
    if (imported | cached) {
      Rig.check(sgt.pages().length == 4, "four"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void acceptsTernaryCondition(SgTable table, boolean imported, boolean tiled) {
    SgTable sgt = imported ? table : Rig.ownTable();
    if (imported ? false : tiled) {
      Rig.check(sgt.pages().length == 4, "four");
    }
  }
}
