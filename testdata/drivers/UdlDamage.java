package drivers;

import dev.pagewarden.dmabuf.Device;
import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.MappingIterator;
import dev.pagewarden.dmabuf.SgTable;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import support.Rig;

/**
 * udl held on to pages of imported framebuffers before it asked for their vmap; the bad form walks
 * the table's memory to send damage over USB, the mend reads the exporter's vmap inside CPU-access
 * brackets (cases 18, 46; rules I10, I11).
 */
public final class UdlDamage {
  private UdlDamage() {}

  /** Sends the same damage twice and compares what went over the wire. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      UsbPipe old = new UsbPipe();
      new PageWalker(Rig.device("udl"), old).damage(buffer);
      Rig.expectFrame("udl", old.sent());

      UsbPipe mended = new UsbPipe();
      new Blitter(mended).damage(buffer);
      Rig.expectFrame("udl mended", mended.sent());
    }
  }

  /** What the display at the other end of the cable receives. */
  private static final class UsbPipe {
    private final ByteArrayOutputStream wire = new ByteArrayOutputStream();

    void bulk(byte[] transfer) {
      wire.writeBytes(transfer);
    }

    byte[] sent() {
      return wire.toByteArray();
    }
  }

  private record PageWalker(Device udl, UsbPipe pipe) {
    void damage(DmaBuf framebuffer) {
      DmaBufAttachment attachment = framebuffer.attach(udl);
      SgTable table = framebuffer.mapAttachment(attachment, DmaDirection.FROM_DEVICE);
      try (MappingIterator walk = table.mappingIterator()) { // expect: DMABUF_PAGE_ACCESS
        while (walk.next()) {
          ByteBuffer line = walk.buffer(); // expect: DMABUF_PAGE_ACCESS
          pipe.bulk(Rig.bytes(line, line.remaining()));
        }
      }
      framebuffer.unmapAttachment(attachment, table, DmaDirection.FROM_DEVICE);
      framebuffer.detach(attachment);
    }
  }

  private record Blitter(UsbPipe pipe) {
    void damage(DmaBuf framebuffer) {
      framebuffer.beginCpuAccess(DmaDirection.FROM_DEVICE);
      ByteBuffer mapping = framebuffer.vmap();
      ByteBuffer lines = mapping.duplicate();
      while (lines.hasRemaining()) {
        pipe.bulk(Rig.bytes(lines, Rig.PAGE_SIZE));
      }
      framebuffer.vunmap(mapping);
      framebuffer.endCpuAccess(DmaDirection.FROM_DEVICE);
    }
  }
}
