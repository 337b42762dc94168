package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.SgTable;
import support.Rig;

/** Conditions on bits of flags that only a run knows. */
public final class CondMasks {
  private static final int IMPORTED = 4;
  private static final int CACHED = 8;

  private final int flags;
  private SgTable kept;

  private CondMasks(int flags) {
    this.flags = flags;
  }

  /** Runs every variant with and without each flag: as the arguments say, or all. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("cond-masks"));
      for (String arg : args.length > 0 ? args : new String[] {"0", "4", "8", "12"}) {
        int flags = Integer.parseInt(arg);
        acceptsOwnWhereBitIsClear(buffer, attachment, flags);
        reportsWhereBitIsSet(buffer, attachment, flags);
        reportsByOtherBit(buffer, attachment, flags);
        acceptsBitKeptInFlag(buffer, attachment, flags);
        acceptsBitAskedByMethod(buffer, attachment, flags);
        reportsOtherFlags(buffer, attachment, flags, flags ^ IMPORTED);
        reportsInLoop(buffer, attachment, flags);
        CondMasks masks = new CondMasks(flags);
        masks.open(buffer, attachment);
        masks.own();
        masks.any();
        masks.close(buffer, attachment);
      }
      buffer.detach(attachment);
    }
  }

  private static SgTable table(DmaBuf buffer, DmaBufAttachment attachment, int flags) {
    return (flags & IMPORTED) != 0
        ? buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE)
        : Rig.ownTable();
  }

  private static void acceptsOwnWhereBitIsClear(
      DmaBuf buffer, DmaBufAttachment attachment, int flags) {
    SgTable table = table(buffer, attachment, flags);
    if ((flags & IMPORTED) == 0) {
      Rig.check(table.pages().length == 4, "four");
    } else {
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
    }
  }

  private static void reportsWhereBitIsSet(DmaBuf buffer, DmaBufAttachment attachment, int flags) {
    SgTable table = table(buffer, attachment, flags);
    if ((flags & IMPORTED) != 0) {
      Rig.check(table.pages().length == 4, "four"); // expect: DMABUF_PAGE_ACCESS
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
    }
  }

  private static void reportsByOtherBit(DmaBuf buffer, DmaBufAttachment attachment, int flags) {
    SgTable table = table(buffer, attachment, flags);
    if ((flags & CACHED) == 0) {
      Rig.check(table.pages().length == 4, "four"); // expect: DMABUF_PAGE_ACCESS
    }
    if ((flags & IMPORTED) != 0) {
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
    }
  }

  private static void acceptsBitKeptInFlag(DmaBuf buffer, DmaBufAttachment attachment, int flags) {
    boolean isImported = (flags & IMPORTED) != 0;
    SgTable table = table(buffer, attachment, flags);
    if (!isImported) {
      Rig.check(table.pages().length == 4, "four");
    } else {
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
    }
  }

  private static boolean has(int flags, int bit) {
    return (flags & bit) == bit;
  }

  private static void acceptsBitAskedByMethod(
      DmaBuf buffer, DmaBufAttachment attachment, int flags) {
    SgTable table =
        has(flags, IMPORTED)
            ? buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE)
            : Rig.ownTable();
    if (has(flags, IMPORTED)) {
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      return;
    }
    Rig.check(table.pages().length == 4, "four");
  }

  private static void reportsOtherFlags(
      DmaBuf buffer, DmaBufAttachment attachment, int flags, int others) {
    SgTable table = table(buffer, attachment, flags);
    if ((others & IMPORTED) == 0) {
      Rig.check(table.pages().length == 4, "four"); // expect: DMABUF_PAGE_ACCESS
    }
    if ((flags & IMPORTED) != 0) {
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
    }
  }

  /** The flags change from turn to turn, the table only with them. */
  private static void reportsInLoop(DmaBuf buffer, DmaBufAttachment attachment, int first) {
    int flags = first;
    SgTable mapped = null;
    SgTable table = Rig.ownTable();
    for (int turn = 0; turn < 3; turn++) {
      if ((flags & IMPORTED) == 0) {
        Rig.check(table.pages().length == 4, "four"); // expect: DMABUF_PAGE_ACCESS
      } else if (mapped == null) {
        mapped = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
        table = mapped;
      }
      flags = (turn + first) << 2;
    }
    if (mapped != null) {
      buffer.unmapAttachment(attachment, mapped, DmaDirection.TO_DEVICE);
    }
  }

  private void open(DmaBuf buffer, DmaBufAttachment attachment) {
    if ((flags & IMPORTED) != 0) {
      kept = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
    } else {
      kept = Rig.ownTable();
    }
  }

  private void close(DmaBuf buffer, DmaBufAttachment attachment) {
    if ((flags & IMPORTED) != 0) {
      buffer.unmapAttachment(attachment, kept, DmaDirection.TO_DEVICE);
    }
  }

  private void own() {
    if ((flags & IMPORTED) == 0) {
      Rig.check(kept.pages().length == 4, "four");
    }
  }

  private void any() {
    Rig.check(kept.pages().length == 4, "four"); // expect: DMABUF_PAGE_ACCESS
  }
}
