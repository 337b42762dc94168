package flow21;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.SgTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.SequencedSet;
import support.Rig;

/** First and last of lists, sets and maps in the order of insertion, and from behind. */
public final class SequencedCollections {
  private SequencedCollections() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("sequenced-collections"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      reportsLastOfReversedList(table);
      acceptsFirstOfReversedList(table);
      reportsLastOfMap(table);
      acceptsFirstOfMap(table);
      reportsFirstOfReversedSet(table);
      acceptsEndsOfSet(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void reportsLastOfReversedList(SgTable table) {
    List<SgTable> list = new ArrayList<>(List.of(table, Rig.ownTable()));
    SgTable last = list.reversed().getLast();
    Rig.check(last.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsFirstOfReversedList(SgTable table) {
    List<SgTable> list = new ArrayList<>(List.of(table, Rig.ownTable()));
    Rig.check(list.reversed().get(0).firstEntry().page() != null, "a page");
  }

  private static void reportsLastOfMap(SgTable table) {
    SequencedMap<String, SgTable> map = new LinkedHashMap<>();
    map.putLast("b", table);
    map.putFirst("a", Rig.ownTable());
    SgTable last = map.lastEntry().getValue();
    Rig.check(last.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsFirstOfMap(SgTable table) {
    SequencedMap<String, SgTable> map = new LinkedHashMap<>();
    map.putLast("b", table);
    map.putFirst("a", Rig.ownTable());
    Rig.check(map.firstEntry().getValue().firstEntry().page() != null, "a page");
    Rig.check(map.pollFirstEntry().getValue().firstEntry().page() != null, "a page");
  }

  private static void reportsFirstOfReversedSet(SgTable table) {
    SequencedSet<SgTable> set = new LinkedHashSet<>(List.of(Rig.ownTable(), table));
    SgTable last = set.reversed().getFirst();
    Rig.check(last.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsEndsOfSet(SgTable table) {
    SequencedSet<SgTable> set = new LinkedHashSet<>();
    set.add(table);
    set.addFirst(Rig.ownTable());
    Rig.check(set.getFirst().firstEntry().page() != null, "a page");
    set.removeLast();
    Rig.check(set.getLast().firstEntry().page() != null, "a page");
  }
}
