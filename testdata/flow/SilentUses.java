package flow;

import dev.pagewarden.dmabuf.Device;
import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.DmaPageIterator;
import dev.pagewarden.dmabuf.Page;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import support.Rig;

/** What an importer may do with a table: compare, log, store, hand on, go by its DMA side. */
public final class SilentUses {
  private static final List<SgTable> LIVE = new ArrayList<>();

  private final Map<Long, SgTable> byAddress = new TreeMap<>();
  private SgTable current;

  private SilentUses() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("silent-uses"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      acceptsLogging(table);
      acceptsComparing(table);
      acceptsHashing(table);
      acceptsStoring(table);
      acceptsRegistering(table);
      acceptsCopyMadeFromDmaAddresses(attachment.device(), table);
      acceptsShadowTable(table);
      acceptsSynchronizing(table);
      acceptsSameContainerAsOwn(table);
      acceptsPageOfShadowKeyedByTable(table);
      acceptsStringBuilding(table);
      acceptsCounting(table);
      acceptsPassingOn(table);
      acceptsDmaIterator(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void acceptsLogging(SgTable table) {
    String line = "mapped " + table + " of " + table.nents() + " entries";
    Rig.check(line.length() > 20, "a line");
    Rig.check(String.format("%s", table.firstEntry()).length() > 0, "a text");
  }

  private static void acceptsComparing(SgTable table) {
    SgTable own = Rig.ownTable();
    boolean same = table == own || table.equals(own) || Objects.equals(own, table);
    Rig.check(!same && own.firstEntry().page() != null, "two tables");
  }

  private static void acceptsHashing(SgTable table) {
    int hash = Objects.hash(table, table.firstEntry()) + System.identityHashCode(table);
    Rig.check(hash == hash + 0, "a number");
  }

  private static void acceptsStoring(SgTable table) {
    SilentUses holder = new SilentUses();
    holder.current = table;
    holder.byAddress.put(table.firstEntry().dmaAddress(), table);
    Rig.check(holder.byAddress.size() == 1 && holder.current != null, "stored");
  }

  private static void acceptsRegistering(SgTable table) {
    LIVE.add(table);
    Rig.check(LIVE.contains(table), "registered");
    LIVE.remove(table);
  }

  private static void acceptsCopyMadeFromDmaAddresses(Device device, SgTable table) {
    byte[] picture = Rig.readByDma(device, table);
    SgTable copy = Rig.ownTable(picture.length / Rig.PAGE_SIZE);
    copy.copyFrom(ByteBuffer.wrap(picture));
    Rig.check(copy.firstEntry().page() != null, "a page");
  }

  private static void acceptsShadowTable(SgTable table) {
    SgTable shadow = Rig.ownTable(table.nents());
    Scatterlist theirs = table.firstEntry();
    for (Scatterlist ours : shadow) {
      Rig.check(ours.page() != null, "a page");
      Rig.check(theirs.dmaLength() > 0, "bytes");
      theirs = theirs.isLast() ? theirs : theirs.next();
    }
  }

  private static void acceptsSynchronizing(SgTable table) {
    SgTable own = Rig.ownTable();
    synchronized (table) {
      Rig.check(own.firstEntry().page() != null, "a page");
    }
  }

  private static void acceptsSameContainerAsOwn(SgTable table) {
    Map<String, List<SgTable>> imports = new HashMap<>();
    Map<String, List<SgTable>> scratch = new HashMap<>();
    imports.computeIfAbsent("a", key -> new ArrayList<>()).add(table);
    scratch.computeIfAbsent("a", key -> new ArrayList<>()).add(Rig.ownTable());
    for (List<SgTable> list : scratch.values()) {
      for (SgTable own : list) {
        Rig.check(own.pages().length == imports.size() * 4, "four pages");
      }
    }
  }

  private static void acceptsPageOfShadowKeyedByTable(SgTable table) {
    Map<SgTable, Page> firsts = new IdentityHashMap<>();
    Page own = Rig.ownTable().firstEntry().page();
    firsts.put(table, own);
    Rig.check(firsts.get(table).map().hasRemaining(), "bytes");
  }

  private static void acceptsStringBuilding(SgTable table) {
    StringBuilder text = new StringBuilder();
    for (Scatterlist entry : table) {
      text.append(Long.toHexString(entry.dmaAddress())).append('+').append(entry.dmaLength());
    }
    Rig.check(text.length() > 8, "a text");
  }

  private static void acceptsCounting(SgTable table) {
    int entries = 0;
    for (Scatterlist entry : table) {
      entries += entry == null ? 0 : 1;
    }
    Rig.check(entries == 4, "four entries");
  }

  private static SgTable same(SgTable table) {
    return table;
  }

  private static void acceptsPassingOn(SgTable table) {
    Rig.check(same(same(table)) == table, "the same");
    Rig.check(same(Rig.ownTable()).firstEntry().page() != null, "a page");
  }

  private static void acceptsDmaIterator(SgTable table) {
    DmaPageIterator addresses = table.dmaPages();
    int count = 0;
    while (addresses.hasNext()) {
      long address = addresses.next();
      count += address == 0 ? 0 : 1;
    }
    Rig.check(count == 4, "four addresses");
  }
}
