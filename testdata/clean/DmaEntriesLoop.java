package clean;

import dev.pagewarden.dmabuf.Device;
import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import support.Rig;

/** A DMA engine turns the entries of an import into descriptors, by loop and by linked walk. */
public final class DmaEntriesLoop {
  private DmaEntriesLoop() {}

  /** Copies an imported buffer into another one by descriptors. */
  public static void main(String[] args) {
    Device engine = Rig.device("dma-engine");
    try (DmaBuf source = Rig.buffer();
        DmaBuf target = Rig.buffer()) {
      Channel in = new Channel(source, engine, DmaDirection.TO_DEVICE);
      Channel out = new Channel(target, engine, DmaDirection.FROM_DEVICE);
      List<Descriptor> reads = in.byLoop();
      Rig.check(reads.equals(in.byWalk()), "dma-engine: loop and walk disagree");
      for (Descriptor read : reads) {
        byte[] burst = new byte[(int) read.bytes()];
        engine.read(read.address(), burst);
        Rig.check(burst.length > 0, "dma-engine: empty burst");
      }
      out.fill((byte) 0x11);
      Rig.check(Rig.readByDma(engine, out.table)[5] == 0x11, "dma-engine: nothing arrived");
      in.close();
      out.close();
    }
  }

  private record Descriptor(long address, long bytes) {}

  private static final class Channel {
    private final DmaBuf buffer;
    private final Device engine;
    private final DmaDirection direction;
    private final DmaBufAttachment attachment;
    private final SgTable table;

    Channel(DmaBuf buffer, Device engine, DmaDirection direction) {
      this.buffer = buffer;
      this.engine = engine;
      this.direction = direction;
      this.attachment = buffer.attach(engine);
      this.table = buffer.mapAttachment(attachment, direction);
    }

    List<Descriptor> byLoop() {
      List<Descriptor> descriptors = new ArrayList<>();
      for (Scatterlist entry : table.dmaEntries()) {
        descriptors.add(new Descriptor(entry.dmaAddress(), entry.dmaLength()));
      }
      return descriptors;
    }

    /** The DMA segments are the first {@code nents} entries. */
    List<Descriptor> byWalk() {
      List<Descriptor> descriptors = new ArrayList<>();
      Scatterlist entry = table.firstEntry();
      for (int left = table.nents(); left > 0; left--) {
        descriptors.add(new Descriptor(entry.dmaAddress(), entry.dmaLength()));
        entry = entry.next();
      }
      return descriptors;
    }

    void fill(byte value) {
      for (Descriptor descriptor : byLoop()) {
        byte[] burst = new byte[(int) descriptor.bytes()];
        Arrays.fill(burst, value);
        engine.write(descriptor.address(), burst);
      }
    }

    void close() {
      buffer.unmapAttachment(attachment, table, direction);
      buffer.detach(attachment);
    }
  }
}
