package clean;

import dev.pagewarden.dmabuf.CacheOps;
import dev.pagewarden.dmabuf.Device;
import dev.pagewarden.dmabuf.DmaApi;
import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.ScatterWalk;
import dev.pagewarden.dmabuf.SgTable;
import java.nio.ByteBuffer;
import support.Rig;

/**
 * A driver maps, syncs, flushes, copies and walks the table of its own allocation with every
 * service there is, beside an import of which it only takes the addresses (case 50).
 */
public final class OwnTableSameHelpers {
  private OwnTableSameHelpers() {}

  /** Copies an import into own memory by DMA and checks it there by CPU. */
  public static void main(String[] args) {
    Device engine = Rig.device("engine");
    Memory own = new Memory(engine);
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(engine);
      SgTable imported = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      own.receive(Rig.readByDma(engine, imported));
      buffer.unmapAttachment(attachment, imported, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
    Rig.expectFrame("own copy", own.contents());
    Rig.expectFrame("own walk", own.walked());
    own.free();
  }

  private static final class Memory {
    private final SgTable table = Rig.ownTable();
    private final Device engine;

    Memory(Device engine) {
      this.engine = engine;
      table.zero();
      DmaApi.mapSgTable(engine, table, DmaDirection.BIDIRECTIONAL);
    }

    void receive(byte[] frame) {
      DmaApi.syncForCpu(engine, table, DmaDirection.BIDIRECTIONAL);
      table.copyFrom(ByteBuffer.wrap(frame));
      CacheOps.flush(table);
      DmaApi.syncForDevice(engine, table, DmaDirection.BIDIRECTIONAL);
    }

    byte[] contents() {
      ByteBuffer copy = ByteBuffer.allocate(Rig.FRAME_BYTES);
      table.copyTo(copy);
      return copy.array();
    }

    byte[] walked() {
      ByteBuffer copy = ByteBuffer.allocate(Rig.FRAME_BYTES);
      new ScatterWalk(table).copy(copy);
      return copy.array();
    }

    void free() {
      DmaApi.unmapSgTable(engine, table, DmaDirection.BIDIRECTIONAL);
      table.free();
    }
  }
}
