package flow;

import dev.pagewarden.dmabuf.Device;
import dev.pagewarden.dmabuf.DmaApi;
import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaBufOps;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Page;
import dev.pagewarden.dmabuf.PageAllocator;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import support.Rig;

/** Consent that is kept with the import, asked again and again for buffers of three exporters. */
public final class CondConsentKept {
  /** The importer's own exporter. */
  private static final class Pool implements DmaBufOps {
    private final Page[] pages = Rig.ownPages(4);

    DmaBuf export() {
      return DmaBuf.export(this, Rig.FRAME_BYTES, "pool");
    }

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
    public void release(DmaBuf buffer) {
      PageAllocator.system().free(pages);
    }

    @Override
    public boolean sharesPages(DmaBufAttachment attachment) {
      return true;
    }

    private boolean isMine(DmaBuf buffer) {
      return buffer.ops() == this;
    }

    int acceptsMine(DmaBuf buffer, SgTable table) {
      return isMine(buffer) ? table.pages().length : table.nents();
    }

    int reportsOthers(DmaBuf buffer, SgTable table) {
      if (isMine(buffer)) {
        return table.nents();
      }
      return table.pages().length; // expect: DMABUF_PAGE_ACCESS
    }

    int acceptsMineOrShared(DmaBuf buffer, DmaBufAttachment attachment, SgTable table) {
      if (isMine(buffer) || buffer.sharesPages(attachment)) {
        return table.pages().length;
      }
      return table.nents();
    }
  }

  /** An import that remembers whether it may touch. */
  private static final class Import implements AutoCloseable {
    private final DmaBuf buffer;
    private final DmaBufAttachment attachment;
    private final SgTable table;
    private final boolean open;
    private final ToIntFunction<SgTable> reader;

    Import(DmaBuf buffer, Device device) {
      this.buffer = buffer;
      this.attachment = buffer.attach(device);
      this.table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      this.open = attachment.buffer().sharesPages(attachment);
      this.reader = open ? some -> some.pages().length : some -> some.nents();
    }

    @Override
    public void close() {
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }

    private void requireOpen() {
      if (!open) {
        throw new SecurityException("no consent");
      }
    }

    int acceptsReaderChosenByConsent() {
      return reader.applyAsInt(table);
    }

    int acceptsFieldAsked() {
      return open ? table.pages().length : 0;
    }

    int acceptsGuardThatThrows() {
      requireOpen();
      return table.pages().length;
    }

    int acceptsLoopThatBreaks() {
      int pages = 0;
      for (Scatterlist entry : table) {
        if (!open) {
          break;
        }
        pages += entry.page() == null ? 0 : 1;
      }
      return pages;
    }

    int reportsLoopTheWrongWayRound() {
      int pages = 0;
      for (Scatterlist entry : table) {
        if (open) {
          continue;
        }
        pages += entry.page() == null ? 0 : 1; // expect: DMABUF_PAGE_ACCESS
      }
      return pages;
    }

    void ifOpen(Consumer<SgTable> action) {
      if (open) {
        action.accept(table);
      }
    }

    Optional<SgTable> ifClosed() {
      return open ? Optional.empty() : Optional.of(table);
    }
  }

  private CondConsentKept() {}

  /** Runs every variant on a sharing buffer, on one that shares nothing, and on the pool's own. */
  public static void main(String[] args) {
    Device device = Rig.device("cond-consent-kept");
    Pool pool = new Pool();
    try (DmaBuf sharing = Rig.sharingBuffer(Rig.FRAME_BYTES);
        DmaBuf closed = Rig.buffer();
        DmaBuf own = pool.export()) {
      for (DmaBuf buffer : List.of(sharing, closed, own)) {
        try (Import some = new Import(buffer, device)) {
          pool.acceptsMine(buffer, some.table);
          pool.reportsOthers(buffer, some.table);
          pool.acceptsMineOrShared(buffer, some.attachment, some.table);
          acceptsOwnExportersClass(buffer, some.table);
        }
      }
      for (DmaBuf buffer : List.of(sharing, closed, own)) {
        try (Import some = new Import(buffer, device)) {
          some.acceptsReaderChosenByConsent();
          some.acceptsFieldAsked();
          some.acceptsLoopThatBreaks();
          some.reportsLoopTheWrongWayRound();
        }
      }
      for (DmaBuf buffer : List.of(sharing, closed)) {
        try (Import some = new Import(buffer, device)) {
          acceptsActionForOpenOnes(some);
          reportsClosedOnes(some);
          acceptsGuard(some, buffer == closed);
        }
      }
    }
  }

  private static void acceptsGuard(Import some, boolean closed) {
    try {
      some.acceptsGuardThatThrows();
    } catch (SecurityException e) {
      Rig.check(closed, "others share");
    }
  }

  private static int acceptsOwnExportersClass(DmaBuf buffer, SgTable table) {
    if (!(buffer.ops() instanceof Pool)) {
      return table.nents();
    }
    return table.pages().length;
  }

  private static void acceptsActionForOpenOnes(Import some) {
    some.ifOpen(table -> Rig.check(table.pages().length == 4, "four pages"));
  }

  private static void reportsClosedOnes(Import some) {
    some.ifClosed()
        .ifPresent(
            table -> {
              Rig.check(table.pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
            });
  }
}
