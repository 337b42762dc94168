package drivers;

import dev.pagewarden.dmabuf.Device;
import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Page;
import dev.pagewarden.dmabuf.SgTable;
import support.Rig;

/**
 * omapdrm takes a contiguous import by its DMA address but builds a page array for a scattered one,
 * which its tiler then programs from the frames of pages that are not its own (case 9).
 */
public final class OmapGem {
  private OmapGem() {}

  /** Imports a contiguous and a scattered buffer, the old and the new way. */
  public static void main(String[] args) {
    Device display = Rig.device("omapdrm");
    try (DmaBuf contiguous = Rig.contiguousBuffer(Rig.FRAME_BYTES);
        DmaBuf scattered = Rig.buffer()) {
      for (DmaBuf buffer : new DmaBuf[] {contiguous, scattered}) {
        try (Import old = new Import(buffer, display)) {
          Rig.check(old.tilerPages(true) != 0, "omapdrm: the tiler got no pages");
        }
        try (Import mended = new Import(buffer, display)) {
          Rig.check(mended.tilerBlocks() != 0, "omapdrm mended: the tiler got no blocks");
        }
      }
    }
  }

  private static final class Import implements AutoCloseable {
    private final DmaBuf buffer;
    private final DmaBufAttachment attachment;
    private final SgTable sgt;
    private final boolean contiguous;

    Import(DmaBuf buffer, Device device) {
      this.buffer = buffer;
      this.attachment = buffer.attach(device);
      this.sgt = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      this.contiguous = sgt.contiguousSize() >= buffer.size();
    }

    /** As it was: frame numbers go into the tiler; {@code always} pins even contiguous ones. */
    int tilerPages(boolean always) {
      if (contiguous && !always) {
        return 1;
      }
      int programmed = 0;
      Page[] pages = sgt.pages(); // expect: DMABUF_PAGE_ACCESS
      for (int i = 0; i < pages.length; i++) {
        long frame = pages[i].pageFrameNumber(); // expect: DMABUF_PAGE_ACCESS
        programmed += frame >= 0 ? 1 : 0;
      }
      return programmed;
    }

    /** After the mend: the tiler takes DMA blocks, contiguous or not. */
    int tilerBlocks() {
      return contiguous ? 1 : sgt.dmaAddresses().length;
    }

    @Override
    public void close() {
      buffer.unmapAttachment(attachment, sgt, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }
}
