package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.SgTable;
import java.util.List;
import library.Camera;
import library.FrameSource;
import support.Rig;

/** Programs that map nothing themselves: a dependency does, and what it hands out is imported. */
public final class CallImporters {
  /** Is handed each frame by the dependency's class that it extends. */
  private static final class Recorder extends Camera {
    private int pages;

    Recorder(DmaBufAttachment attachment) {
      super(attachment);
    }

    @Override
    protected void filmed(SgTable frame) {
      pages += frame.pages().length; // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static final class Viewfinder extends Camera {
    private final List<SgTable> own = List.of(Rig.ownTable());
    private long addresses;

    Viewfinder(DmaBufAttachment attachment) {
      super(attachment);
    }

    @Override
    protected void filmed(SgTable frame) {
      addresses += frame.dmaAddresses().length + own.get(0).pages().length;
    }
  }

  private CallImporters() {}

  /** Lets the dependency import for every variant. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("call-importers"));
      reportsTableOfDependency(attachment);
      reportsTableMappedFurtherDown(attachment);
      acceptsAddressesAndOwnTable(attachment);
      reportsHandedToOverride(attachment);
      acceptsHandedToOverride(attachment);
      buffer.detach(attachment);
    }
  }

  private static void reportsTableOfDependency(DmaBufAttachment attachment) {
    try (FrameSource source = FrameSource.open(attachment)) {
      SgTable table = source.table();
      Rig.check(table.pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void reportsTableMappedFurtherDown(DmaBufAttachment attachment) {
    try (Camera camera = new Camera(attachment)) {
      Rig.check(camera.film().pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void acceptsAddressesAndOwnTable(DmaBufAttachment attachment) {
    try (Camera camera = new Camera(attachment)) {
      Rig.check(camera.film().dmaAddresses().length == 4, "four addresses");
      Rig.check(Rig.ownTable().pages().length == 4, "four pages");
    }
  }

  private static void reportsHandedToOverride(DmaBufAttachment attachment) {
    try (Recorder recorder = new Recorder(attachment)) {
      recorder.shoot();
      Rig.check(recorder.pages == 4, "four pages");
    }
  }

  private static void acceptsHandedToOverride(DmaBufAttachment attachment) {
    try (Viewfinder viewfinder = new Viewfinder(attachment)) {
      viewfinder.shoot();
      Rig.check(viewfinder.addresses == 8, "four addresses, four pages");
    }
  }
}
