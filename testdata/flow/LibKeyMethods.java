package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.SgTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import support.Rig;

/** What collections ask of their elements and maps of their keys. */
public final class LibKeyMethods {
  /** Compared by lists, which ask for no hash. */
  private record Frame(SgTable table) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Frame frame
          && frame.table.pages().length == table.nents(); // expect: DMABUF_PAGE_ACCESS
    }

    @Override
    public int hashCode() {
      return table.nents();
    }
  }

  private record OwnFrame(SgTable table) {
    @Override
    public boolean equals(Object other) {
      return other instanceof OwnFrame frame && frame.table.pages().length == table.pages().length;
    }

    @Override
    public int hashCode() {
      return table.pages().length;
    }
  }

  private record Key(SgTable table) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Key key
          && key.table.pages().length == table.nents(); // expect: DMABUF_PAGE_ACCESS
    }

    @Override
    public int hashCode() {
      return table.pages().length; // expect: DMABUF_PAGE_ACCESS
    }
  }

  private record Hashed(SgTable table) {
    @Override
    public int hashCode() {
      return table.pages().length; // expect: DMABUF_PAGE_ACCESS
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Hashed hashed && hashed.table == table;
    }

    @Override
    public String toString() {
      return "at " + table.firstEntry().virtualAddress(); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private LibKeyMethods() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("lib-key-methods"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      reportsEqualsOfElements(table);
      acceptsEqualsOfOwnElements();
      reportsKeysOfMaps(table);
      reportsHashOfSeveral(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void reportsEqualsOfElements(SgTable table) {
    List<Frame> frames = new ArrayList<>(List.of(new Frame(table)));
    Rig.check(frames.contains(new Frame(table)), "there");
    Rig.check(frames.indexOf(new Frame(table)) == 0, "first");
    Rig.check(frames.remove(new Frame(table)), "there");
  }

  private static void acceptsEqualsOfOwnElements() {
    Set<OwnFrame> frames = Set.of(new OwnFrame(Rig.ownTable()));
    Rig.check(frames.contains(new OwnFrame(Rig.ownTable())), "there");
    Rig.check(List.copyOf(frames).equals(List.of(new OwnFrame(Rig.ownTable()))), "the same");
  }

  private static void reportsKeysOfMaps(SgTable table) {
    Map<Key, String> names = new HashMap<>();
    Map<Key, String> shared = new ConcurrentHashMap<>();
    names.put(new Key(table), "scanout");
    shared.put(new Key(table), "scanout");
    Rig.check(names.get(new Key(table)).equals("scanout"), "by its key");
    Rig.check(shared.containsKey(new Key(table)), "by its key");
  }

  private static void reportsHashOfSeveral(SgTable table) {
    Rig.check(Objects.hash(1, new Hashed(table)) != 0, "a hash");
    Rig.check(List.of(new Hashed(table)).toString().startsWith("[at"), "by its text");
  }
}
