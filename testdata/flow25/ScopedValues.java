package flow25;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import support.Rig;

/** Tables that are bound for the time of a call. */
public final class ScopedValues {
  private static final ScopedValue<SgTable> CURRENT = ScopedValue.newInstance();
  private static final ScopedValue<SgTable> SCRATCH = ScopedValue.newInstance();
  private static final ScopedValue<SgTable> REBOUND = ScopedValue.newInstance();

  private ScopedValues() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) throws Exception {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("scoped-values"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      reportsBound(table);
      reportsCall(table);
      acceptsOtherValue(table);
      reportsOrElse(table);
      reportsRebound(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void touchCurrent() {
    Rig.check(CURRENT.get().pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsBound(SgTable table) {
    ScopedValue.where(CURRENT, table).run(ScopedValues::touchCurrent);
  }

  private static void reportsCall(SgTable table) throws Exception {
    Scatterlist first =
        ScopedValue.where(CURRENT, table).call(() -> CURRENT.get().firstEntry());
    Rig.check(first.page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsOtherValue(SgTable table) {
    ScopedValue.where(CURRENT, table)
        .where(SCRATCH, Rig.ownTable())
        .run(() -> Rig.check(SCRATCH.get().pages().length == CURRENT.get().nents(), "as many"));
  }

  private static void reportsOrElse(SgTable table) {
    SgTable some = REBOUND.orElse(table);
    Rig.check(some.pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsRebound(SgTable table) {
    ScopedValue.where(REBOUND, Rig.ownTable())
        .run(
            () ->
                ScopedValue.where(REBOUND, table)
                    .run(
                        () ->
                            Rig.check(
                                REBOUND.get().firstEntry().page() // expect: DMABUF_PAGE_ACCESS
                                    != null,
                                "a page")));
  }
}
