package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.SgTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import support.Rig;

/** Entries of maps and what collectors put under keys, each key by itself. */
public final class LibEntries {
  private LibEntries() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("lib-entries"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      reportsKeyInForEach(table);
      reportsEntryOfKey(table);
      reportsEntryThatIsSet(table);
      reportsLastOfSortedMap(table);
      reportsPartOfSortedMap(table);
      reportsCollectedUnderItsKey(table);
      reportsGroupOfItsKey(table);
      reportsPartitioned(table);
      reportsZippedByIndex(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private enum Role {
    CAPTURE,
    OUTPUT
  }

  private record Frame(int index, Role role, SgTable table) {
    boolean isCapture() {
      return role == Role.CAPTURE;
    }
  }

  private static List<Frame> frames(SgTable table) {
    List<Frame> frames = new ArrayList<>();
    frames.add(new Frame(0, Role.CAPTURE, table));
    frames.add(new Frame(1, Role.OUTPUT, Rig.ownTable()));
    return frames;
  }

  private static void reportsKeyInForEach(SgTable table) {
    Map<String, SgTable> tables = new HashMap<>();
    tables.put("own", Rig.ownTable());
    tables.put("imported", table);
    tables.forEach(
        (name, each) -> {
          if (name.equals("own")) {
            Rig.check(each.pages().length == 4, "four pages");
          }
          if (name.equals("imported")) {
            Rig.check(each.pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
          }
        });
  }

  private static void reportsEntryOfKey(SgTable table) {
    Map<String, SgTable> tables =
        Map.ofEntries(Map.entry("imported", table), Map.entry("own", Rig.ownTable()));
    List<SgTable> imported =
        tables.entrySet().stream()
            .filter(entry -> entry.getKey().equals("imported"))
            .map(Map.Entry::getValue)
            .toList();
    Rig.check(imported.get(0).pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
    Rig.check(Map.copyOf(tables).get("own").pages().length == 4, "four pages");
  }

  private static void reportsEntryThatIsSet(SgTable table) {
    Map<String, SgTable> tables = new HashMap<>();
    tables.put("a", Rig.ownTable());
    tables.put("b", table);
    for (Map.Entry<String, SgTable> entry : tables.entrySet()) {
      if (entry.getKey().equals("a")) {
        entry.setValue(Rig.ownTable());
      }
    }
    Rig.check(tables.get("b").pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
    Rig.check(tables.get("a").pages().length == 4, "four pages");
  }

  private static void reportsLastOfSortedMap(SgTable table) {
    NavigableMap<Long, SgTable> byTime = new TreeMap<>();
    byTime.put(200L, table);
    byTime.put(100L, Rig.ownTable());
    Rig.check(byTime.firstEntry().getValue().pages().length == 4, "four pages");
    SgTable first = byTime.descendingMap().lastEntry().getValue();
    Rig.check(first.nents() > 0, "entries");
    SgTable last = byTime.pollLastEntry().getValue();
    Rig.check(last.pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
    Rig.check(byTime.lastEntry().getValue().pages().length == 4, "four pages");
  }

  private static void reportsPartOfSortedMap(SgTable table) {
    NavigableMap<Integer, SgTable> byIndex = new TreeMap<>();
    byIndex.put(1, Rig.ownTable());
    byIndex.put(2, table);
    SgTable later = byIndex.tailMap(2, true).firstEntry().getValue();
    Rig.check(later.pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
    byIndex.headMap(2).clear();
    Rig.check(byIndex.get(2).pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsCollectedUnderItsKey(SgTable table) {
    Map<Role, SgTable> byRole =
        frames(table).stream().collect(Collectors.toMap(Frame::role, Frame::table));
    SgTable captured = byRole.get(Role.CAPTURE);
    Rig.check(captured.pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
    Rig.check(byRole.get(Role.OUTPUT).pages().length == 4, "four pages");
  }

  private static void reportsGroupOfItsKey(SgTable table) {
    Map<Role, List<SgTable>> groups =
        frames(table).stream()
            .collect(
                Collectors.groupingBy(
                    Frame::role, Collectors.mapping(Frame::table, Collectors.toList())));
    for (SgTable each : groups.get(Role.CAPTURE)) {
      Rig.check(each.pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
    }
    for (SgTable each : groups.get(Role.OUTPUT)) {
      Rig.check(each.pages().length == 4, "four pages");
    }
  }

  private static void reportsPartitioned(SgTable table) {
    Map<Boolean, List<Frame>> parts =
        frames(table).stream().collect(Collectors.partitioningBy(Frame::isCapture));
    SgTable captured = parts.get(true).get(0).table();
    Rig.check(captured.pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
    Rig.check(parts.get(false).get(0).table().pages().length == 4, "four pages");
  }

  private static void reportsZippedByIndex(SgTable table) {
    List<String> names = List.of("imported", "own");
    List<SgTable> tables = List.of(table, Rig.ownTable());
    Map<String, SgTable> zipped =
        IntStream.range(0, 2).boxed().collect(Collectors.toMap(names::get, tables::get));
    SgTable imported = zipped.get("imported");
    Rig.check(imported.pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
  }
}
