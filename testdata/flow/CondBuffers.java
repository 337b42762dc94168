package flow;

import dev.pagewarden.dmabuf.DmaApi;
import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaBufOps;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Page;
import dev.pagewarden.dmabuf.SgTable;
import java.util.List;
import support.Rig;

/** Consent and self-import where several buffers are at hand: each speaks for itself only. */
public final class CondBuffers {
  /** An exporter of the same program, of which there is one. */
  private static final class OwnOps implements DmaBufOps {
    static final OwnOps INSTANCE = new OwnOps();

    private final Page[] pages = Rig.ownPages(4);

    @Override
    public SgTable mapDmaBuf(DmaBufAttachment attachment, DmaDirection direction) {
      SgTable table = SgTable.ofPages(pages);
      DmaApi.mapSgTable(attachment.device(), table, direction);
      return table;
    }

    @Override
    public void unmapDmaBuf(DmaBufAttachment attachment, SgTable table, DmaDirection direction) {
      DmaApi.unmapSgTable(attachment.device(), table, direction);
      table.free();
    }

    @Override
    public void release(DmaBuf buffer) {}
  }

  private CondBuffers() {}

  /** Runs every variant on a foreign buffer, a sharing one and one of the program's own. */
  public static void main(String[] args) {
    try (DmaBuf foreign = Rig.buffer();
        DmaBuf sharing = Rig.sharingBuffer(Rig.FRAME_BYTES);
        DmaBuf mine = DmaBuf.export(OwnOps.INSTANCE, Rig.FRAME_BYTES, "mine")) {
      for (DmaBuf buffer : List.of(foreign, sharing, mine)) {
        DmaBufAttachment attachment = buffer.attach(Rig.device("cond-buffers"));
        reportsForeignAfterSelfImport(buffer, attachment);
        acceptsOwnTableWhereAskedTwice(buffer, attachment);
        acceptsOwnTableWhereHelperIsAskedTwice(buffer, attachment);
        acceptsOwnClassOfExporter(buffer, attachment);
        acceptsConsentAskedTwice(buffer, attachment);
        buffer.detach(attachment);
      }
      reportsTableOfTheOtherBuffer(foreign, sharing);
      reportsComparisonOfTheOtherBuffer(foreign, mine);
    }
  }

  private static SgTable map(DmaBuf buffer, DmaBufAttachment attachment) {
    return buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
  }

  private static void unmap(DmaBuf buffer, DmaBufAttachment attachment, SgTable table) {
    buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
  }

  private static void reportsForeignAfterSelfImport(DmaBuf buffer, DmaBufAttachment attachment) {
    if (buffer.ops() == OwnOps.INSTANCE) {
      Rig.check(SgTable.ofPages(OwnOps.INSTANCE.pages).pages().length == 4, "four pages");
      return;
    }
    SgTable table = map(buffer, attachment);
    Rig.check(table.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    unmap(buffer, attachment, table);
  }

  private static void acceptsOwnTableWhereAskedTwice(DmaBuf buffer, DmaBufAttachment attachment) {
    SgTable table = buffer.ops() == OwnOps.INSTANCE ? Rig.ownTable() : map(buffer, attachment);
    if (buffer.ops() == OwnOps.INSTANCE) {
      Rig.check(table.pages().length == 4, "four pages");
    } else {
      unmap(buffer, attachment, table);
    }
  }

  private static boolean isMine(DmaBuf buffer) {
    return buffer.ops() instanceof OwnOps;
  }

  private static void acceptsOwnTableWhereHelperIsAskedTwice(
      DmaBuf buffer, DmaBufAttachment attachment) {
    SgTable table = isMine(buffer) ? Rig.ownTable() : map(buffer, attachment);
    if (isMine(buffer)) {
      Rig.check(table.pages().length == 4, "four pages");
    } else {
      unmap(buffer, attachment, table);
    }
  }

  private static void acceptsOwnClassOfExporter(DmaBuf buffer, DmaBufAttachment attachment) {
    if (buffer.ops() instanceof OwnOps own) {
      SgTable table = map(buffer, attachment);
      Rig.check(table.nents() == own.pages.length, "as many entries as pages");
      unmap(buffer, attachment, table);
    }
  }

  private static void acceptsConsentAskedTwice(DmaBuf buffer, DmaBufAttachment attachment) {
    SgTable table = buffer.sharesPages(attachment) ? Rig.ownTable() : map(buffer, attachment);
    if (buffer.sharesPages(attachment)) {
      Rig.check(table.firstEntry().page() != null, "a page");
    } else {
      unmap(buffer, attachment, table);
    }
  }

  private static void reportsTableOfTheOtherBuffer(DmaBuf foreign, DmaBuf sharing) {
    DmaBufAttachment first = foreign.attach(Rig.device("first"));
    DmaBufAttachment second = sharing.attach(Rig.device("second"));
    SgTable reserved = map(foreign, first);
    SgTable shared = map(sharing, second);
    if (sharing.sharesPages(second)) {
      Rig.check(shared.firstEntry().page() != null, "a page");
      Rig.check(reserved.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
    unmap(foreign, first, reserved);
    unmap(sharing, second, shared);
    foreign.detach(first);
    sharing.detach(second);
  }

  private static void reportsComparisonOfTheOtherBuffer(DmaBuf foreign, DmaBuf mine) {
    DmaBufAttachment attachment = foreign.attach(Rig.device("third"));
    SgTable table = map(foreign, attachment);
    if (mine.ops() == OwnOps.INSTANCE) {
      Rig.check(table.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
    unmap(foreign, attachment, table);
    foreign.detach(attachment);
  }
}
