package drivers;

import dev.pagewarden.dmabuf.Device;
import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Page;
import dev.pagewarden.dmabuf.SgTable;
import support.Rig;

/**
 * The shmem helper's vmap went through pin, get-pages and a reference per page for every object,
 * imported ones too, so a chain of innocent helpers ended in the exporter's page counts (case 19;
 * rule I1).
 */
public final class ShmemPinChain {
  private ShmemPinChain() {}

  /** Calls vmap on an own and on an imported object, through the old chain and the new one. */
  public static void main(String[] args) {
    Device v3d = Rig.device("v3d");
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(v3d);
      SgTable imported = buffer.mapAttachment(attachment, DmaDirection.BIDIRECTIONAL);

      ShmemObject old = new ShmemObject(imported, buffer);
      Rig.check(old.vmapPinned() > 0, "shmem: nothing was pinned");
      old.vunmapPinned();

      MendedObject mended = new MendedObject(imported, buffer);
      Rig.check(mended.vmap() == 0, "shmem mended: an import was pinned");
      mended.vunmap();

      buffer.unmapAttachment(attachment, imported, DmaDirection.BIDIRECTIONAL);
      buffer.detach(attachment);
    }

    MendedObject own = new MendedObject(Rig.ownTable(), null);
    Rig.check(own.vmap() > 0, "shmem mended: own pages were not pinned");
    own.vunmap();
  }

  private static final class ShmemObject {
    private final SgTable sgt;
    private final DmaBuf importedFrom;
    private Page[] pages;

    ShmemObject(SgTable sgt, DmaBuf importedFrom) {
      this.sgt = sgt;
      this.importedFrom = importedFrom;
    }

    int vmapPinned() {
      pin();
      Rig.check(importedFrom.size() > 0, "shmem: empty import");
      return pages.length;
    }

    private void pin() {
      getPagesLocked();
    }

    private void getPagesLocked() {
      pages = collect(sgt);
      for (Page page : pages) {
        page.get(); // expect: DMABUF_PAGE_ACCESS
      }
    }

    void vunmapPinned() {
      for (Page page : pages) {
        page.put(); // expect: DMABUF_PAGE_ACCESS
      }
    }

    private static Page[] collect(SgTable table) {
      return table.pages(); // expect: DMABUF_PAGE_ACCESS
    }
  }

  /** After the mend the page helpers are called on the native branch only. */
  private static final class MendedObject {
    private final SgTable sgt;
    private final DmaBuf importedFrom;
    private int pinned;

    MendedObject(SgTable sgt, DmaBuf importedFrom) {
      this.sgt = sgt;
      this.importedFrom = importedFrom;
    }

    int vmap() {
      pinned = importedFrom != null ? 0 : sgt.nents();
      return pinned;
    }

    void vunmap() {
      pinned = 0;
    }
  }
}
