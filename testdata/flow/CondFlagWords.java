package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.SgTable;
import support.Rig;

/** Flag words whose bits are set, cleared, inverted and tested, as drivers do. */
public final class CondFlagWords {
  private static final int F_PREPARED = 1;
  private static final int F_IMPORTED = 1 << 1;
  private static final int F_COHERENT = 1 << 2;
  private static final long CAP_PRIME = 1L << 33;

  /** A graphics object with a flag word. */
  private static final class Gem {
    private int flags;
    private SgTable sgt;

    Gem(int flags) {
      this.flags = flags;
    }

    void importFrom(SgTable table) {
      sgt = table;
      flags |= F_IMPORTED;
    }

    void allocate() {
      sgt = Rig.ownTable();
      flags &= ~F_IMPORTED;
    }

    boolean isImported() {
      return (flags & F_IMPORTED) != 0;
    }

    int acceptsPin() {
      if (isImported()) {
        return sgt.nents();
      }
      flags |= F_PREPARED;
      return sgt.pages().length;
    }

    int reportsPin() {
      if ((flags & F_IMPORTED) == F_IMPORTED) {
        return sgt.pages().length; // expect: DMABUF_PAGE_ACCESS
      }
      return sgt.nents();
    }
  }

  private CondFlagWords() {}

  /** Runs all with every combination of flags. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("cond-flag-words"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      for (int flags = 0; flags < 8; flags++) {
        Gem gem = new Gem(flags);
        if (flags > 3) {
          gem.importFrom(table);
        } else {
          gem.allocate();
        }
        gem.acceptsPin();
        gem.reportsPin();
        acceptsSetBit(table, flags);
        reportsSetBit(table, flags);
        acceptsClearedBit(table, flags);
        reportsToggledBit(table, flags);
        acceptsToggledBit(table, flags);
        acceptsOtherBitSet(table, flags);
        acceptsBothBits(table, flags);
        reportsBothBits(table, flags);
        acceptsShifted(table, flags);
        reportsShifted(table, flags);
        acceptsLong(table, flags == 7 ? CAP_PRIME : 0);
        reportsLong(table, flags == 7 ? CAP_PRIME : 0);
        acceptsFresh(table, (flags & 1) != 0);
        reportsFresh(table, (flags & 1) != 0);
        acceptsInLambda(table, flags);
        reportsAnyOfMask(table, flags);
        acceptsAnyOfMask(table, flags);
      }
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void acceptsSetBit(SgTable table, int given) {
    int flags = given;
    flags |= F_IMPORTED;
    SgTable sgt = table;
    if ((flags & F_IMPORTED) == 0) {
      Rig.check(sgt.pages().length == 4, "four");
    }
  }

  private static void reportsSetBit(SgTable table, int given) {
    int flags = given;
    SgTable sgt = Rig.ownTable();
    if ((given & F_PREPARED) != 0) {
      flags |= F_IMPORTED;
      sgt = table;
    }
    if ((flags & F_IMPORTED) != 0) {
      Rig.check(sgt.pages().length == 4, "four"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void acceptsClearedBit(SgTable table, int given) {
    int flags = given;
    SgTable sgt = table;
    if ((flags & F_COHERENT) == 0) {
      flags &= ~F_IMPORTED;
      sgt = Rig.ownTable();
    } else {
      flags |= F_IMPORTED;
    }
    if ((flags & F_IMPORTED) == 0) {
      Rig.check(sgt.pages().length == 4, "four");
    }
  }

  private static void reportsToggledBit(SgTable table, int given) {
    SgTable sgt = (given & F_IMPORTED) != 0 ? table : Rig.ownTable();
    int flags = given ^ F_IMPORTED;
    if ((flags & F_IMPORTED) == 0) {
      Rig.check(sgt.pages().length == 4, "four"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void acceptsToggledBit(SgTable table, int given) {
    SgTable sgt = (given & F_IMPORTED) != 0 ? table : Rig.ownTable();
    int flags = given;
    flags ^= F_IMPORTED;
    if ((flags & F_IMPORTED) != 0) {
      Rig.check(sgt.pages().length == 4, "four");
    }
  }

  private static void acceptsOtherBitSet(SgTable table, int given) {
    SgTable sgt = (given & F_IMPORTED) != 0 ? table : Rig.ownTable();
    int flags = given | F_PREPARED;
    flags &= ~F_COHERENT;
    if ((flags & F_IMPORTED) == 0) {
      Rig.check(sgt.pages().length == 4, "four");
    }
  }

  private static void acceptsBothBits(SgTable table, int flags) {
    SgTable sgt = Rig.ownTable();
    if ((flags & (F_IMPORTED | F_COHERENT)) == (F_IMPORTED | F_COHERENT)) {
      sgt = table;
    }
    if ((flags & F_COHERENT) == 0) {
      Rig.check(sgt.pages().length == 4, "four");
    }
  }

  private static void reportsBothBits(SgTable table, int flags) {
    SgTable sgt = Rig.ownTable();
    if ((flags & (F_IMPORTED | F_COHERENT)) == (F_IMPORTED | F_COHERENT)) {
      sgt = table;
    }
    if ((flags & F_PREPARED) == 0) {
      Rig.check(sgt.pages().length == 4, "four"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void acceptsShifted(SgTable table, int flags) {
    boolean imported = (flags >> 1 & 1) == 1;
    SgTable sgt = imported ? table : Rig.ownTable();
    if ((flags >> 1 & 1) == 0) {
      Rig.check(sgt.pages().length == 4, "four");
    }
  }

  private static void reportsShifted(SgTable table, int flags) {
    boolean imported = (flags >> 1 & 1) == 1;
    SgTable sgt = imported ? table : Rig.ownTable();
    if ((flags >> 2 & 1) == 0) {
      Rig.check(sgt.pages().length == 4, "four"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void acceptsLong(SgTable table, long caps) {
    SgTable sgt = (caps & CAP_PRIME) != 0 ? table : Rig.ownTable();
    if ((caps & CAP_PRIME) == 0L) {
      Rig.check(sgt.pages().length == 4, "four");
    }
  }

  private static void reportsLong(SgTable table, long caps) {
    SgTable sgt = (caps & CAP_PRIME) != 0 ? table : Rig.ownTable();
    if ((caps & CAP_PRIME) == CAP_PRIME) {
      Rig.check(sgt.pages().length == 4, "four"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void acceptsFresh(SgTable table, boolean imported) {
    int flags = F_PREPARED;
    SgTable sgt = Rig.ownTable();
    if (imported) {
      flags |= F_IMPORTED;
      sgt = table;
    }
    if ((flags & F_IMPORTED) == 0) {
      Rig.check(sgt.pages().length == 4, "four");
    }
  }

  private static void reportsFresh(SgTable table, boolean imported) {
    int flags = F_PREPARED;
    SgTable sgt = Rig.ownTable();
    if (imported) {
      flags |= F_IMPORTED;
      sgt = table;
    }
    if ((flags & F_PREPARED) != 0) {
      Rig.check(sgt.pages().length == 4, "four"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void acceptsInLambda(SgTable table, int flags) {
    SgTable sgt = (flags & F_COHERENT) == 0 ? Rig.ownTable() : table;
    Runnable flush =
        () -> {
          if ((flags & F_COHERENT) == 0) {
            Rig.check(sgt.pages().length == 4, "four");
          }
        };
    flush.run();
  }

  private static void reportsAnyOfMask(SgTable table, int flags) {
    SgTable sgt = (flags & F_IMPORTED) != 0 ? table : Rig.ownTable();
    if ((flags & (F_IMPORTED | F_COHERENT)) != 0) {
      Rig.check(sgt.pages().length == 4, "four"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void acceptsAnyOfMask(SgTable table, int flags) {
    SgTable sgt = (flags & F_IMPORTED) != 0 ? table : Rig.ownTable();
    if ((flags & (F_IMPORTED | F_COHERENT)) == 0) {
      Rig.check(sgt.pages().length == 4, "four");
    }
  }
}
