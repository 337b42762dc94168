package drivers;

import dev.pagewarden.dmabuf.CacheOps;
import dev.pagewarden.dmabuf.Device;
import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.SgTable;
import java.util.ArrayList;
import java.util.List;
import support.Rig;

/**
 * i915 flushed imports with the same helpers as its own objects; the bad form flushes an import's
 * cache lines by its physical pages before a submit, which is the work of the exporter's brackets
 * (beside case 31; rule I10).
 */
public final class CacheFlush {
  private CacheFlush() {}

  /** Submits an own and an imported object with the old and the new domain change. */
  public static void main(String[] args) {
    Device gpu = Rig.device("gpu");
    try (DmaBuf buffer = Rig.buffer()) {
      Submit old = new Submit(new FlushEverything());
      old.add(new OwnObject(Rig.ownTable()));
      old.add(ImportedObject.of(buffer, gpu));
      old.run();

      Submit mended = new Submit(new FlushOwn());
      mended.add(new OwnObject(Rig.ownTable()));
      mended.add(ImportedObject.of(buffer, gpu));
      mended.run();
    }
  }

  /** How objects become visible to the GPU before a submit. */
  private interface DomainChange {
    void own(OwnObject object);

    void imported(ImportedObject object);
  }

  private interface GpuObject {
    void accept(DomainChange change);

    default void free() {}
  }

  private record OwnObject(SgTable table) implements GpuObject {
    @Override
    public void accept(DomainChange change) {
      change.own(this);
    }
  }

  private record ImportedObject(DmaBuf buffer, DmaBufAttachment attachment, SgTable table)
      implements GpuObject {
    static ImportedObject of(DmaBuf buffer, Device gpu) {
      DmaBufAttachment attachment = buffer.attach(gpu);
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      return new ImportedObject(buffer, attachment, table);
    }

    @Override
    public void accept(DomainChange change) {
      change.imported(this);
    }

    @Override
    public void free() {
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static final class Submit {
    private final DomainChange change;
    private final List<GpuObject> objects = new ArrayList<>();

    Submit(DomainChange change) {
      this.change = change;
    }

    void add(GpuObject object) {
      objects.add(object);
    }

    void run() {
      objects.forEach(object -> object.accept(change));
      objects.forEach(GpuObject::free);
    }
  }

  private static final class FlushEverything implements DomainChange {
    @Override
    public void own(OwnObject object) {
      CacheOps.flush(object.table());
    }

    @Override
    public void imported(ImportedObject object) {
      CacheOps.flush(object.table()); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static final class FlushOwn implements DomainChange {
    @Override
    public void own(OwnObject object) {
      CacheOps.flush(object.table());
    }

    @Override
    public void imported(ImportedObject object) {
      object.buffer().beginCpuAccess(DmaDirection.TO_DEVICE);
      object.buffer().endCpuAccess(DmaDirection.TO_DEVICE);
    }
  }
}
