package drivers;

import dev.pagewarden.dmabuf.Device;
import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Page;
import dev.pagewarden.dmabuf.SgTable;
import java.util.ArrayDeque;
import java.util.Deque;
import support.Rig;

/**
 * msm builds a page array for an import; once pages of an import are treated like own ones,
 * references and dirty marks land in the exporter's accounts (case 8; rule I1).
 */
public final class MsmGem {
  private MsmGem() {}

  /** Imports a buffer into a GPU with least-recently-used lists, the old and the new way. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      GpuMemory old = new GpuMemory(Rig.device("msm"));
      ImportedPages pages = new ImportedPages(old, buffer);
      old.submitAll();
      pages.purge();

      GpuMemory mended = new GpuMemory(Rig.device("msm-mended"));
      ImportedBuffer whole = new ImportedBuffer(mended, buffer);
      mended.submitAll();
      whole.purge();
    }
  }

  /** Something the GPU may use in a submit and that has to say so. */
  private interface Resident {
    void touched();
  }

  private static final class GpuMemory {
    final Device gpu;
    private final Deque<Resident> used = new ArrayDeque<>();

    GpuMemory(Device gpu) {
      this.gpu = gpu;
    }

    void add(Resident resident) {
      used.addLast(resident);
    }

    void submitAll() {
      used.forEach(Resident::touched);
    }
  }

  private static final class ImportedPages implements Resident {
    private final DmaBuf buffer;
    private final DmaBufAttachment attachment;
    private final SgTable sgt;
    private final Page[] pages;

    ImportedPages(GpuMemory memory, DmaBuf buffer) {
      this.buffer = buffer;
      this.attachment = buffer.attach(memory.gpu);
      this.sgt = buffer.mapAttachment(attachment, DmaDirection.BIDIRECTIONAL);
      this.pages = sgt.pages(); // expect: DMABUF_PAGE_ACCESS
      for (int i = 0; i < pages.length; i++) {
        pages[i].get(); // expect: DMABUF_PAGE_ACCESS
      }
      memory.add(this);
    }

    @Override
    public void touched() {
      for (Page page : pages) {
        page.markDirty(); // expect: DMABUF_PAGE_ACCESS
      }
    }

    void purge() {
      for (Page page : pages) {
        page.put(); // expect: DMABUF_PAGE_ACCESS
      }
      buffer.unmapAttachment(attachment, sgt, DmaDirection.BIDIRECTIONAL);
      buffer.detach(attachment);
    }
  }

  /** After the mend the buffer as a whole is what is referenced. */
  private static final class ImportedBuffer implements Resident {
    private final DmaBuf buffer;
    private final DmaBufAttachment attachment;
    private final SgTable sgt;
    private final Device gpu;
    private int submits;

    ImportedBuffer(GpuMemory memory, DmaBuf buffer) {
      this.gpu = memory.gpu;
      this.buffer = buffer.get();
      this.attachment = buffer.attach(gpu);
      this.sgt = buffer.mapAttachment(attachment, DmaDirection.BIDIRECTIONAL);
      memory.add(this);
    }

    @Override
    public void touched() {
      submits++;
      Rig.expectFrame("msm mended", Rig.readByDma(gpu, sgt));
    }

    void purge() {
      Rig.check(submits == 1, "msm mended: one submit was expected");
      buffer.unmapAttachment(attachment, sgt, DmaDirection.BIDIRECTIONAL);
      buffer.detach(attachment);
      buffer.close();
    }
  }
}
