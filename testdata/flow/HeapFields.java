package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import support.Rig;

/** A table kept in fields, one object deep and deeper. */
public final class HeapFields {
  /** One link of a chain of objects that ends at a table. */
  private static final class Box {
    Box inner;
    SgTable table;
  }

  private static final class Engine {
    final Plane plane = new Plane();
  }

  private static final class Plane {
    final Surface surface = new Surface();
    final Surface cursor = new Surface();
  }

  private static final class Surface {
    Mapping mapping;
  }

  private static final class Mapping {
    final Entries entries;

    Mapping(SgTable table) {
      entries = new Entries(table, table.firstEntry());
    }
  }

  private record Entries(SgTable table, Scatterlist first) {}

  private HeapFields() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("heap-fields"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      reportsDepthOne(table);
      reportsDepthThree(table);
      reportsDepthFive(table);
      reportsDepthEight(table);
      acceptsSiblingField(table);
      reportsThroughSetterAndGetter(table);
      acceptsGetterOfOtherField(table);
      reportsThroughAliasOfHolder(table);
      reportsHolderBuiltElsewhere(table);
      reportsReplacedSubtree(table);
      acceptsReplacedSubtree(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void reportsDepthOne(SgTable table) {
    Box box = new Box();
    box.table = table;
    Rig.check(box.table.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsDepthThree(SgTable table) {
    Box box = new Box();
    box.inner = new Box();
    box.inner.inner = new Box();
    box.inner.inner.table = table;
    Scatterlist first = box.inner.inner.table.firstEntry();
    Rig.check(first.page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsDepthFive(SgTable table) {
    Engine engine = new Engine();
    engine.plane.surface.mapping = new Mapping(table);
    Scatterlist first = engine.plane.surface.mapping.entries.first();
    Rig.check(first.page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    SgTable same = engine.plane.surface.mapping.entries.table();
    Rig.check(same.pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsDepthEight(SgTable table) {
    Box top = new Box();
    Box bottom = top;
    for (int i = 0; i < 7; i++) {
      bottom.inner = new Box();
      bottom = bottom.inner;
    }
    bottom.table = table;
    SgTable deep = top.inner.inner.inner.inner.inner.inner.inner.table;
    Rig.check(deep.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsSiblingField(SgTable table) {
    Engine engine = new Engine();
    engine.plane.surface.mapping = new Mapping(table);
    engine.plane.cursor.mapping = new Mapping(Rig.ownTable());
    Scatterlist first = engine.plane.cursor.mapping.entries.first();
    Rig.check(first.page() != null, "a page");
    Rig.check(engine.plane.surface.mapping.entries.table() == table, "the same");
  }

  /** A framebuffer with accessors, as IDEs write them. */
  private static final class Framebuffer {
    private SgTable table;
    private SgTable shadow;

    SgTable getTable() {
      return table;
    }

    void setTable(SgTable table) {
      this.table = table;
    }

    SgTable getShadow() {
      return shadow;
    }

    void setShadow(SgTable shadow) {
      this.shadow = shadow;
    }
  }

  private static void reportsThroughSetterAndGetter(SgTable table) {
    Framebuffer framebuffer = new Framebuffer();
    framebuffer.setTable(table);
    Rig.check(
        framebuffer.getTable().firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsGetterOfOtherField(SgTable table) {
    Framebuffer framebuffer = new Framebuffer();
    framebuffer.setTable(table);
    framebuffer.setShadow(Rig.ownTable());
    Rig.check(framebuffer.getShadow().firstEntry().page() != null, "a page");
    Rig.check(framebuffer.getTable().nents() == 4, "four entries");
  }

  private static void reportsThroughAliasOfHolder(SgTable table) {
    Framebuffer first = new Framebuffer();
    Framebuffer second = first;
    second.setTable(table);
    Rig.check(first.getTable().firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsHolderBuiltElsewhere(SgTable table) {
    Box outer = wrap(wrap(boxOf(table)));
    SgTable deep = outer.inner.inner.table;
    Rig.check(deep.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static Box boxOf(SgTable table) {
    Box box = new Box();
    box.table = table;
    return box;
  }

  private static Box wrap(Box inner) {
    Box box = new Box();
    box.inner = inner;
    return box;
  }

  private static void reportsReplacedSubtree(SgTable table) {
    Box outer = wrap(boxOf(Rig.ownTable()));
    Rig.check(outer.inner.table.firstEntry().page() != null, "a page");
    outer.inner = boxOf(table);
    Rig.check(
        outer.inner.table.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsReplacedSubtree(SgTable table) {
    Box outer = wrap(boxOf(table));
    outer.inner = boxOf(Rig.ownTable());
    Rig.check(outer.inner.table.firstEntry().page() != null, "a page");
  }
}
