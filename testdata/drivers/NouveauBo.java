package drivers;

import dev.pagewarden.dmabuf.Device;
import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Page;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import dev.pagewarden.dmabuf.UserMapping;
import java.util.ArrayList;
import java.util.List;
import support.Rig;

/**
 * nouveau's populate kept the pages of the imported table because its page-fault handler wanted
 * them, and so put the exporter's pages into user space itself (case 3; rules I1, I12).
 */
public final class NouveauBo {
  private NouveauBo() {}

  /** Populates a buffer object and serves its page faults, the old and the new way. */
  public static void main(String[] args) {
    for (boolean mended : new boolean[] {false, true}) {
      try (DmaBuf buffer = Rig.contiguousBuffer(Rig.FRAME_BYTES)) {
        BufferObject bo =
            mended
                ? new ForwardingObject(buffer, Rig.device("nouveau"))
                : new PageObject(buffer, Rig.device("nouveau"));
        bo.populate();
        UserMapping user = new UserMapping(buffer.size());
        bo.map(user);
        Rig.expectFrame("nouveau", Rig.bytes(user.view(), Rig.PAGE_SIZE));
        bo.unpopulate();
      }
    }
  }

  private abstract static class BufferObject {
    final DmaBuf buffer;
    final DmaBufAttachment attachment;
    SgTable sg;

    BufferObject(DmaBuf buffer, Device device) {
      this.buffer = buffer;
      this.attachment = buffer.attach(device);
    }

    void populate() {
      sg = buffer.mapAttachment(attachment, DmaDirection.BIDIRECTIONAL);
    }

    void unpopulate() {
      buffer.unmapAttachment(attachment, sg, DmaDirection.BIDIRECTIONAL);
      buffer.detach(attachment);
    }

    abstract void map(UserMapping user);
  }

  /** As it was: the table's pages are remembered at populate and inserted on fault. */
  private static final class PageObject extends BufferObject {
    private final List<Page> backing = new ArrayList<>();

    PageObject(DmaBuf buffer, Device device) {
      super(buffer, device);
    }

    @Override
    void populate() {
      super.populate();
      for (Scatterlist entry : sg) {
        Page head = entry.page(); // expect: DMABUF_PAGE_ACCESS
        for (int i = 0; i < entry.dmaLength() / Rig.PAGE_SIZE; i++) {
          backing.add(head.nth(i)); // expect: DMABUF_PAGE_ACCESS
        }
      }
    }

    @Override
    void map(UserMapping user) {
      for (int i = 0; i < backing.size(); i++) {
        fault(user, i);
      }
    }

    private void fault(UserMapping user, int index) {
      Page page = backing.get(index);
      user.insertPage((long) index * Rig.PAGE_SIZE, page); // expect: DMABUF_PAGE_ACCESS
    }
  }

  /** After the mend: user space is served by the exporter. */
  private static final class ForwardingObject extends BufferObject {
    ForwardingObject(DmaBuf buffer, Device device) {
      super(buffer, device);
    }

    @Override
    void map(UserMapping user) {
      buffer.mmap(user);
    }
  }
}
