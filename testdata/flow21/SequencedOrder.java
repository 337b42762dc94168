package flow21;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.SgTable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.SequencedSet;
import support.Rig;

/** First and last of sequenced collections and maps, whichever end things were put to. */
public final class SequencedOrder {
  private SequencedOrder() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("sequenced-order"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      reportsEndsOfMap(table);
      reportsReplacedInMap(table);
      reportsReversedList(table);
      reportsReversedDeque(table);
      reportsEndsOfSet(table);
      reportsManyKeys(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void reportsEndsOfMap(SgTable table) {
    SequencedMap<String, SgTable> planes = new LinkedHashMap<>();
    planes.putLast("chroma", table);
    planes.putFirst("luma", Rig.ownTable());
    planes.putFirst("alpha", table);
    SgTable alpha = planes.pollFirstEntry().getValue();
    Rig.check(alpha.pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
    Rig.check(planes.firstEntry().getValue().pages().length == 4, "four pages");
    Rig.check(planes.values().iterator().next().pages().length == 4, "four pages");
    SgTable last = planes.lastEntry().getValue();
    Rig.check(last.pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
    SgTable first = planes.reversed().firstEntry().getValue();
    Rig.check(first.pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsReplacedInMap(SgTable table) {
    SequencedMap<String, SgTable> planes = new LinkedHashMap<>();
    planes.put("luma", Rig.ownTable());
    planes.put("chroma", table);
    planes.putFirst("chroma", Rig.ownTable());
    for (SgTable plane : planes.values()) {
      Rig.check(plane.pages().length == 4, "four pages");
    }
    planes.putLast("chroma", table);
    Rig.check(planes.firstEntry().getValue().pages().length == 4, "four pages");
    SgTable chroma = planes.get("chroma");
    Rig.check(chroma.pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsReversedList(SgTable table) {
    List<SgTable> frames = new ArrayList<>(List.of(Rig.ownTable(), table));
    List<SgTable> latest = frames.reversed();
    Rig.check(latest.get(0).pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
    Rig.check(latest.getLast().pages().length == 4, "four pages");
    SgTable last = latest.reversed().getLast();
    Rig.check(last.pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsReversedDeque(SgTable table) {
    Deque<SgTable> frames = new ArrayDeque<>(List.of(Rig.ownTable(), table));
    SgTable latest = frames.reversed().peek();
    Rig.check(latest.pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
    Rig.check(frames.reversed().peekLast().pages().length == 4, "four pages");
  }

  private static void reportsEndsOfSet(SgTable table) {
    SequencedSet<SgTable> frames = new LinkedHashSet<>();
    frames.add(table);
    frames.add(Rig.ownTable());
    Rig.check(frames.getLast().pages().length == 4, "four pages");
    Rig.check(frames.reversed().getFirst().pages().length == 4, "four pages");
    SgTable first = frames.removeFirst();
    Rig.check(first.pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
    Rig.check(frames.getFirst().pages().length == 4, "four pages");
  }

  private static void reportsManyKeys(SgTable table) {
    LinkedHashMap<Integer, SgTable> planes = new LinkedHashMap<>();
    for (int i = 0; i < 20; i++) {
      planes.putFirst(i, i % 7 == 3 ? table : Rig.ownTable(1));
    }
    int touched = 0;
    for (SgTable plane : planes.reversed().values()) {
      touched += plane.pages().length; // expect: DMABUF_PAGE_ACCESS
    }
    Rig.check(touched == 29, "three of four pages, seventeen of one: " + touched);
  }
}
