package clean;

import dev.pagewarden.dmabuf.Device;
import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.ImporterOps;
import dev.pagewarden.dmabuf.MovableHeap;
import dev.pagewarden.dmabuf.SgTable;
import support.Rig;

/**
 * A dynamic importer maps under the reservation lock, drops its mapping when the exporter says that
 * the memory moves, and maps anew before its next use.
 */
public final class DynamicImporter {
  private DynamicImporter() {}

  /** Uses a buffer, is told that it moves, and uses it again. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.movableBuffer(Rig.FRAME_BYTES)) {
      Context context = new Context(buffer, Rig.device("amdgpu"));
      Rig.expectFrame("before the move", context.use());
      Rig.check(MovableHeap.move(buffer), "dynamic: the buffer did not move");
      Rig.expectFrame("after the move", context.use());
      Rig.check(context.mappings == 2, "dynamic: the move did not end the mapping");
      context.close();
    }
  }

  private static final class Context implements ImporterOps {
    private final DmaBuf buffer;
    private final Device device;
    private final DmaBufAttachment attachment;
    private SgTable table;
    private int mappings;

    Context(DmaBuf buffer, Device device) {
      this.buffer = buffer;
      this.device = device;
      this.attachment = buffer.attachDynamic(device, this);
    }

    byte[] use() {
      buffer.resv().lock();
      try {
        if (table == null) {
          table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
          mappings++;
        }
        return Rig.readByDma(device, table);
      } finally {
        buffer.resv().unlock();
      }
    }

    @Override
    public void moveNotify(DmaBufAttachment moved) {
      if (table != null) {
        buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
        table = null;
      }
    }

    void close() {
      buffer.resv().lock();
      try {
        moveNotify(attachment);
      } finally {
        buffer.resv().unlock();
      }
      buffer.detach(attachment);
    }
  }
}
