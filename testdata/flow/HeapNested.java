package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import support.Rig;

/** Carriers in carriers: arrays of holders, maps of arrays, lists in fields, matrices, unions. */
public final class HeapNested {
  private static final class Layer {
    private final List<SgTable> tables = new ArrayList<>();
    private final Map<String, SgTable[]> planes = new HashMap<>();
    private Scatterlist[] heads = new Scatterlist[2];
  }

  private static final class Screen {
    private final Layer[] layers = {new Layer(), new Layer()};
    private final List<Layer> overlays = new ArrayList<>();
  }

  private record Tagged(String tag, Object content) {}

  private HeapNested() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("heap-nested"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      reportsListInObjectInArray(table);
      acceptsOtherLayer(table);
      reportsArrayInMapInObject(table);
      reportsHeadsInObject(table);
      reportsObjectInListInObject(table);
      reportsTaggedContent(table);
      acceptsTaggedText(table);
      reportsMapOfMaps(table);
      acceptsInnerMapOfOwn(table);
      reportsThreeDimensions(table);
      reportsArrayOfLists(table);
      reportsIteratorInField(table);
      reportsOptionalInList(table);
      reportsFutureInMap(table);
      reportsSupplierInArray(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void reportsListInObjectInArray(SgTable table) {
    Screen screen = new Screen();
    screen.layers[0].tables.add(table);
    SgTable first = screen.layers[0].tables.get(0);
    Rig.check(first.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsOtherLayer(SgTable table) {
    Layer theirs = new Layer();
    Layer ours = new Layer();
    theirs.tables.add(table);
    ours.tables.add(Rig.ownTable());
    SgTable first = ours.tables.get(0);
    Rig.check(first.firstEntry().page() != null, "a page");
  }

  private static void reportsArrayInMapInObject(SgTable table) {
    Layer layer = new Layer();
    layer.planes.put("yuv", new SgTable[] {Rig.ownTable(), table});
    for (SgTable plane : layer.planes.get("yuv")) {
      Rig.check(plane.pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void reportsHeadsInObject(SgTable table) {
    Layer layer = new Layer();
    layer.heads[1] = table.firstEntry();
    layer.heads = layer.heads.clone();
    Rig.check(layer.heads[1].page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsObjectInListInObject(SgTable table) {
    Screen screen = new Screen();
    Layer overlay = new Layer();
    screen.overlays.add(overlay);
    overlay.tables.add(table);
    for (Layer each : screen.overlays) {
      for (SgTable shown : each.tables) {
        Rig.check(shown.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
      }
    }
  }

  private static void reportsTaggedContent(SgTable table) {
    List<Tagged> bag = List.of(new Tagged("name", "scanout"), new Tagged("table", table));
    for (Tagged each : bag) {
      if (each.content() instanceof SgTable found) {
        Rig.check(found.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
      }
    }
  }

  private static void acceptsTaggedText(SgTable table) {
    List<Tagged> bag = List.of(new Tagged("name", "scanout"), new Tagged("table", table));
    for (Tagged each : bag) {
      if (each.content() instanceof String text) {
        Rig.check(text.length() == 7, "a name");
      }
    }
  }

  private static void reportsMapOfMaps(SgTable table) {
    Map<String, Map<Integer, SgTable>> byCard = new HashMap<>();
    byCard.computeIfAbsent("card0", card -> new TreeMap<>()).put(3, table);
    for (Map<Integer, SgTable> byHandle : byCard.values()) {
      SgTable found = byHandle.get(3);
      Rig.check(found.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void acceptsInnerMapOfOwn(SgTable table) {
    Map<String, Map<Integer, SgTable>> theirs = new HashMap<>();
    Map<String, Map<Integer, SgTable>> ours = new HashMap<>();
    theirs.put("card0", Map.of(1, table));
    ours.put("card0", Map.of(1, Rig.ownTable()));
    SgTable found = ours.get("card0").get(1);
    Rig.check(found.firstEntry().page() != null, "a page");
    Rig.check(theirs.get("card0").get(1) == table, "the same");
  }

  private static void reportsThreeDimensions(SgTable table) {
    SgTable[][][] cube = new SgTable[2][2][2];
    cube[1][0][1] = table;
    SgTable[][] slice = cube[1];
    SgTable found = slice[0][1];
    Rig.check(found.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsArrayOfLists(SgTable table) {
    List<?>[] lists = {List.of("a"), List.of(table)};
    SgTable found = (SgTable) lists[1].get(0);
    Rig.check(found.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  /** Walks a table a step at a time, between calls. */
  private static final class Cursor {
    private final Iterator<Scatterlist> walk;
    private Scatterlist current;

    Cursor(Iterable<Scatterlist> entries) {
      walk = entries.iterator();
    }

    boolean step() {
      current = walk.hasNext() ? walk.next() : null;
      return current != null;
    }
  }

  private static void reportsIteratorInField(SgTable table) {
    Cursor cursor = new Cursor(table);
    while (cursor.step()) {
      Rig.check(cursor.current.page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void reportsOptionalInList(SgTable table) {
    List<Optional<SgTable>> maybe = List.of(Optional.empty(), Optional.of(table));
    for (Optional<SgTable> each : maybe) {
      if (each.isPresent()) {
        SgTable found = each.get();
        Rig.check(found.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
      }
    }
  }

  private static void reportsFutureInMap(SgTable table) {
    Map<Integer, CompletableFuture<SgTable>> pending = new HashMap<>();
    pending.put(1, new CompletableFuture<>());
    pending.get(1).complete(table);
    SgTable found = pending.remove(1).join();
    Rig.check(found.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsSupplierInArray(SgTable table) {
    Object[] sources = {null, (Supplier<SgTable>) () -> table};
    Supplier<?> source = (Supplier<?>) sources[1];
    SgTable found = (SgTable) source.get();
    Rig.check(found.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }
}
