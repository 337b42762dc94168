package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import support.Rig;

/** Objects copied whole: Cloneable, copy constructors, withers, records rebuilt, snapshots. */
public final class HeapClones {
  private static class Surface implements Cloneable {
    SgTable table;
    Scatterlist[] heads = new Scatterlist[1];

    @Override
    public Surface clone() {
      try {
        Surface copy = (Surface) super.clone();
        copy.heads = heads.clone();
        return copy;
      } catch (CloneNotSupportedException impossible) {
        throw new AssertionError(impossible);
      }
    }
  }

  private static final class Screen extends Surface {
    private String name = "screen";

    @Override
    public Screen clone() {
      Screen copy = (Screen) super.clone();
      copy.name = name + "'";
      return copy;
    }
  }

  private record Config(String name, SgTable table, int index) {
    Config {
      Objects.requireNonNull(name, "name");
    }

    Config(SgTable table) {
      this("default", table, 0);
    }

    Config withName(String other) {
      return new Config(other, table, index);
    }

    Config withTable(SgTable other) {
      return new Config(name, other, index);
    }
  }

  private HeapClones() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("heap-clones"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      reportsClonedField(table);
      acceptsCloneSetAnew(table);
      acceptsOriginalSetAfterClone(table);
      reportsCloneOfSubclass(table);
      reportsClonedArrayField(table);
      acceptsClonedArraySetAnew(table);
      reportsWither(table);
      acceptsWitherOfTable(table);
      reportsCompactConstructor(table);
      reportsCollectionClone(table);
      acceptsCloneOfOwn(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void reportsClonedField(SgTable table) {
    Surface surface = new Surface();
    surface.table = table;
    Surface copy = surface.clone();
    surface.table = Rig.ownTable();
    Rig.check(surface.table.firstEntry().page() != null, "a page");
    Rig.check(copy.table.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsCloneSetAnew(SgTable table) {
    Surface surface = new Surface();
    surface.table = table;
    Surface copy = surface.clone();
    copy.table = Rig.ownTable();
    Rig.check(copy.table.firstEntry().page() != null, "a page");
  }

  private static void acceptsOriginalSetAfterClone(SgTable table) {
    Surface surface = new Surface();
    surface.table = Rig.ownTable();
    Surface copy = surface.clone();
    surface.table = table;
    Rig.check(copy.table.firstEntry().page() != null, "a page");
  }

  private static void reportsCloneOfSubclass(SgTable table) {
    Screen screen = new Screen();
    screen.table = table;
    Surface copy = screen.clone();
    Rig.check(copy.table.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsClonedArrayField(SgTable table) {
    Surface surface = new Surface();
    surface.heads[0] = table.firstEntry();
    Surface copy = surface.clone();
    Rig.check(copy.heads[0].page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsClonedArraySetAnew(SgTable table) {
    Surface surface = new Surface();
    surface.heads[0] = table.firstEntry();
    Surface copy = surface.clone();
    copy.heads[0] = Rig.ownTable().firstEntry();
    Rig.check(copy.heads[0].page() != null, "a page");
  }

  private static void reportsWither(SgTable table) {
    Config config = new Config(table).withName("scanout");
    Rig.check(config.table().firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsWitherOfTable(SgTable table) {
    Config config = new Config(table).withTable(Rig.ownTable());
    Rig.check(config.table().firstEntry().page() != null, "a page");
  }

  private static void reportsCompactConstructor(SgTable table) {
    Config config = new Config("scanout", table, 1);
    Rig.check(config.table().pages().length == 4, config.name()); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsCollectionClone(SgTable table) {
    ArrayList<SgTable> list = new ArrayList<>(List.of(table));
    @SuppressWarnings("unchecked")
    List<SgTable> copy = (List<SgTable>) list.clone();
    Rig.check(copy.get(0).firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsCloneOfOwn(SgTable table) {
    Surface theirs = new Surface();
    theirs.table = table;
    Surface ours = new Surface();
    ours.table = Rig.ownTable();
    Rig.check(theirs.clone().table == table, "the same");
    Rig.check(ours.clone().table.firstEntry().page() != null, "a page");
  }
}
