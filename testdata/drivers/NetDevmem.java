package drivers;

import dev.pagewarden.dmabuf.Device;
import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.DmaPageIterator;
import dev.pagewarden.dmabuf.Page;
import dev.pagewarden.dmabuf.SgTable;
import java.util.ArrayDeque;
import java.util.Queue;
import support.Rig;

/**
 * The receive pools of net devmem keep DMA addresses of a bound buffer only, as its reviewers made
 * sure; the twin is what they feared, a pool of the buffer's pages (case 40; rule I1).
 */
public final class NetDevmem {
  private static final int HEADER = 64;

  private NetDevmem() {}

  /** Receives a packet into a bound buffer, with a pool of pages and with one of addresses. */
  public static void main(String[] args) {
    Device nic = Rig.device("gve");
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(nic);
      SgTable sgt = buffer.mapAttachment(attachment, DmaDirection.FROM_DEVICE);
      Rig.expectFrame("devmem", new PagePool(sgt).receiveHeader());
      Rig.expectFrame("devmem mended", new AddressPool(sgt, nic).receiveHeader());
      buffer.unmapAttachment(attachment, sgt, DmaDirection.FROM_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static final class PagePool {
    private final Queue<Page> free = new ArrayDeque<>();

    PagePool(SgTable binding) {
      for (Page page : binding.pages()) { // expect: DMABUF_PAGE_ACCESS
        free.offer(page);
      }
    }

    byte[] receiveHeader() {
      Page page = free.poll();
      byte[] header = Rig.bytes(page.map(), HEADER); // expect: DMABUF_PAGE_ACCESS
      free.offer(page);
      return header;
    }
  }

  private static final class AddressPool {
    private final Queue<Long> free = new ArrayDeque<>();
    private final Device nic;

    AddressPool(SgTable binding, Device nic) {
      this.nic = nic;
      DmaPageIterator blocks = binding.dmaPages();
      while (blocks.hasNext()) {
        free.offer(blocks.next());
      }
    }

    /** The card splits headers off into memory of the host's own. */
    byte[] receiveHeader() {
      long block = free.remove();
      byte[] header = new byte[HEADER];
      nic.read(block, header);
      free.offer(block);
      return header;
    }
  }
}
