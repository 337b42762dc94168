package flow8;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import support.Rig;

/** Text, switches, lambdas, resources and assertions as they were compiled for Java 8. */
public final class OldShapes {
  private enum Side {
    CPU,
    DMA
  }

  private static final class Label {
    private final SgTable table;

    Label(SgTable table) {
      this.table = table;
    }

    @Override
    public String toString() {
      return "pages " + table.pages().length; // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static final class Guard implements AutoCloseable {
    private final SgTable table;

    Guard(SgTable table) {
      this.table = table;
    }

    @Override
    public void close() {
      Rig.check(table.pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private interface Walk {
    Scatterlist first();

    default long address() {
      return first().virtualAddress(); // expect: DMABUF_PAGE_ACCESS
    }

    static Walk over(SgTable table) {
      return table::firstEntry;
    }
  }

  private OldShapes() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("old-shapes"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      reportsConcatenation(table);
      acceptsConcatenation(table);
      reportsLambdas(table);
      reportsResources(table);
      reportsFinally(table);
      reportsStringSwitch(table);
      acceptsEnumSwitch(table);
      reportsEnumSwitch(table);
      reportsDefaultMethod(table);
      reportsGenericBridge(table);
      reportsAssertion(table);
      reportsClassLiteral(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void reportsConcatenation(SgTable table) {
    String text = "frame of " + new Label(table) + ", " + table.nents() + " entries";
    Rig.check(text.length() > 9, text);
  }

  private static void acceptsConcatenation(SgTable table) {
    String text = "table " + table + ", " + table.firstEntry().dmaAddress();
    text += table.nents();
    Rig.check(text.length() > 9, text);
  }

  private static void reportsLambdas(SgTable table) {
    Supplier<Scatterlist> first = () -> table.firstEntry();
    Rig.check(first.get().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    Function<SgTable, Integer> touch = some -> some.pages().length; // expect: DMABUF_PAGE_ACCESS
    Rig.check(touch.apply(table) == 4, "four pages");
    List<SgTable> tables = new ArrayList<>(Collections.singletonList(table));
    tables.forEach(t -> Rig.check(t.pages().length == 4, "four")); // expect: DMABUF_PAGE_ACCESS
    Rig.check(tables.stream().map(SgTable::nents).count() == 1, "one");
  }

  private static void reportsResources(SgTable table) {
    try (Guard guard = new Guard(table)) {
      Rig.check(guard.table.pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void reportsFinally(SgTable table) {
    SgTable held = null;
    try {
      held = table;
      Rig.check(held.nents() == 4, "four entries");
    } finally {
      Rig.check(held.pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
      held = Rig.ownTable();
    }
    Rig.check(held.pages().length == 4, "four pages");
  }

  private static void reportsStringSwitch(SgTable table) {
    for (String side : new String[] {"cpu", "dma"}) {
      switch (side) {
        case "cpu":
          Rig.check(table.pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
          break;
        case "dma":
          Rig.check(table.nents() == 4, "four entries");
          break;
        default:
          Rig.check(false, side);
      }
    }
  }

  private static SgTable pick(Side side, SgTable table) {
    switch (side) {
      case CPU:
        return Rig.ownTable();
      case DMA:
        return table;
      default:
        throw new IllegalArgumentException();
    }
  }

  private static void acceptsEnumSwitch(SgTable table) {
    Rig.check(pick(Side.CPU, table).pages().length == 4, "four pages");
    Rig.check(pick(Side.DMA, table).nents() == 4, "four entries");
  }

  private static void reportsEnumSwitch(SgTable table) {
    Rig.check(pick(Side.DMA, table).pages().length == 4, "four"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsDefaultMethod(SgTable table) {
    Rig.check(Walk.over(table).address() != 0, "an address");
  }

  private abstract static class Reader<T> {
    abstract int read(T source);
  }

  private static final class PageReader extends Reader<SgTable> {
    @Override
    int read(SgTable source) {
      return source.pages().length; // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void reportsGenericBridge(SgTable table) {
    Reader<SgTable> reader = new PageReader();
    Rig.check(reader.read(table) == 4, "four pages");
  }

  private static void reportsAssertion(SgTable table) {
    assert table.nents() == 4 : "four entries";
    Rig.check(table.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsClassLiteral(SgTable table) {
    Object value = table;
    if (SgTable.class.isInstance(value)) {
      SgTable some = SgTable.class.cast(value);
      Rig.check(some.pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
    }
  }
}
