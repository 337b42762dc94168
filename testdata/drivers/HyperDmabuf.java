package drivers;

import dev.pagewarden.dmabuf.Device;
import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.MemFd;
import dev.pagewarden.dmabuf.Page;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import support.Rig;

/**
 * hyper_dmabuf ran one page-extracting helper over its own table when it exported, which is its
 * right, and over a table mapped from somebody else's buffer, which is not (case 29; rule I1).
 */
public final class HyperDmabuf {
  private HyperDmabuf() {}

  /** Shares an own table, then a foreign buffer by its pages, then a foreign one by a memfd. */
  public static void main(String[] args) {
    Rig.check(OwnMemory.share() == 4, "hyper_dmabuf: own pages are missing");
    try (DmaBuf buffer = Rig.buffer()) {
      ForeignBuffer foreign = new ForeignBuffer(buffer, Rig.device("hyper"));
      Rig.check(foreign.shareByPages() > 0, "hyper_dmabuf: foreign pages are missing");
      Rig.check(foreign.shareByMemFd() == 4, "hyper_dmabuf mended: memfd pages are missing");
    }
  }

  /** The helper: right or wrong is decided by who calls it with whose table. */
  private static final class ExtractedPages {
    private final List<Page> pages = new ArrayList<>();

    static ExtractedPages of(SgTable table) {
      ExtractedPages extracted = new ExtractedPages();
      for (Scatterlist entry : table) {
        Page page = entry.page(); // expect: DMABUF_PAGE_ACCESS
        extracted.pages.add(page);
      }
      return extracted;
    }

    int count() {
      return pages.size();
    }
  }

  /** Exporter's role: the table is built from own pages, so that no mapping is involved. */
  private static final class OwnMemory {
    private OwnMemory() {}

    static int share() {
      List<SgTable> singles = new ArrayList<>();
      for (Page page : Rig.ownPages(4)) {
        singles.add(SgTable.ofPages(page));
      }
      return singles.stream().mapToInt(table -> ExtractedPages.of(table).count()).sum();
    }
  }

  /** Importer's role. */
  private record ForeignBuffer(DmaBuf buffer, Device device) {
    int shareByPages() {
      DmaBufAttachment attachment = buffer.attach(device);
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.BIDIRECTIONAL);
      int shared = ExtractedPages.of(table).count();
      buffer.unmapAttachment(attachment, table, DmaDirection.BIDIRECTIONAL);
      buffer.detach(attachment);
      return shared;
    }

    /** The mend: what goes to the other machine is a copy in a memfd. */
    int shareByMemFd() {
      try (MemFd transport = MemFd.create("hyper", buffer.size())) {
        buffer.beginCpuAccess(DmaDirection.FROM_DEVICE);
        ByteBuffer mapping = buffer.vmap();
        ByteBuffer rest = mapping.duplicate();
        transport.pages().forEach(page -> page.map().put(Rig.bytes(rest, Rig.PAGE_SIZE)));
        buffer.vunmap(mapping);
        buffer.endCpuAccess(DmaDirection.FROM_DEVICE);
        return transport.pages().size();
      }
    }
  }
}
