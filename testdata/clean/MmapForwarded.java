package clean;

import dev.pagewarden.dmabuf.Device;
import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Page;
import dev.pagewarden.dmabuf.SgTable;
import dev.pagewarden.dmabuf.UserMapping;
import support.Rig;

/**
 * A driver inserts the pages of its own objects into user space and forwards imports to their
 * exporter (case 15 after its mend), with a mapped table for its device on the side.
 */
public final class MmapForwarded {
  private MmapForwarded() {}

  /** Maps an own and an imported object and reads both from user space. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      GemObject[] objects = {new NativeObject(), new ImportedObject(buffer, Rig.device("v3d"))};
      for (GemObject object : objects) {
        UserMapping user = new UserMapping(Rig.FRAME_BYTES);
        object.mmap(user);
        buffer.beginCpuAccess(DmaDirection.FROM_DEVICE);
        Rig.expectFrame("mmap", Rig.bytes(user.view(), Rig.PAGE_SIZE));
        buffer.endCpuAccess(DmaDirection.FROM_DEVICE);
        object.free();
      }
    }
  }

  private interface GemObject {
    void mmap(UserMapping user);

    void free();
  }

  private static final class NativeObject implements GemObject {
    private final Page[] pages = Rig.ownPages(Rig.FRAME_BYTES / Rig.PAGE_SIZE);

    @Override
    public void mmap(UserMapping user) {
      for (int i = 0; i < pages.length; i++) {
        user.insertPage((long) i * Rig.PAGE_SIZE, pages[i]);
      }
    }

    @Override
    public void free() {
      for (Page page : pages) {
        page.clear();
      }
    }
  }

  private static final class ImportedObject implements GemObject {
    private final DmaBuf buffer;
    private final DmaBufAttachment attachment;
    private final SgTable table;

    ImportedObject(DmaBuf buffer, Device device) {
      this.buffer = buffer;
      this.attachment = buffer.attach(device);
      this.table = buffer.mapAttachment(attachment, DmaDirection.BIDIRECTIONAL);
      Rig.expectFrame("mmap by DMA", Rig.readByDma(device, table));
    }

    @Override
    public void mmap(UserMapping user) {
      buffer.mmap(user);
    }

    @Override
    public void free() {
      buffer.unmapAttachment(attachment, table, DmaDirection.BIDIRECTIONAL);
      buffer.detach(attachment);
    }
  }
}
