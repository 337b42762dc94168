package flow;

import dev.pagewarden.dmabuf.CacheOps;
import dev.pagewarden.dmabuf.Device;
import dev.pagewarden.dmabuf.DmaApi;
import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaBufOps;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Page;
import dev.pagewarden.dmabuf.PageAllocator;
import dev.pagewarden.dmabuf.Pages;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import java.nio.ByteBuffer;
import support.Rig;

/** Exporters on tables of their own: before they lend them, while they take them back. */
public final class SilentExporters {
  /** Reads the table that it is about to lend. */
  private static class Pool implements DmaBufOps {
    protected final Page[] pages = Rig.ownPages(4);
    private long checksum;

    DmaBuf export(String name) {
      return DmaBuf.export(this, Rig.FRAME_BYTES, name);
    }

    @Override
    public SgTable mapDmaBuf(DmaBufAttachment attachment, DmaDirection direction) {
      SgTable table = SgTable.ofPages(pages);
      for (Scatterlist entry : table) {
        checksum += entry.physicalAddress();
      }
      DmaApi.mapSgTable(attachment.device(), table, direction);
      return prepared(table);
    }

    protected SgTable prepared(SgTable table) {
      CacheOps.flush(table);
      return table;
    }

    @Override
    public void unmapDmaBuf(DmaBufAttachment attachment, SgTable table, DmaDirection direction) {
      DmaApi.unmapSgTable(attachment.device(), table, direction);
      for (Scatterlist entry : table) {
        checksum -= entry.physicalAddress();
      }
      table.free();
    }

    @Override
    public void release(DmaBuf buffer) {
      Rig.check(checksum == 0, "every lent table came back");
      PageAllocator.system().free(pages);
    }

    @Override
    public ByteBuffer vmap(DmaBuf buffer) {
      return Pages.vmap(pages);
    }
  }

  /** Fills its pages through the table before anybody attaches. */
  private static final class Filled extends Pool {
    Filled() {
      SgTable table = SgTable.ofPages(pages);
      ByteBuffer picture = ByteBuffer.wrap(Rig.frame(Rig.FRAME_BYTES));
      Rig.check(table.copyFrom(picture) >= 0, "filled");
    }

    @Override
    protected SgTable prepared(SgTable table) {
      Rig.check(table.pages().length == 4, "four pages");
      return super.prepared(table);
    }
  }

  /** Imports one buffer and exports another; the two tables never meet. */
  private static final class Bridge extends Pool implements AutoCloseable {
    private final DmaBuf source;
    private final DmaBufAttachment attachment;
    private final SgTable imported;

    Bridge(DmaBuf source) {
      this.source = source;
      this.attachment = source.attach(Rig.device("bridge"));
      this.imported = source.mapAttachment(attachment, DmaDirection.TO_DEVICE);
    }

    @Override
    protected SgTable prepared(SgTable table) {
      Rig.check(table.nents() == imported.nents(), "as many");
      return super.prepared(table);
    }

    @Override
    public void close() {
      source.unmapAttachment(attachment, imported, DmaDirection.TO_DEVICE);
      source.detach(attachment);
    }
  }

  private SilentExporters() {}

  /** Lends from every exporter. */
  public static void main(String[] args) {
    acceptsExporter(new Pool());
    acceptsExporter(new Filled());
    try (DmaBuf source = Rig.buffer();
        Bridge bridge = new Bridge(source)) {
      acceptsExporter(bridge);
    }
  }

  private static void acceptsExporter(Pool pool) {
    Device device = Rig.device("importer");
    try (DmaBuf buffer = pool.export("pool")) {
      DmaBufAttachment attachment = buffer.attach(device);
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      Rig.check(table.dmaAddresses().length == 4, "four addresses");
      buffer.beginCpuAccess(DmaDirection.FROM_DEVICE);
      ByteBuffer mapping = buffer.vmap();
      Rig.check(mapping.remaining() == Rig.FRAME_BYTES, "the whole frame");
      buffer.vunmap(mapping);
      buffer.endCpuAccess(DmaDirection.FROM_DEVICE);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }
}
