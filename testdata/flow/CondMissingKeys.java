package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.SgTable;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import support.Rig;

/**
 * Maps beside the tables, all of whose contents are known: what they don't have under a key is
 * absent, and not something that could be anything.
 */
public final class CondMissingKeys {
  private enum Origin {
    OWN,
    IMPORTED,
    COPIED
  }

  private record Frame(Origin origin, SgTable table) {}

  /** Keeps frames of both origins under numbers. */
  private static final class Frames {
    private final Map<Integer, Frame> frames = new HashMap<>();

    void add(int number, Frame frame) {
      frames.put(number, frame);
    }

    void interrupt() {
      for (int number = 0; number <= frames.size(); number++) {
        acceptsOwn(number);
        reportsImported(number);
      }
    }

    private void acceptsOwn(int number) {
      Frame frame = frames.get(number);
      if (frame != null && frame.origin() == Origin.OWN) {
        Rig.check(frame.table().pages().length == 4, "four pages");
      }
    }

    private void reportsImported(int number) {
      Frame frame = frames.get(number);
      if (frame != null && frame.origin() != Origin.OWN) {
        Rig.check(frame.table().pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
      }
    }
  }

  private CondMissingKeys() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("cond-missing-keys"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      Frames frames = new Frames();
      frames.add(0, new Frame(Origin.OWN, Rig.ownTable()));
      frames.add(1, new Frame(Origin.IMPORTED, table));
      frames.interrupt();
      acceptsAbsentFlag(table);
      reportsPresentFlag(table);
      acceptsEmptyMap(table);
      acceptsRemovedKey(table);
      reportsKeyRemovedUnderOtherName(table, args.length == 0 ? "own" : args[0]);
      acceptsOtherConstant(table);
      reportsSameObjectUnderOtherField(table);
      acceptsKeysFilteredOut(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void acceptsAbsentFlag(SgTable table) {
    Map<String, Boolean> imported = new HashMap<>();
    imported.put("camera", true);
    SgTable current = imported.get("codec") == null ? Rig.ownTable() : table;
    Rig.check(current.pages().length == 4, "four pages");
    if (imported.getOrDefault("codec", false) || imported.containsKey("codec")) {
      Rig.check(table.pages().length == 4, "never");
    }
  }

  private static void reportsPresentFlag(SgTable table) {
    Map<String, Boolean> imported = new TreeMap<>();
    imported.put("camera", true);
    if (imported.get("camera") != null && imported.size() == 1) {
      Rig.check(table.pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void acceptsEmptyMap(SgTable table) {
    Map<Long, SgTable> waiting = new LinkedHashMap<>();
    SgTable current = waiting.getOrDefault(3L, Rig.ownTable());
    Rig.check(current.pages().length == 4, "four pages");
    if (!waiting.isEmpty() || waiting.containsKey(3L)) {
      Rig.check(table.pages().length == 4, "never");
    }
  }

  private static void acceptsRemovedKey(SgTable table) {
    Map<String, SgTable> tables = new HashMap<>();
    tables.put("camera", table);
    tables.remove("camera");
    if (tables.containsKey("camera") || tables.get("camera") != null) {
      Rig.check(table.pages().length == 4, "never");
    }
  }

  private static void reportsKeyRemovedUnderOtherName(SgTable table, String name) {
    Map<String, SgTable> tables = new HashMap<>();
    tables.put("camera", table);
    tables.remove(name);
    if (tables.containsKey("camera")) {
      Rig.check(table.pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void acceptsOtherConstant(SgTable table) {
    Map<Origin, SgTable> tables = new EnumMap<>(Origin.class);
    tables.put(Origin.IMPORTED, table);
    tables.put(Origin.OWN, Rig.ownTable());
    SgTable copied = tables.get(Origin.COPIED);
    SgTable current = copied == null ? tables.get(Origin.OWN) : table;
    Rig.check(current.pages().length == 4, "four pages");
  }

  private static final Object FIRST = new Object();
  private static final Object SAME = FIRST;

  private static void reportsSameObjectUnderOtherField(SgTable table) {
    Map<Object, SgTable> tables = new HashMap<>();
    tables.put(FIRST, table);
    SgTable found = tables.get(SAME);
    if (found != null) {
      Rig.check(found.pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void acceptsKeysFilteredOut(SgTable table) {
    Map<String, SgTable> tables = new HashMap<>();
    tables.put("camera", table);
    tables.put("own", Rig.ownTable());
    tables.keySet().removeIf("camera"::equals);
    for (SgTable left : tables.values()) {
      Rig.check(left.firstEntry().page() != null, "a page");
    }
  }
}
