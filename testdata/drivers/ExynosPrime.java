package drivers;

import dev.pagewarden.dmabuf.Device;
import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Page;
import dev.pagewarden.dmabuf.SgTable;
import java.util.stream.IntStream;
import support.Rig;

/**
 * exynos judged whether an import was contiguous by comparing the frames of its page array; the
 * mend measures the run of DMA addresses and keeps no pages (case 27; rule I1).
 */
public final class ExynosPrime {
  private ExynosPrime() {}

  /** Imports a contiguous buffer with both checks, and a scattered one that may be refused. */
  public static void main(String[] args) {
    Device fimd = Rig.device("exynos-fimd");
    try (DmaBuf buffer = Rig.contiguousBuffer(Rig.FRAME_BYTES)) {
      Rig.check(importFramewise(buffer, fimd), "exynos: a contiguous buffer was refused");
      Rig.check(importByAddress(buffer, fimd), "exynos mended: a contiguous buffer was refused");
    }
  }

  private static boolean importFramewise(DmaBuf buffer, Device device) {
    DmaBufAttachment attachment = buffer.attach(device);
    SgTable sgt = buffer.mapAttachment(attachment, DmaDirection.BIDIRECTIONAL);
    try {
      return new PageRun(sgt.pages()).isContiguous(); // expect: DMABUF_PAGE_ACCESS
    } finally {
      buffer.unmapAttachment(attachment, sgt, DmaDirection.BIDIRECTIONAL);
      buffer.detach(attachment);
    }
  }

  /** The old object's page array and what it was used for. */
  private record PageRun(Page[] pages) {
    boolean isContiguous() {
      return IntStream.range(1, pages.length).allMatch(i -> frame(i) == frame(i - 1) + 1);
    }

    private long frame(int index) {
      return pages[index].pageFrameNumber(); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static boolean importByAddress(DmaBuf buffer, Device device) {
    DmaBufAttachment attachment = buffer.attach(device);
    SgTable sgt = buffer.mapAttachment(attachment, DmaDirection.BIDIRECTIONAL);
    try {
      return sgt.contiguousSize() >= buffer.size();
    } finally {
      buffer.unmapAttachment(attachment, sgt, DmaDirection.BIDIRECTIONAL);
      buffer.detach(attachment);
    }
  }
}
