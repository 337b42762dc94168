package drivers;

import dev.pagewarden.dmabuf.Device;
import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Page;
import dev.pagewarden.dmabuf.Pages;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import java.nio.ByteBuffer;
import support.Rig;

/**
 * etnaviv builds a page array for every imported object, so that whatever serves the object reads
 * the exporter's pages, although operations that forward to the exporter need no array (case 7;
 * rules I1, I11).
 */
public final class EtnavivGem {
  private EtnavivGem() {}

  /** Imports a texture, lets the GPU and the CPU read it, and lets it go. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      GemObject old = PrimeImport.withPageArray(buffer, Rig.device("etnaviv"));
      Rig.expectFrame("etnaviv", old.ops.vmap(old));
      old.release();

      GemObject mended = PrimeImport.withoutPageArray(buffer, Rig.device("etnaviv-mended"));
      Rig.expectFrame("etnaviv mended", mended.ops.vmap(mended));
      mended.release();
    }
  }

  /** What an object can do depends on where its memory comes from. */
  private interface GemOps {
    byte[] vmap(GemObject object);
  }

  private static final class GemObject {
    final DmaBuf buffer;
    final DmaBufAttachment attachment;
    final SgTable sgt;
    final GemOps ops;
    Page[] pages;

    GemObject(DmaBuf buffer, DmaBufAttachment attachment, GemOps ops) {
      this.buffer = buffer;
      this.attachment = attachment;
      this.sgt = buffer.mapAttachment(attachment, DmaDirection.BIDIRECTIONAL);
      this.ops = ops;
    }

    void release() {
      buffer.unmapAttachment(attachment, sgt, DmaDirection.BIDIRECTIONAL);
      buffer.detach(attachment);
    }
  }

  private static final class PrimeImport {
    private PrimeImport() {}

    static GemObject withPageArray(DmaBuf buffer, Device gpu) {
      GemObject object = new GemObject(buffer, buffer.attach(gpu), PrimeImport::vmapPages);
      object.pages = new Page[(int) (buffer.size() / Rig.PAGE_SIZE)];
      int filled = 0;
      for (Scatterlist entry = object.sgt.firstEntry(); entry != null; entry = entry.next()) {
        object.pages[filled++] = entry.page(); // expect: DMABUF_PAGE_ACCESS
      }
      return object;
    }

    static GemObject withoutPageArray(DmaBuf buffer, Device gpu) {
      return new GemObject(buffer, buffer.attach(gpu), PrimeImport::vmapBuffer);
    }

    private static byte[] vmapPages(GemObject object) {
      ByteBuffer mapping = Pages.vmap(object.pages); // expect: DMABUF_PAGE_ACCESS
      return Rig.bytes(mapping, Rig.PAGE_SIZE);
    }

    private static byte[] vmapBuffer(GemObject object) {
      object.buffer.beginCpuAccess(DmaDirection.FROM_DEVICE);
      ByteBuffer mapping = object.buffer.vmap();
      byte[] seen = Rig.bytes(mapping, Rig.PAGE_SIZE);
      object.buffer.vunmap(mapping);
      object.buffer.endCpuAccess(DmaDirection.FROM_DEVICE);
      return seen;
    }
  }
}
