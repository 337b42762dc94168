package drivers;

import dev.pagewarden.dmabuf.Device;
import dev.pagewarden.dmabuf.DmaApi;
import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.SgTable;
import java.util.Arrays;
import support.Rig;

/**
 * vb2 leaves the cache sync of imported buffers to their exporter, which is right; the twin syncs
 * the imported table around each frame as it does its own ones (case 43; rules I10, I14).
 */
public final class CaptureSync {
  private static final DmaDirection DIRECTION = DmaDirection.FROM_DEVICE;

  private CaptureSync() {}

  /** Captures a frame into an own buffer and into an imported one, with the twin and by vb2. */
  public static void main(String[] args) {
    Device camera = Rig.device("camera");
    capture(new OwnPlane(camera));
    try (DmaBuf buffer = Rig.buffer()) {
      capture(new SyncedImport(buffer, camera));
      capture(new ImportedPlane(buffer, camera));
    }
  }

  private static void capture(Plane plane) {
    plane.prepare();
    byte[] frame = new byte[Rig.PAGE_SIZE];
    Arrays.fill(frame, (byte) 0x42);
    plane.camera.write(plane.target(), frame);
    plane.finish();
    plane.free();
  }

  /** One plane of a queued buffer. */
  private abstract static class Plane {
    final Device camera;

    Plane(Device camera) {
      this.camera = camera;
    }

    abstract long target();

    void prepare() {}

    void finish() {}

    abstract void free();
  }

  private static final class OwnPlane extends Plane {
    private final SgTable table = Rig.ownTable();

    OwnPlane(Device camera) {
      super(camera);
      DmaApi.mapSgTable(camera, table, DIRECTION);
    }

    @Override
    long target() {
      return table.firstEntry().dmaAddress();
    }

    @Override
    void prepare() {
      DmaApi.syncForDevice(camera, table, DIRECTION);
    }

    @Override
    void finish() {
      DmaApi.syncForCpu(camera, table, DIRECTION);
    }

    @Override
    void free() {
      DmaApi.unmapSgTable(camera, table, DIRECTION);
    }
  }

  /** After the mend: preparing and finishing is the exporter's business. */
  private static class ImportedPlane extends Plane {
    private final DmaBuf buffer;
    private final DmaBufAttachment attachment;
    protected final SgTable table;

    ImportedPlane(DmaBuf buffer, Device camera) {
      super(camera);
      this.buffer = buffer;
      this.attachment = buffer.attach(camera);
      this.table = buffer.mapAttachment(attachment, DIRECTION);
    }

    @Override
    long target() {
      return table.firstEntry().dmaAddress();
    }

    @Override
    void free() {
      buffer.unmapAttachment(attachment, table, DIRECTION);
      buffer.detach(attachment);
    }
  }

  /** The twin: the same sync as for own memory, by way of an inherited field. */
  private static final class SyncedImport extends ImportedPlane {
    SyncedImport(DmaBuf buffer, Device camera) {
      super(buffer, camera);
    }

    @Override
    void prepare() {
      DmaApi.syncForDevice(camera, table, DIRECTION); // expect: DMABUF_PAGE_ACCESS
    }

    @Override
    void finish() {
      DmaApi.syncForCpu(camera, table, DIRECTION); // expect: DMABUF_PAGE_ACCESS
    }
  }
}
