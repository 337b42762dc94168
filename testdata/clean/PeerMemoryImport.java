package clean;

import dev.pagewarden.dmabuf.Device;
import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.ImporterOps;
import dev.pagewarden.dmabuf.SgTable;
import java.util.Arrays;
import support.Rig;

/**
 * An importer that promises to live without pages reads another device's memory by DMA addresses;
 * there would be nothing to touch (rule I13, case 49).
 */
public final class PeerMemoryImport implements ImporterOps {
  private PeerMemoryImport() {}

  /** Writes a peer's memory by DMA and reads it back. */
  public static void main(String[] args) {
    Device nic = Rig.device("nic");
    try (DmaBuf memory = Rig.peerBuffer(Rig.FRAME_BYTES)) {
      DmaBufAttachment attachment = memory.attachDynamic(nic, new PeerMemoryImport());
      memory.resv().lock();
      try {
        SgTable table = memory.mapAttachment(attachment, DmaDirection.BIDIRECTIONAL);
        byte[] packet = new byte[256];
        Arrays.fill(packet, (byte) 0x77);
        nic.write(table.firstEntry().dmaAddress(), packet);
        byte[] back = Arrays.copyOf(Rig.readByDma(nic, table), packet.length);
        Rig.check(Arrays.equals(packet, back), "peer: the packet was lost");
        memory.unmapAttachment(attachment, table, DmaDirection.BIDIRECTIONAL);
      } finally {
        memory.resv().unlock();
      }
      memory.detach(attachment);
    }
  }

  @Override
  public void moveNotify(DmaBufAttachment attachment) {
    // The mapping lives no longer than the lock is held.
  }

  @Override
  public boolean allowPeer2Peer() {
    return true;
  }
}
