package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import support.Rig;

/** Tables in inherited fields, handed on by super calls and template methods. */
public final class HeapInheritance {
  /** A mapped object of some driver. */
  private abstract static class MappedObject {
    protected final SgTable table;

    MappedObject(SgTable table) {
      this.table = table;
    }

    SgTable table() {
      return table;
    }

    /** Hands the table to whatever the subclass does with it. */
    final int process() {
      before();
      return visit(table);
    }

    void before() {}

    abstract int visit(SgTable visited);
  }

  private static final class PageCounter extends MappedObject {
    PageCounter(SgTable table) {
      super(table);
    }

    @Override
    int visit(SgTable visited) {
      return visited.pages().length; // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static final class AddressCounter extends MappedObject {
    AddressCounter(SgTable table) {
      super(table);
    }

    @Override
    int visit(SgTable visited) {
      return visited.dmaAddresses().length;
    }
  }

  /** Counts pages too, but only ever of the driver's own tables. */
  private static final class ScratchCounter extends MappedObject {
    ScratchCounter() {
      super(Rig.ownTable());
    }

    @Override
    int visit(SgTable visited) {
      return visited.pages().length;
    }
  }

  private static class Peeking extends MappedObject {
    private Scatterlist first;

    Peeking(SgTable table) {
      super(table);
    }

    @Override
    void before() {
      super.before();
      first = table.firstEntry();
    }

    @Override
    int visit(SgTable visited) {
      return first.page() == null ? 0 : 1; // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static final class PeekingTwice extends Peeking {
    PeekingTwice(SgTable table) {
      super(table);
    }

    @Override
    int visit(SgTable visited) {
      int above = super.visit(visited);
      Scatterlist second = super.table().firstEntry().next();
      return second.page() == null ? above : above + 1; // expect: DMABUF_PAGE_ACCESS
    }
  }

  /** Hides the inherited field by one of its own. */
  private static final class Hiding extends MappedObject {
    private final SgTable table = Rig.ownTable();

    Hiding(SgTable table) {
      super(table);
    }

    @Override
    int visit(SgTable visited) {
      return table.pages().length;
    }

    int visitInherited() {
      return super.table.pages().length; // expect: DMABUF_PAGE_ACCESS
    }
  }

  private HeapInheritance() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("heap-inheritance"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      reportsTemplateMethod(table);
      acceptsTemplateMethodOnDmaSide(table);
      acceptsTemplateMethodOnOwnTable();
      reportsFieldSetByOverriddenHook(table);
      reportsSuperCall(table);
      acceptsFieldThatHidesTheInheritedOne(table);
      reportsFieldHiddenByAnother(table);
      reportsInheritedFieldFromOutside(table);
      acceptsInheritedFieldOfOwn();
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void reportsTemplateMethod(SgTable table) {
    Rig.check(new PageCounter(table).process() == 4, "four pages");
  }

  private static void acceptsTemplateMethodOnDmaSide(SgTable table) {
    Rig.check(new AddressCounter(table).process() == 4, "four addresses");
  }

  private static void acceptsTemplateMethodOnOwnTable() {
    Rig.check(new ScratchCounter().process() == 4, "four pages");
  }

  private static void reportsFieldSetByOverriddenHook(SgTable table) {
    MappedObject object = new Peeking(table);
    Rig.check(object.process() == 1, "one page");
  }

  private static void reportsSuperCall(SgTable table) {
    Rig.check(new PeekingTwice(table).process() == 2, "two pages");
  }

  private static void acceptsFieldThatHidesTheInheritedOne(SgTable table) {
    Rig.check(new Hiding(table).process() == 4, "four pages");
  }

  private static void reportsFieldHiddenByAnother(SgTable table) {
    Rig.check(new Hiding(table).visitInherited() == 4, "four pages");
  }

  private static void reportsInheritedFieldFromOutside(SgTable table) {
    MappedObject object = new AddressCounter(table);
    Rig.check(object.table.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsInheritedFieldOfOwn() {
    MappedObject object = new ScratchCounter();
    Rig.check(object.table.firstEntry().page() != null, "a page");
  }
}
