package drivers;

import dev.pagewarden.dmabuf.Device;
import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import support.Rig;

/**
 * fastrpc takes the virtual address of an import's first entry as its CPU address, and the physical
 * one for secure maps because the hypervisor asks for it; both are the CPU side (case 23; rule I1).
 */
public final class FastrpcMap {
  private FastrpcMap() {}

  /** Creates an ordinary and a secure map of a buffer, the old and the new way. */
  public static void main(String[] args) {
    Session session = new Session(Rig.device("adsp"));
    try (DmaBuf buffer = Rig.contiguousBuffer(Rig.FRAME_BYTES)) {
      RpcMap plain = session.create(buffer, false);
      Rig.check(plain.va != 0 && plain.length == buffer.size(), "fastrpc: map without address");
      session.put(plain);
      RpcMap secure = session.create(buffer, true);
      Rig.check(secure.phys > 0, "fastrpc: secure map without address");
      session.put(secure);

      RpcMap mended = session.createMended(buffer);
      Rig.check(mended.length == buffer.size(), "fastrpc mended: length is wrong");
      session.put(mended);
    }
  }

  private static final class RpcMap {
    final DmaBuf buffer;
    DmaBufAttachment attachment;
    SgTable table;
    long va;
    long phys;
    long length;

    RpcMap(DmaBuf buffer) {
      this.buffer = buffer.get();
    }
  }

  private record Session(Device dsp) {
    RpcMap create(DmaBuf buffer, boolean secure) {
      RpcMap map = attach(buffer);
      if (secure) {
        map.phys = map.table.firstEntry().physicalAddress(); // expect: DMABUF_PAGE_ACCESS
      } else {
        map.phys = map.table.firstEntry().dmaAddress();
      }
      Scatterlist first = map.table.firstEntry();
      map.va = first.virtualAddress(); // expect: DMABUF_PAGE_ACCESS
      return map;
    }

    /** The mend: the DSP is told DMA addresses; who needs a CPU address asks the exporter. */
    RpcMap createMended(DmaBuf buffer) {
      RpcMap map = attach(buffer);
      map.phys = map.table.firstEntry().dmaAddress();
      return map;
    }

    private RpcMap attach(DmaBuf buffer) {
      RpcMap map = new RpcMap(buffer);
      map.attachment = buffer.attach(dsp);
      map.table = buffer.mapAttachment(map.attachment, DmaDirection.BIDIRECTIONAL);
      for (Scatterlist entry : map.table.dmaEntries()) {
        map.length += entry.dmaLength();
      }
      return map;
    }

    void put(RpcMap map) {
      map.buffer.unmapAttachment(map.attachment, map.table, DmaDirection.BIDIRECTIONAL);
      map.buffer.detach(map.attachment);
      map.buffer.close();
    }
  }
}
