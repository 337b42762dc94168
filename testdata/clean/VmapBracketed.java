package clean;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaDirection;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import support.Rig;

/** A CPU-only importer: the exporter's vmap within CPU-access brackets, and no table at all. */
public final class VmapBracketed {
  private VmapBracketed() {}

  /** Inverts a picture in place and looks at the result. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      withCpuAccess(buffer, DmaDirection.BIDIRECTIONAL, VmapBracketed::invert);
      withCpuAccess(buffer, DmaDirection.BIDIRECTIONAL, VmapBracketed::invert);
      withCpuAccess(
          buffer,
          DmaDirection.FROM_DEVICE,
          frame -> Rig.expectFrame("vmap", Rig.bytes(frame, Rig.FRAME_BYTES)));
    }
  }

  private static void withCpuAccess(
      DmaBuf buffer, DmaDirection direction, Consumer<ByteBuffer> work) {
    buffer.beginCpuAccess(direction);
    try {
      ByteBuffer mapping = buffer.vmap();
      try {
        work.accept(mapping.duplicate());
      } finally {
        buffer.vunmap(mapping);
      }
    } finally {
      buffer.endCpuAccess(direction);
    }
  }

  private static void invert(ByteBuffer frame) {
    for (int i = 0; i < frame.limit(); i++) {
      frame.put(i, (byte) ~frame.get(i));
    }
  }
}
