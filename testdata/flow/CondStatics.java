package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.SgTable;
import support.Rig;

/** Conditions on static fields: what a static initialiser has computed, and what may change. */
public final class CondStatics {
  private static final String ENGINE = "dma";
  private static final int PLANES = computed();
  private static final boolean COPIES_BY_CPU = ENGINE.equals("cpu");
  private static final boolean IS_ASKED = Boolean.getBoolean("cond-statics");
  private static int level = 1;

  private CondStatics() {}

  private static int computed() {
    return 2 * 2;
  }

  /** Runs every variant. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("cond-statics"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      acceptsWhatIsComputedFalse(table);
      reportsWhatIsComputedTrue(table);
      acceptsUnknownAskedTwice(table);
      reportsWhatMayChange(table);
      level = 2;
      reportsWhatMayChange(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void acceptsWhatIsComputedFalse(SgTable table) {
    if (PLANES == 5 || COPIES_BY_CPU) {
      Rig.check(table.pages().length == 4, "four pages");
    }
  }

  private static void reportsWhatIsComputedTrue(SgTable table) {
    if (PLANES == 4 && !COPIES_BY_CPU) {
      Rig.check(table.pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void acceptsUnknownAskedTwice(SgTable table) {
    SgTable current = IS_ASKED ? table : Rig.ownTable();
    if (!IS_ASKED) {
      Rig.check(current.pages().length == 4, "four pages");
    }
  }

  private static void reportsWhatMayChange(SgTable table) {
    if (level == 2) {
      Rig.check(table.pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
    }
  }
}
