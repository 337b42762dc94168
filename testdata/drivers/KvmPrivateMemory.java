package drivers;

import dev.pagewarden.dmabuf.Device;
import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Page;
import dev.pagewarden.dmabuf.SgTable;
import java.util.ArrayList;
import java.util.List;
import support.Rig;

/**
 * A proposal for KVM wanted the frame numbers of an import for a guest's secure page tables; the
 * generic contract gives none, so that a hypervisor may take them only where the exporter has
 * agreed (case 32; rule I1).
 */
public final class KvmPrivateMemory {
  private KvmPrivateMemory() {}

  /** Backs a guest with a foreign buffer, without asking and with asking first. */
  public static void main(String[] args) {
    Device vcpu = Rig.device("kvm");
    try (DmaBuf heap = Rig.buffer();
        DmaBuf sharing = Rig.sharingBuffer(Rig.FRAME_BYTES)) {
      Rig.check(new FrameTaker().back(heap, vcpu) == 4, "kvm: frames are missing");
      Rig.check(new PoliteGuest().back(sharing, vcpu) == 4, "kvm mended: frames are missing");
      Rig.check(new PoliteGuest().back(heap, vcpu) == 0, "kvm mended: took without consent");
    }
  }

  private abstract static class Guest {
    final List<Long> frames = new ArrayList<>();

    final int back(DmaBuf buffer, Device vcpu) {
      DmaBufAttachment attachment = buffer.attach(vcpu);
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.BIDIRECTIONAL);
      try {
        take(buffer, attachment, table);
        return frames.size();
      } finally {
        buffer.unmapAttachment(attachment, table, DmaDirection.BIDIRECTIONAL);
        buffer.detach(attachment);
      }
    }

    abstract void take(DmaBuf buffer, DmaBufAttachment attachment, SgTable table);
  }

  private static final class FrameTaker extends Guest {
    @Override
    void take(DmaBuf buffer, DmaBufAttachment attachment, SgTable table) {
      for (Page page : table.pages()) { // expect: DMABUF_PAGE_ACCESS
        frames.add(page.pageFrameNumber()); // expect: DMABUF_PAGE_ACCESS
      }
    }
  }

  private static final class PoliteGuest extends Guest {
    @Override
    void take(DmaBuf buffer, DmaBufAttachment attachment, SgTable table) {
      if (buffer.sharesPages(attachment)) {
        for (Page page : table.pages()) {
          frames.add(page.pageFrameNumber());
        }
      }
    }
  }
}
