package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import library.Driver;
import library.DriverHost;
import support.Rig;

/** Drivers that only a framework makes and calls: what one callback keeps, another one touches. */
public final class RootLifecycle {
  private static final AtomicInteger FRAMES = new AtomicInteger();

  private RootLifecycle() {}

  /** Lets the framework lead each driver through its life. */
  public static void main(String[] args) {
    String here = RootLifecycle.class.getName();
    List<String> names =
        List.of("Camera", "Display", "Codec", "Scratch", "Mended", "Lazy", "TwoBuffers");
    for (String name : names) {
      try (DmaBuf buffer = Rig.buffer()) {
        new DriverHost().add(here + "$" + name).run(buffer, 3);
      }
    }
    Rig.check(FRAMES.get() == 3 * names.size(), "three frames each, not " + FRAMES);
  }

  /** What every driver here has. */
  private abstract static class Base implements Driver {
    protected DmaBuf buffer;
    protected DmaBufAttachment attachment;
    protected SgTable table;

    @Override
    public void attach(DmaBuf given) {
      buffer = given;
      attachment = given.attach(Rig.device(getClass().getSimpleName()));
      table = given.mapAttachment(attachment, DmaDirection.TO_DEVICE);
    }

    @Override
    public void irq() {
      FRAMES.incrementAndGet();
    }

    @Override
    public void detach() {
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
      table = null;
    }
  }

  /** Touches the inherited field in the callback. */
  static final class Camera extends Base {
    Camera() {}

    @Override
    public void irq() {
      super.irq();
      Rig.check(table.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  /** Keeps an entry of its own in one callback, touches it in the next. */
  static final class Display extends Base {
    private Scatterlist cursor;

    Display() {}

    @Override
    public void attach(DmaBuf given) {
      super.attach(given);
      cursor = table.firstEntry();
    }

    @Override
    public void irq() {
      super.irq();
      Rig.check(cursor.page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
      cursor = cursor.next();
    }
  }

  /** Touches on the way out. */
  static final class Codec extends Base {
    Codec() {}

    @Override
    public void detach() {
      Rig.check(table.pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
      super.detach();
    }
  }

  /** Imports, but touches memory of its own only. */
  static final class Scratch extends Base {
    private final SgTable scratch = Rig.ownTable();

    Scratch() {}

    @Override
    public void irq() {
      super.irq();
      Rig.check(scratch.firstEntry().page() != null, "a page");
      Rig.check(table.nents() == scratch.nents(), "as many");
    }
  }

  /** Goes by DMA addresses. */
  static final class Mended extends Base {
    private long[] addresses;

    Mended() {}

    @Override
    public void attach(DmaBuf given) {
      super.attach(given);
      addresses = table.dmaAddresses();
    }

    @Override
    public void irq() {
      super.irq();
      Rig.check(addresses.length == 4, "four addresses");
    }
  }

  /** Maps in its first interrupt, touches in the next. */
  static final class Lazy implements Driver {
    private DmaBufAttachment attachment;
    private SgTable mapped;

    Lazy() {}

    @Override
    public void attach(DmaBuf given) {
      attachment = given.attach(Rig.device("lazy"));
    }

    @Override
    public void irq() {
      FRAMES.incrementAndGet();
      if (mapped != null) {
        touch();
        return;
      }
      mapped = attachment.buffer().mapAttachment(attachment, DmaDirection.TO_DEVICE);
    }

    private void touch() {
      Rig.check(mapped.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }

    @Override
    public void detach() {
      attachment.buffer().unmapAttachment(attachment, mapped, DmaDirection.TO_DEVICE);
      attachment.buffer().detach(attachment);
    }
  }

  /** Imports one buffer, exports memory of its own as another. */
  static final class TwoBuffers extends Base {
    private final Map<String, SgTable> tables = new HashMap<>();

    TwoBuffers() {}

    @Override
    public void attach(DmaBuf given) {
      super.attach(given);
      tables.put("imported", table);
    }

    @Override
    public void irq() {
      super.irq();
      SgTable imported = tables.get("imported");
      Rig.check(imported.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
  }
}
