package drivers;

import dev.pagewarden.dmabuf.Device;
import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Page;
import dev.pagewarden.dmabuf.PageAllocator;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import support.Rig;

/**
 * vmwgfx's CPU blit made a temporary page array from the table stored in the buffer object, far
 * from where it had been imported; external objects now go through the exporter's mapping (case 13,
 * CVE-2024-46709; rule I1).
 */
public final class VmwgfxBlit {
  private VmwgfxBlit() {}

  /** Blits an imported surface into one of the driver's own, with the old and the new blitter. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      Bo external = Bo.imported(buffer, Rig.device("vmwgfx"));
      Bo own = Bo.ownMemory(Rig.FRAME_BYTES / Rig.PAGE_SIZE);
      new CpuBlit(own).from(external);
      Rig.expectFrame("vmwgfx", own.firstBytes());
      own.clear();
      new CpuBlitMended(own).from(external);
      Rig.expectFrame("vmwgfx mended", own.firstBytes());
      external.free();
      own.free();
    }
  }

  /** A buffer object, whose memory is either the driver's own pages or an imported table's. */
  private static final class Bo {
    final List<Page> pages = new ArrayList<>();
    final Ttm ttm = new Ttm();

    static Bo imported(DmaBuf buffer, Device device) {
      Bo bo = new Bo();
      bo.ttm.buffer = buffer;
      bo.ttm.attachment = buffer.attach(device);
      bo.ttm.sg = buffer.mapAttachment(bo.ttm.attachment, DmaDirection.BIDIRECTIONAL);
      return bo;
    }

    static Bo ownMemory(int count) {
      Bo bo = new Bo();
      bo.pages.addAll(PageAllocator.system().allocate(count));
      return bo;
    }

    byte[] firstBytes() {
      return Rig.bytes(pages.get(0).map(), Rig.PAGE_SIZE);
    }

    void clear() {
      pages.forEach(Page::clear);
    }

    void free() {
      if (ttm.sg != null) {
        ttm.buffer.unmapAttachment(ttm.attachment, ttm.sg, DmaDirection.BIDIRECTIONAL);
        ttm.buffer.detach(ttm.attachment);
      }
      PageAllocator.system().free(pages.toArray(new Page[0]));
    }
  }

  private static final class Ttm {
    DmaBuf buffer;
    DmaBufAttachment attachment;
    SgTable sg;
  }

  /** The blitter as it was: any object without pages gets an array made from its table. */
  private record CpuBlit(Bo target) {
    void from(Bo source) {
      Page[] pages = source.pages.isEmpty() ? gather(source.ttm.sg) : own(source);
      for (int i = 0; i < pages.length; i++) {
        copy(pages[i], target.pages.get(i));
      }
    }

    private static Page[] own(Bo source) {
      return source.pages.toArray(new Page[0]);
    }

    private static Page[] gather(SgTable sg) {
      List<Page> found = new ArrayList<>();
      for (Scatterlist entry : sg) {
        found.add(entry.page()); // expect: DMABUF_PAGE_ACCESS
      }
      return found.toArray(new Page[0]);
    }

    private static void copy(Page from, Page to) {
      ByteBuffer line = from.map(); // expect: DMABUF_PAGE_ACCESS
      to.map().put(line);
    }
  }

  /** The blitter after the mend: external objects are read as the buffers they are. */
  private record CpuBlitMended(Bo target) {
    void from(Bo source) {
      DmaBuf external = source.ttm.buffer;
      external.beginCpuAccess(DmaDirection.FROM_DEVICE);
      ByteBuffer mapping = external.vmap();
      ByteBuffer rest = mapping.duplicate();
      for (Page page : target.pages) {
        page.map().put(Rig.bytes(rest, Rig.PAGE_SIZE));
      }
      external.vunmap(mapping);
      external.endCpuAccess(DmaDirection.FROM_DEVICE);
    }
  }
}
