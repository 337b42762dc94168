package drivers;

import dev.pagewarden.dmabuf.Device;
import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.DmaPageIterator;
import dev.pagewarden.dmabuf.Page;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import java.util.ArrayList;
import java.util.List;
import support.Rig;

/**
 * Xen's gntdev looked at each page of an import "just to check" that it was real memory before it
 * granted the frame; even a validity check reads the exporter's side, so the mend goes by DMA pages
 * (case 14; rule I1).
 */
public final class GntdevImport {
  private static final int INVALID_REFERENCE = -1;

  private GntdevImport() {}

  /** Turns memory with and without pages into references, checking pages and by DMA pages. */
  public static void main(String[] args) {
    Device xen = Rig.device("gntdev");
    try (DmaBuf buffer = Rig.buffer();
        DmaBuf carvedOut = Rig.carvedOutBuffer(Rig.FRAME_BYTES)) {
      Rig.check(isGranted(buffer, xen, new CheckedFrames()), "gntdev: a page was not granted");
      Rig.check(!isGranted(carvedOut, xen, new CheckedFrames()), "gntdev: granted without pages");
      Rig.check(isGranted(buffer, xen, new DmaFrames()), "gntdev mended: a page was left out");
      Rig.check(isGranted(carvedOut, xen, new DmaFrames()), "gntdev mended: a block was left out");
    }
  }

  private static boolean isGranted(DmaBuf buffer, Device xen, RefMaker maker) {
    return !importRefs(buffer, xen, maker).contains(INVALID_REFERENCE);
  }

  private static List<Integer> importRefs(DmaBuf buffer, Device xen, RefMaker maker) {
    DmaBufAttachment attachment = buffer.attach(xen);
    SgTable table = buffer.mapAttachment(attachment, DmaDirection.BIDIRECTIONAL);
    List<Integer> references = maker.toRefs(table);
    buffer.unmapAttachment(attachment, table, DmaDirection.BIDIRECTIONAL);
    buffer.detach(attachment);
    return references;
  }

  private interface RefMaker {
    List<Integer> toRefs(SgTable table);
  }

  private static final class CheckedFrames implements RefMaker {
    @Override
    public List<Integer> toRefs(SgTable table) {
      List<Integer> references = new ArrayList<>();
      for (Scatterlist entry : table) {
        references.add(isMemory(entry) ? references.size() : INVALID_REFERENCE);
      }
      return references;
    }

    /** Video memory has no pages, hence the check. */
    private static boolean isMemory(Scatterlist entry) {
      if (entry.page() == null) { // expect: DMABUF_PAGE_ACCESS
        return false;
      }
      Page page = entry.page(); // expect: DMABUF_PAGE_ACCESS
      return isValidFrame(page.pageFrameNumber()); // expect: DMABUF_PAGE_ACCESS
    }

    private static boolean isValidFrame(long frame) {
      return frame >= 0;
    }
  }

  private static final class DmaFrames implements RefMaker {
    @Override
    public List<Integer> toRefs(SgTable table) {
      List<Integer> references = new ArrayList<>();
      for (DmaPageIterator walk = table.dmaPages(); walk.hasNext(); ) {
        long address = walk.next();
        references.add(address % Rig.PAGE_SIZE == 0 ? references.size() : INVALID_REFERENCE);
      }
      return references;
    }
  }
}
