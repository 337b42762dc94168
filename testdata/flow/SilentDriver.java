package flow;

import dev.pagewarden.dmabuf.Device;
import dev.pagewarden.dmabuf.DmaApi;
import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import support.Rig;

/** A whole driver by the book: objects, cache, jobs, faults, statistics; nothing of it peeks. */
public final class SilentDriver {
  /** Where the device sees a buffer. */
  private record Span(long address, long length) {}

  /** A buffer object, the driver's own or an import. */
  private abstract static class BufferObject implements AutoCloseable {
    private final int handle;

    BufferObject(int handle) {
      this.handle = handle;
    }

    int handle() {
      return handle;
    }

    abstract List<Span> spans();

    abstract int firstByte();

    @Override
    public abstract void close();
  }

  /** The driver's own memory, whose pages are its own. */
  private static final class OwnObject extends BufferObject {
    private final Device device;
    private final SgTable table = Rig.ownTable();

    OwnObject(int handle, Device device) {
      super(handle);
      this.device = device;
      DmaApi.mapSgTable(device, table, DmaDirection.BIDIRECTIONAL);
    }

    @Override
    List<Span> spans() {
      return spansOf(table);
    }

    @Override
    int firstByte() {
      DmaApi.syncForCpu(device, table, DmaDirection.BIDIRECTIONAL);
      ByteBuffer bytes = table.firstEntry().page().map();
      return bytes.get(0);
    }

    @Override
    public void close() {
      DmaApi.unmapSgTable(device, table, DmaDirection.BIDIRECTIONAL);
    }
  }

  /** Somebody else's memory, by its DMA side and through the exporter's vmap. */
  private static final class ImportedObject extends BufferObject {
    private final DmaBuf buffer;
    private final DmaBufAttachment attachment;
    private final SgTable table;

    ImportedObject(int handle, DmaBuf buffer, Device device) {
      super(handle);
      this.buffer = buffer;
      this.attachment = buffer.attach(device);
      this.table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
    }

    @Override
    List<Span> spans() {
      return spansOf(table);
    }

    @Override
    int firstByte() {
      buffer.beginCpuAccess(DmaDirection.FROM_DEVICE);
      ByteBuffer mapping = buffer.vmap();
      try {
        return mapping.get(0);
      } finally {
        buffer.vunmap(mapping);
        buffer.endCpuAccess(DmaDirection.FROM_DEVICE);
      }
    }

    @Override
    public void close() {
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  /** The driver's objects by handle. */
  private static final class ObjectTable implements AutoCloseable {
    private final Map<Integer, BufferObject> byHandle = new TreeMap<>();

    <T extends BufferObject> T add(T object) {
      byHandle.put(object.handle(), object);
      return object;
    }

    BufferObject find(int handle) {
      return Optional.ofNullable(byHandle.get(handle)).orElseThrow();
    }

    @Override
    public void close() {
      byHandle.values().forEach(BufferObject::close);
      byHandle.clear();
    }
  }

  private SilentDriver() {}

  /** Runs jobs on an own object and on an import. */
  public static void main(String[] args) {
    Device device = Rig.device("silent-driver");
    try (DmaBuf buffer = Rig.buffer();
        ObjectTable objects = new ObjectTable()) {
      objects.add(new OwnObject(1, device));
      objects.add(new ImportedObject(2, buffer, device));
      for (int handle = 1; handle <= 2; handle++) {
        BufferObject object = objects.find(handle);
        acceptsJob(device, object);
        Rig.check(object.firstByte() == Rig.frame(1)[0], "the frame's first byte");
      }
    }
  }

  private static List<Span> spansOf(SgTable table) {
    List<Span> spans = new ArrayList<>();
    for (Scatterlist entry : table.dmaEntries()) {
      spans.add(new Span(entry.dmaAddress(), entry.dmaLength()));
    }
    return spans;
  }

  private static void acceptsJob(Device device, BufferObject object) {
    ByteBuffer frame = ByteBuffer.allocate(Rig.FRAME_BYTES);
    for (Span span : object.spans()) {
      byte[] part = new byte[(int) span.length()];
      device.read(span.address(), part);
      frame.put(part);
    }
    Rig.expectFrame("silent-driver", frame.array());
  }
}
