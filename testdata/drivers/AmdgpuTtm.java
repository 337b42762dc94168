package drivers;

import dev.pagewarden.dmabuf.Device;
import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.DmaPageIterator;
import dev.pagewarden.dmabuf.Page;
import dev.pagewarden.dmabuf.SgTable;
import java.util.Iterator;
import support.Rig;

/**
 * amdgpu called the core's helper that returns pages and addresses in one go and passed a page
 * array along, so the helper read the borrowed table's pages; after the mend it passes none (cases
 * 2 and 5; rule I1).
 */
public final class AmdgpuTtm {
  private AmdgpuTtm() {}

  /** Binds an imported buffer twice, with and without a page array. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      int count = (int) (buffer.size() / Rig.PAGE_SIZE);

      UserObject old = new UserObject(buffer, Rig.device("amdgpu"), new Page[count]);
      old.bind();
      Rig.check(old.touchedPages() == count, "amdgpu: the page array has holes");
      old.unbind();

      UserObject mended = new UserObject(buffer, Rig.device("amdgpu-mended"), null);
      mended.bind();
      Rig.check(mended.touchedPages() == 0, "amdgpu mended: no page array was given");
      mended.unbind();
    }
  }

  /** The core's helper in its old shape: one walk for whoever wants pages, one for addresses. */
  private static final class PrimeArrays {
    private PrimeArrays() {}

    static void fill(SgTable table, Page[] pages, long[] addresses) {
      if (pages != null) {
        int index = 0;
        Iterator<Page> walk = table.pageIterator(); // expect: DMABUF_PAGE_ACCESS
        while (walk.hasNext() && index < pages.length) {
          pages[index++] = walk.next();
        }
      }
      DmaPageIterator blocks = table.dmaPages();
      for (int i = 0; i < addresses.length && blocks.hasNext(); i++) {
        addresses[i] = blocks.next();
      }
    }
  }

  /** A buffer object of the driver; with a page array it sins, without one it does not. */
  private static final class UserObject {
    private final DmaBuf buffer;
    private final Device device;
    private final DmaBufAttachment attachment;
    private final Page[] pages;
    private final long[] addresses;
    private SgTable table;

    UserObject(DmaBuf buffer, Device device, Page[] pages) {
      this.buffer = buffer;
      this.device = device;
      this.attachment = buffer.attach(device);
      this.pages = pages;
      this.addresses = new long[(int) (buffer.size() / Rig.PAGE_SIZE)];
    }

    void bind() {
      table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      PrimeArrays.fill(table, pages, addresses);
      byte[] first = new byte[Rig.PAGE_SIZE];
      device.read(addresses[0], first);
      Rig.expectFrame("amdgpu", first);
    }

    int touchedPages() {
      int touched = 0;
      for (int i = 0; pages != null && i < pages.length; i++) {
        touched += pages[i] == null ? 0 : 1;
      }
      return touched;
    }

    void unbind() {
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }
}
