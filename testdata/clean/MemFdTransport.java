package clean;

import dev.pagewarden.dmabuf.MemFd;
import dev.pagewarden.dmabuf.Page;
import dev.pagewarden.dmabuf.Pages;
import dev.pagewarden.dmabuf.SgTable;
import java.util.List;
import support.Rig;

/** Two parties that do want to hand pages over use a memfd, whose pages are both parties'. */
public final class MemFdTransport {
  private MemFdTransport() {}

  /** A producer fills the memory page by page, a consumer maps it whole. */
  public static void main(String[] args) {
    try (MemFd memory = MemFd.create("transport", Rig.FRAME_BYTES)) {
      new Producer(memory.pages()).fill(Rig.frame(Rig.FRAME_BYTES));
      Rig.expectFrame("memfd", new Consumer(memory).read());
    }
  }

  private record Producer(List<Page> pages) {
    void fill(byte[] frame) {
      int done = 0;
      for (Page page : pages) {
        page.map().put(frame, done, Rig.PAGE_SIZE);
        page.markDirty();
        done += Rig.PAGE_SIZE;
      }
    }
  }

  private record Consumer(MemFd memory) {
    byte[] read() {
      SgTable table = SgTable.ofPages(memory.pages());
      return Rig.bytes(Pages.vmap(table.pages()), Rig.FRAME_BYTES);
    }
  }
}
