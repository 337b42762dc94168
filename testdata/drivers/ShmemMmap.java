package drivers;

import dev.pagewarden.dmabuf.Device;
import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Page;
import dev.pagewarden.dmabuf.SgTable;
import dev.pagewarden.dmabuf.UserMapping;
import support.Rig;

/**
 * The shmem helper's own mmap path also served imported objects, inserting pages of the borrowed
 * table into user space; imports are now forwarded to the exporter's mmap (case 15; rule I12).
 */
public final class ShmemMmap {
  private ShmemMmap() {}

  /** Maps an own and an imported object into user space with both generations of the helper. */
  public static void main(String[] args) {
    Device panfrost = Rig.device("panfrost");
    check(ShmemObject.ofOwnPages(), new ShmemHelper());
    check(ShmemObject.ofOwnPages(), new ShmemHelperMended());
    try (DmaBuf buffer = Rig.buffer()) {
      check(ShmemObject.ofImport(buffer, panfrost), new ShmemHelper());
      check(ShmemObject.ofImport(buffer, panfrost), new ShmemHelperMended());
    }
  }

  private static void check(ShmemObject object, MmapHelper helper) {
    UserMapping user = new UserMapping(Rig.FRAME_BYTES);
    helper.mmap(object, user);
    Rig.expectFrame("shmem", Rig.bytes(user.view(), Rig.PAGE_SIZE));
    object.free();
  }

  /** What all drivers of the helper allocate: own pages, or an imported table. */
  private static final class ShmemObject {
    Page[] ownPages;
    DmaBuf importedFrom;
    DmaBufAttachment attachment;
    SgTable sgt;

    static ShmemObject ofOwnPages() {
      ShmemObject object = new ShmemObject();
      object.ownPages = Rig.ownPages(Rig.FRAME_BYTES / Rig.PAGE_SIZE);
      return object;
    }

    static ShmemObject ofImport(DmaBuf buffer, Device device) {
      ShmemObject object = new ShmemObject();
      object.importedFrom = buffer;
      object.attachment = buffer.attach(device);
      object.sgt = buffer.mapAttachment(object.attachment, DmaDirection.BIDIRECTIONAL);
      return object;
    }

    void free() {
      if (importedFrom != null) {
        importedFrom.unmapAttachment(attachment, sgt, DmaDirection.BIDIRECTIONAL);
        importedFrom.detach(attachment);
      }
    }
  }

  private interface MmapHelper {
    void mmap(ShmemObject object, UserMapping user);
  }

  private static final class ShmemHelper implements MmapHelper {
    @Override
    public void mmap(ShmemObject object, UserMapping user) {
      if (object.ownPages != null) {
        insertOwn(object, user);
      } else {
        insertImported(object, user);
      }
    }

    private void insertImported(ShmemObject object, UserMapping user) {
      long offset = 0;
      for (Page page : object.sgt.pages()) { // expect: DMABUF_PAGE_ACCESS
        user.insertPage(offset, page); // expect: DMABUF_PAGE_ACCESS
        offset += Rig.PAGE_SIZE;
      }
    }
  }

  private static final class ShmemHelperMended implements MmapHelper {
    @Override
    public void mmap(ShmemObject object, UserMapping user) {
      if (object.importedFrom != null) {
        object.importedFrom.mmap(user);
      } else {
        insertOwn(object, user);
      }
    }
  }

  private static void insertOwn(ShmemObject object, UserMapping user) {
    for (int i = 0; i < object.ownPages.length; i++) {
      user.insertPage((long) i * Rig.PAGE_SIZE, object.ownPages[i]);
    }
  }
}
