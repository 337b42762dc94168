package drivers;

import dev.pagewarden.dmabuf.Device;
import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Pages;
import dev.pagewarden.dmabuf.SgTable;
import java.nio.ByteBuffer;
import support.Rig;

/**
 * vb2's scatter-gather queue takes the exporter's vmap for the CPU address of an imported plane;
 * the twin maps the table's pages, the way the queue does for user memory (case 43; rule I11).
 */
public final class Vb2DmaSg {
  private Vb2DmaSg() {}

  /** Streams one imported plane through the memory operations in both forms. */
  public static void main(String[] args) {
    Device codec = Rig.device("vb2-dma-sg");
    try (DmaBuf buffer = Rig.buffer()) {
      stream(new PageVaddr(), buffer, codec);
      stream(new BufferVaddr(), buffer, codec);
    }
  }

  private static void stream(MemOps ops, DmaBuf buffer, Device codec) {
    MediaBuffer plane = new MediaBuffer(buffer, codec);
    plane.mapDmabuf();
    Rig.expectFrame("vb2", Rig.readByDma(codec, plane.cookie()));
    ByteBuffer address = ops.vaddr(plane);
    Rig.expectFrame("vb2", Rig.bytes(address.duplicate(), Rig.PAGE_SIZE));
    ops.put(plane, address);
    plane.unmapDmabuf();
    plane.detach();
  }

  private static final class MediaBuffer {
    final DmaBuf buffer;
    private final DmaBufAttachment attachment;
    private SgTable sgt;

    MediaBuffer(DmaBuf buffer, Device device) {
      this.buffer = buffer;
      this.attachment = buffer.attach(device);
    }

    void mapDmabuf() {
      sgt = buffer.mapAttachment(attachment, DmaDirection.BIDIRECTIONAL);
    }

    /** What drivers of such a queue get as an opaque handle: the table. */
    SgTable cookie() {
      return sgt;
    }

    void unmapDmabuf() {
      buffer.unmapAttachment(attachment, sgt, DmaDirection.BIDIRECTIONAL);
      sgt = null;
    }

    void detach() {
      buffer.detach(attachment);
    }
  }

  private interface MemOps {
    ByteBuffer vaddr(MediaBuffer plane);

    void put(MediaBuffer plane, ByteBuffer address);
  }

  private static final class PageVaddr implements MemOps {
    @Override
    public ByteBuffer vaddr(MediaBuffer plane) {
      var pages = plane.cookie().pages(); // expect: DMABUF_PAGE_ACCESS
      return Pages.vmap(pages); // expect: DMABUF_PAGE_ACCESS
    }

    @Override
    public void put(MediaBuffer plane, ByteBuffer address) {
      address.clear();
    }
  }

  private static final class BufferVaddr implements MemOps {
    @Override
    public ByteBuffer vaddr(MediaBuffer plane) {
      plane.buffer.beginCpuAccess(DmaDirection.BIDIRECTIONAL);
      return plane.buffer.vmap();
    }

    @Override
    public void put(MediaBuffer plane, ByteBuffer address) {
      plane.buffer.vunmap(address);
      plane.buffer.endCpuAccess(DmaDirection.BIDIRECTIONAL);
    }
  }
}
