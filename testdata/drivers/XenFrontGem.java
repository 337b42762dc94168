package drivers;

import dev.pagewarden.dmabuf.Device;
import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.MemFd;
import dev.pagewarden.dmabuf.Page;
import dev.pagewarden.dmabuf.SgTable;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import support.Rig;

/**
 * Xen's display front end extracts the pages of an imported buffer and grants their frames to
 * another domain; pages that are to travel belong in a memfd (case 10; rule I1).
 */
public final class XenFrontGem {
  private XenFrontGem() {}

  /** Shares a picture with the back-end domain, from an import and by way of a memfd. */
  public static void main(String[] args) {
    GrantTable grants = new GrantTable();
    try (DmaBuf buffer = Rig.buffer()) {
      ImportedDumb old = new ImportedDumb(buffer, Rig.device("xen-front"));
      old.share(grants);
      Rig.check(grants.size() == old.pageCount(), "xen-front: grants are missing");
      old.free(grants);
      CopiedDumb.share(buffer, grants);
    }
    Rig.check(grants.size() == 0, "xen-front: grants are left over");
  }

  /** Which frames the other domain may see, by reference. */
  private static final class GrantTable {
    private final Map<Integer, Long> frames = new HashMap<>();
    private int next = 8;

    int grant(long frame) {
      frames.put(next, frame);
      return next++;
    }

    void end(int reference) {
      frames.remove(reference);
    }

    int size() {
      return frames.size();
    }
  }

  private static final class ImportedDumb {
    private final DmaBuf buffer;
    private final DmaBufAttachment attachment;
    private final SgTable imported;
    private final Page[] pages;
    private int[] references = {};

    ImportedDumb(DmaBuf buffer, Device device) {
      this.buffer = buffer;
      this.attachment = buffer.attach(device);
      this.imported = buffer.mapAttachment(attachment, DmaDirection.BIDIRECTIONAL);
      this.pages = extract(imported);
    }

    private static Page[] extract(SgTable table) {
      Page[] pages = table.pages(); // expect: DMABUF_PAGE_ACCESS
      return Arrays.copyOf(pages, pages.length);
    }

    int pageCount() {
      return pages.length;
    }

    void share(GrantTable grants) {
      references = new int[pages.length];
      for (int i = 0; i < pages.length; i++) {
        references[i] = grants.grant(frameOf(pages[i]));
      }
    }

    private static long frameOf(Page page) {
      return page.pageFrameNumber(); // expect: DMABUF_PAGE_ACCESS
    }

    void free(GrantTable grants) {
      for (int reference : references) {
        grants.end(reference);
      }
      buffer.unmapAttachment(attachment, imported, DmaDirection.BIDIRECTIONAL);
      buffer.detach(attachment);
    }
  }

  /** The mend: the picture is copied into a memfd, whose pages are there to be passed. */
  private static final class CopiedDumb {
    private CopiedDumb() {}

    static void share(DmaBuf buffer, GrantTable grants) {
      MemFd transport = MemFd.create("xen-front", buffer.size());
      List<Page> pages = transport.pages();
      buffer.beginCpuAccess(DmaDirection.FROM_DEVICE);
      ByteBuffer mapping = buffer.vmap();
      for (Page page : pages) {
        page.map().put(Rig.bytes(mapping, Rig.PAGE_SIZE));
      }
      buffer.vunmap(mapping);
      buffer.endCpuAccess(DmaDirection.FROM_DEVICE);
      for (Page page : pages) {
        int reference = grants.grant(page.pageFrameNumber());
        grants.end(reference);
      }
      transport.close();
    }
  }
}
