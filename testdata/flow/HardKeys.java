package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.SgTable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import support.Rig;

/** One container for both kinds: what tells them apart is a constant key or index. */
public final class HardKeys {
  private enum Slot {
    THEIRS,
    OURS
  }

  private HardKeys() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("hard-keys"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      acceptsOtherKeyOfMap(table);
      reportsKeyOfMap(table);
      acceptsOtherEnumKey(table);
      acceptsOtherIndexOfList(table);
      reportsIndexOfList(table);
      acceptsOtherElementOfListOf(table);
      acceptsReplacedKey(table);
      acceptsRemovedKey(table);
      acceptsClearedList(table);
      acceptsOtherComponentOfObjectArray(table);
      acceptsFilteredStream(table);
      acceptsFirstOfQueue(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void acceptsOtherKeyOfMap(SgTable table) {
    Map<String, SgTable> both = new HashMap<>();
    both.put("theirs", table);
    both.put("ours", Rig.ownTable());
    Rig.check(both.get("theirs").nents() == 4, "four entries");
    Rig.check(both.get("ours").firstEntry().page() != null, "a page");
  }

  private static void reportsKeyOfMap(SgTable table) {
    Map<String, SgTable> both = new HashMap<>();
    both.put("theirs", table);
    both.put("ours", Rig.ownTable());
    Rig.check(
        both.get("theirs").firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsOtherEnumKey(SgTable table) {
    Map<Slot, SgTable> both = new EnumMap<>(Slot.class);
    both.put(Slot.THEIRS, table);
    both.put(Slot.OURS, Rig.ownTable());
    SgTable own = both.get(Slot.OURS);
    Rig.check(own.firstEntry().page() != null, "a page");
  }

  private static void acceptsOtherIndexOfList(SgTable table) {
    List<SgTable> both = new ArrayList<>();
    both.add(Rig.ownTable());
    both.add(table);
    Rig.check(both.get(0).firstEntry().page() != null, "a page");
  }

  private static void reportsIndexOfList(SgTable table) {
    List<SgTable> both = new ArrayList<>();
    both.add(Rig.ownTable());
    both.add(table);
    Rig.check(both.get(1).firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsOtherElementOfListOf(SgTable table) {
    List<SgTable> both = List.of(table, Rig.ownTable());
    Rig.check(both.get(1).firstEntry().page() != null, "a page");
  }

  private static void acceptsReplacedKey(SgTable table) {
    Map<String, SgTable> map = new HashMap<>();
    map.put("slot", table);
    map.put("slot", Rig.ownTable());
    Rig.check(map.get("slot").firstEntry().page() != null, "a page");
  }

  private static void acceptsRemovedKey(SgTable table) {
    Map<String, SgTable> map = new HashMap<>();
    map.put("theirs", table);
    map.put("ours", Rig.ownTable());
    map.remove("theirs");
    for (SgTable left : map.values()) {
      Rig.check(left.firstEntry().page() != null, "a page");
    }
  }

  private static void acceptsClearedList(SgTable table) {
    List<SgTable> list = new ArrayList<>();
    list.add(table);
    list.clear();
    list.add(Rig.ownTable());
    Rig.check(list.get(0).firstEntry().page() != null, "a page");
  }

  private static void acceptsOtherComponentOfObjectArray(SgTable table) {
    Object[] both = {table, Rig.ownTable()};
    SgTable own = (SgTable) both[1];
    Rig.check(own.firstEntry().page() != null, "a page");
  }

  private static void acceptsFilteredStream(SgTable table) {
    List<SgTable> own = Stream.of(table, Rig.ownTable()).filter(t -> t != table).toList();
    Rig.check(own.get(0).firstEntry().page() != null, "a page");
  }

  private static void acceptsFirstOfQueue(SgTable table) {
    Deque<SgTable> queue = new ArrayDeque<>();
    queue.addLast(Rig.ownTable());
    queue.addLast(table);
    SgTable first = queue.removeFirst();
    Rig.check(first.firstEntry().page() != null, "a page");
  }
}
