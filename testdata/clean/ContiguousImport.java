package clean;

import dev.pagewarden.dmabuf.Device;
import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.SgTable;
import support.Rig;

/**
 * A display helper for hardware that wants one run of memory: measures the run of DMA addresses and
 * keeps the first (case 42).
 */
public final class ContiguousImport {
  private ContiguousImport() {}

  /** Imports a contiguous framebuffer and reads a line in its middle. */
  public static void main(String[] args) {
    Device display = Rig.device("vc4");
    try (DmaBuf buffer = Rig.contiguousBuffer(Rig.FRAME_BYTES)) {
      try (Framebuffer framebuffer = Framebuffer.importFrom(buffer, display)) {
        byte[] lines = new byte[Rig.FRAME_BYTES];
        display.read(framebuffer.base(), lines);
        Rig.expectFrame("vc4", lines);
      }
    }
  }

  private record Framebuffer(DmaBuf buffer, DmaBufAttachment attachment, SgTable table, long base)
      implements AutoCloseable {

    static Framebuffer importFrom(DmaBuf buffer, Device display) {
      DmaBufAttachment attachment = buffer.attach(display);
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      if (table.contiguousSize() < buffer.size()) {
        buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
        buffer.detach(attachment);
        throw new IllegalArgumentException(buffer.name() + " is scattered");
      }
      return new Framebuffer(buffer, attachment, table, table.firstEntry().dmaAddress());
    }

    @Override
    public void close() {
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }
}
