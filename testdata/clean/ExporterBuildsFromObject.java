package clean;

import dev.pagewarden.dmabuf.Device;
import dev.pagewarden.dmabuf.DmaApi;
import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaBufOps;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Page;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import java.util.ArrayList;
import java.util.List;
import support.Rig;

/**
 * A GPU driver exports its object by reading the pages of the object's list into the table it is
 * about to return, and drops them again from the table it gets back: both are its own (case 36).
 */
public final class ExporterBuildsFromObject {
  private ExporterBuildsFromObject() {}

  /** Exports an object, maps it twice at once, and counts the references afterwards. */
  public static void main(String[] args) {
    GemObject object = new GemObject();
    Device device = Rig.device("peer");
    try (DmaBuf buffer = DmaBuf.export(object, Rig.FRAME_BYTES, "gem")) {
      DmaBufAttachment first = buffer.attach(device);
      DmaBufAttachment second = buffer.attach(Rig.device("other"));
      SgTable one = buffer.mapAttachment(first, DmaDirection.TO_DEVICE);
      SgTable two = buffer.mapAttachment(second, DmaDirection.TO_DEVICE);
      Rig.check(one != two, "gem: one table for two attachments");
      Rig.expectFrame("gem", Rig.readByDma(device, one));
      buffer.unmapAttachment(second, two, DmaDirection.TO_DEVICE);
      buffer.unmapAttachment(first, one, DmaDirection.TO_DEVICE);
      buffer.detach(second);
      buffer.detach(first);
    }
    Rig.check(object.lentPages == 0, "gem: pages are still accounted as lent");
  }

  private static final class GemObject implements DmaBufOps {
    private final SgTable backing = Rig.ownTable();
    private int lentPages;

    @Override
    public SgTable mapDmaBuf(DmaBufAttachment attachment, DmaDirection direction) {
      List<Page> pages = new ArrayList<>();
      backing.forEachPage(page -> pages.add(lend(page)));
      SgTable table = SgTable.ofPages(pages);
      DmaApi.mapSgTable(attachment.device(), table, direction);
      return table;
    }

    private Page lend(Page page) {
      lentPages++;
      return page.get();
    }

    @Override
    public void unmapDmaBuf(DmaBufAttachment attachment, SgTable table, DmaDirection direction) {
      DmaApi.unmapSgTable(attachment.device(), table, direction);
      for (Page page : table.pages()) {
        page.markDirty();
        page.put();
        lentPages--;
      }
      table.free();
    }

    @Override
    public void release(DmaBuf buffer) {
      for (Scatterlist entry : backing) {
        entry.page().map().put(0, (byte) 0);
      }
    }
  }
}
