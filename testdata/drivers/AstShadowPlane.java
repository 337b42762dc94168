package drivers;

import dev.pagewarden.dmabuf.Device;
import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.SgTable;
import java.nio.ByteBuffer;
import support.Rig;

/**
 * ast copies imported frames into its video memory from the shadow plane's vmap, which is right;
 * the twin does it page by page from a callback over the table (case 47; rules I1, I11).
 */
public final class AstShadowPlane {
  private AstShadowPlane() {}

  /** Updates the screen from an imported framebuffer with both planes. */
  public static void main(String[] args) {
    try (DmaBuf framebuffer = Rig.buffer()) {
      VideoMemory old = new VideoMemory();
      new TablePlane(Rig.device("ast"), old).update(framebuffer);
      Rig.expectFrame("ast", old.screen());

      VideoMemory mended = new VideoMemory();
      new ShadowPlane(mended).update(framebuffer);
      Rig.expectFrame("ast mended", mended.screen());
    }
  }

  /** The chip's own memory, written through a window. */
  private static final class VideoMemory {
    private final ByteBuffer window = ByteBuffer.allocate(Rig.FRAME_BYTES);

    void write(ByteBuffer lines) {
      window.put(lines);
    }

    byte[] screen() {
      return window.array();
    }
  }

  private record TablePlane(Device ast, VideoMemory vram) {
    void update(DmaBuf framebuffer) {
      DmaBufAttachment attachment = framebuffer.attach(ast);
      SgTable sgt = framebuffer.mapAttachment(attachment, DmaDirection.FROM_DEVICE);
      sgt.forEachPage( // expect: DMABUF_PAGE_ACCESS
          page -> {
            ByteBuffer lines = page.map(); // expect: DMABUF_PAGE_ACCESS
            vram.write(lines);
          });
      framebuffer.unmapAttachment(attachment, sgt, DmaDirection.FROM_DEVICE);
      framebuffer.detach(attachment);
    }
  }

  private record ShadowPlane(VideoMemory vram) {
    void update(DmaBuf framebuffer) {
      framebuffer.beginCpuAccess(DmaDirection.FROM_DEVICE);
      ByteBuffer mapping = framebuffer.vmap();
      vram.write(mapping.duplicate());
      framebuffer.vunmap(mapping);
      framebuffer.endCpuAccess(DmaDirection.FROM_DEVICE);
    }
  }
}
