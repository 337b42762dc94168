package drivers;

import dev.pagewarden.dmabuf.Device;
import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Page;
import dev.pagewarden.dmabuf.SgTable;
import support.Rig;

/**
 * omapdrm takes a contiguous import by its DMA address but builds a page array for any other one,
 * from whose frames its tiler is programmed; a tiler can as well take DMA blocks (case 9; rule I1).
 */
public final class OmapGem {
  private OmapGem() {}

  /** Shows a contiguous picture and a rotated one, the old and the new way. */
  public static void main(String[] args) {
    Device display = Rig.device("omapdrm");
    try (DmaBuf straight = Rig.contiguousBuffer(Rig.FRAME_BYTES);
        DmaBuf rotated = Rig.buffer()) {
      for (boolean rotate : new boolean[] {false, true}) {
        DmaBuf buffer = rotate ? rotated : straight;
        try (Import old = new Import(buffer, display)) {
          Rig.check(old.show(new FrameTiler(), rotate) > 0, "omapdrm: nothing shown");
        }
        try (Import mended = new Import(buffer, display)) {
          Rig.check(mended.show(new BlockTiler(), rotate) > 0, "omapdrm mended: nothing shown");
        }
      }
    }
  }

  /** Remaps scattered memory for the scan-out; answers how many blocks it was given. */
  private interface Tiler {
    int program(SgTable sgt);
  }

  private static final class Import implements AutoCloseable {
    private final DmaBuf buffer;
    private final DmaBufAttachment attachment;
    private final SgTable sgt;

    Import(DmaBuf buffer, Device device) {
      this.buffer = buffer;
      this.attachment = buffer.attach(device);
      this.sgt = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
    }

    int show(Tiler tiler, boolean rotate) {
      if (!rotate && sgt.contiguousSize() >= buffer.size()) {
        return 1;
      }
      return tiler.program(sgt);
    }

    @Override
    public void close() {
      buffer.unmapAttachment(attachment, sgt, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static final class FrameTiler implements Tiler {
    private long[] frames = {};

    @Override
    public int program(SgTable sgt) {
      Page[] pages = sgt.pages(); // expect: DMABUF_PAGE_ACCESS
      frames = new long[pages.length];
      for (int i = 0; i < pages.length; i++) {
        frames[i] = pages[i].pageFrameNumber(); // expect: DMABUF_PAGE_ACCESS
      }
      return frames.length;
    }
  }

  private static final class BlockTiler implements Tiler {
    private long[] blocks = {};

    @Override
    public int program(SgTable sgt) {
      blocks = sgt.dmaAddresses();
      return blocks.length;
    }
  }
}
