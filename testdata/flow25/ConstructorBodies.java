package flow25;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import support.Rig;

/** Constructors that do something before they call another one. */
public final class ConstructorBodies {
  private static class Plane {
    final Scatterlist head;

    Plane(Scatterlist head) {
      this.head = head;
      touch();
    }

    void touch() {}
  }

  /** Its field is set before the super constructor calls what reads it. */
  private static final class Early extends Plane {
    private final SgTable table;

    Early(SgTable table) {
      Scatterlist first = table.firstEntry();
      this.table = table;
      super(first);
    }

    @Override
    void touch() {
      Rig.check(table.pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static final class Checked extends Plane {
    Checked(SgTable table) {
      if (table.nents() != 4) {
        throw new IllegalArgumentException("not four entries");
      }
      Scatterlist some = table.firstEntry();
      Rig.check(some.page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
      super(some);
    }
  }

  private static final class Replaced extends Plane {
    Replaced(SgTable table) {
      Scatterlist some = table.firstEntry();
      if (!some.isLast()) {
        some = Rig.ownTable().firstEntry();
      } else {
        throw new IllegalArgumentException("one entry");
      }
      super(some);
    }
  }

  private static final class Chained {
    private final SgTable table;
    private final int count;

    Chained(SgTable table) {
      int entries = table.nents();
      this(table, entries);
    }

    Chained(SgTable table, int count) {
      this.count = count;
      this.table = table;
    }
  }

  private ConstructorBodies() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("constructor-bodies"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      reportsFieldSetBeforeSuper(table);
      reportsAccessBeforeSuper(table);
      acceptsOwnEntryForSuper(table);
      reportsThroughThis(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void reportsFieldSetBeforeSuper(SgTable table) {
    Plane plane = new Early(table);
    Rig.check(plane.head.page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsAccessBeforeSuper(SgTable table) {
    Plane plane = new Checked(table);
    Rig.check(plane.head.dmaLength() > 0, "bytes");
  }

  private static void acceptsOwnEntryForSuper(SgTable table) {
    Plane plane = new Replaced(table);
    Rig.check(plane.head.page() != null, "a page");
  }

  private static void reportsThroughThis(SgTable table) {
    Chained chained = new Chained(table);
    int pages = chained.table.pages().length; // expect: DMABUF_PAGE_ACCESS
    Rig.check(pages == chained.count, "as many");
  }
}
