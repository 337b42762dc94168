package drivers;

import dev.pagewarden.dmabuf.Device;
import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Page;
import dev.pagewarden.dmabuf.Pages;
import dev.pagewarden.dmabuf.SgTable;
import java.nio.ByteBuffer;
import support.Rig;

/**
 * vgem collected the pages of an import and mapped them itself when somebody asked for a kernel
 * address, where the exporter's own vmap is the only way to one (case 11; rule I11).
 */
public final class VgemVmap {
  private VgemVmap() {}

  /** Asks an imported object for a CPU address, old and new. */
  public static void main(String[] args) {
    Device vgem = Rig.device("vgem");
    try (DmaBuf buffer = Rig.buffer()) {
      show(new PageBacked(buffer, vgem));
      show(new BufferBacked(buffer));
    }
  }

  private static void show(VgemObject object) {
    ByteBuffer mapping = object.vmap();
    Rig.expectFrame("vgem", Rig.bytes(mapping.duplicate(), Rig.PAGE_SIZE));
    object.vunmap(mapping);
    object.free();
  }

  private interface VgemObject {
    ByteBuffer vmap();

    void vunmap(ByteBuffer mapping);

    void free();
  }

  private static final class PageBacked implements VgemObject {
    private final DmaBuf buffer;
    private final DmaBufAttachment attachment;
    private final SgTable table;
    private final Page[] pages;

    PageBacked(DmaBuf buffer, Device device) {
      this.buffer = buffer;
      attachment = buffer.attach(device);
      table = buffer.mapAttachment(attachment, DmaDirection.BIDIRECTIONAL);
      pages = table.pages(); // expect: DMABUF_PAGE_ACCESS
    }

    @Override
    public ByteBuffer vmap() {
      return Pages.vmap(pages); // expect: DMABUF_PAGE_ACCESS
    }

    @Override
    public void vunmap(ByteBuffer mapping) {
      mapping.clear();
    }

    @Override
    public void free() {
      buffer.unmapAttachment(attachment, table, DmaDirection.BIDIRECTIONAL);
      buffer.detach(attachment);
    }
  }

  /** After the mend: CPU access needs no table at all. */
  private static final class BufferBacked implements VgemObject {
    private final DmaBuf buffer;

    BufferBacked(DmaBuf buffer) {
      this.buffer = buffer.get();
    }

    @Override
    public ByteBuffer vmap() {
      buffer.beginCpuAccess(DmaDirection.BIDIRECTIONAL);
      return buffer.vmap();
    }

    @Override
    public void vunmap(ByteBuffer mapping) {
      buffer.vunmap(mapping);
      buffer.endCpuAccess(DmaDirection.BIDIRECTIONAL);
    }

    @Override
    public void free() {
      buffer.close();
    }
  }
}
