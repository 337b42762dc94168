package drivers;

import dev.pagewarden.dmabuf.Device;
import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.SgTable;
import java.nio.ByteBuffer;
import java.util.function.BiConsumer;
import support.Rig;

/**
 * gud reads imported framebuffers through the exporter's vmap; the twin fetches the damaged lines
 * with the copy-to-buffer helper, which copies out of the exporter's pages (case 46; rules I10,
 * I11).
 */
public final class GudFlush {
  private static final int LINE = 512;

  private GudFlush() {}

  /** Flushes some lines of a framebuffer through both copiers. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      Flusher old = new Flusher(buffer, new CopyHelper(Rig.device("gud")));
      Rig.expectFrame("gud", old.flush(0, 4));
      old.flush(3, 2);

      Flusher mended = new Flusher(buffer, GudFlush::copyMapped);
      Rig.expectFrame("gud mended", mended.flush(0, 4));
      mended.flush(3, 2);
    }
  }

  /** The driver's worker: knows lines and a bounce buffer, leaves the copy to somebody else. */
  private record Flusher(DmaBuf framebuffer, BiConsumer<DmaBuf, ByteBuffer> copier) {
    byte[] flush(int firstLine, int lines) {
      ByteBuffer bounce = ByteBuffer.allocate((firstLine + lines) * LINE);
      copier.accept(framebuffer, bounce);
      bounce.position(firstLine * LINE);
      return Rig.bytes(bounce, lines * LINE);
    }
  }

  private record CopyHelper(Device gud) implements BiConsumer<DmaBuf, ByteBuffer> {
    @Override
    public void accept(DmaBuf framebuffer, ByteBuffer bounce) {
      DmaBufAttachment attachment = framebuffer.attach(gud);
      SgTable table = framebuffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      table.copyTo(bounce); // expect: DMABUF_PAGE_ACCESS
      framebuffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      framebuffer.detach(attachment);
    }
  }

  private static void copyMapped(DmaBuf framebuffer, ByteBuffer bounce) {
    framebuffer.beginCpuAccess(DmaDirection.FROM_DEVICE);
    ByteBuffer mapping = framebuffer.vmap();
    bounce.put(Rig.bytes(mapping, bounce.remaining()));
    framebuffer.vunmap(mapping);
    framebuffer.endCpuAccess(DmaDirection.FROM_DEVICE);
  }
}
