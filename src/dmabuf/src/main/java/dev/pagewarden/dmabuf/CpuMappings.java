package dev.pagewarden.dmabuf;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A buffer's CPU mapping, which the exporter makes once for all its users; {@code dma_buf_vmap}
 * counts them. All calls come with the reservation lock held.
 */
final class CpuMappings {
  private final DmaBuf buffer;
  private final List<ByteBuffer> handedOut = new ArrayList<>();
  private ByteBuffer mapping;

  CpuMappings(DmaBuf buffer) {
    this.buffer = buffer;
  }

  ByteBuffer map() {
    if (handedOut.isEmpty()) {
      mapping = ExporterRules.requireWhole(buffer.ops().vmap(buffer), buffer);
    }
    ByteBuffer view = mapping.slice(mapping.position(), (int) buffer.size());
    handedOut.add(view);
    return view;
  }

  void unmap(ByteBuffer view) {
    if (!handedOut.removeIf(each -> each == view)) {
      throw new UnbalancedVunmapException(
          buffer.subject(),
          "vunmap of a mapping that is not out",
          "pass vunmap() the very buffer that vmap() returned, once");
    }
    if (handedOut.isEmpty()) {
      ByteBuffer last = mapping;
      mapping = null;
      buffer.ops().vunmap(buffer, last);
    }
  }
}
