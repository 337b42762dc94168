package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.SgTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import support.Rig;

/** Conditions on what a container holds, on an atomic flag, and on which table is which. */
public final class CondContainers {
  private static final Set<String> OWN_ORIGINS = Set.of("own", "scratch");

  private CondContainers() {}

  /** A buffer object as drivers have it: imported if it has an attachment. */
  private static final class Bo {
    private final DmaBufAttachment attachment;
    private final SgTable table;

    private Bo(DmaBufAttachment attachment, SgTable table) {
      this.attachment = attachment;
      this.table = table;
    }

    static Bo imported(DmaBuf buffer) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("bo"));
      return new Bo(attachment, buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE));
    }

    static Bo created() {
      return new Bo(null, Rig.ownTable());
    }

    boolean isImported() {
      return attachment != null;
    }

    long firstAddress() {
      return isImported() ? table.firstEntry().dmaAddress() : table.firstEntry().physicalAddress();
    }

    long firstAddressTheWrongWayRound() {
      return isImported()
          ? table.firstEntry().physicalAddress() // expect: DMABUF_PAGE_ACCESS
          : table.firstEntry().dmaAddress();
    }

    void release(DmaBuf buffer) {
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  /** Runs every variant with an imported table and without one. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("cond-containers"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      for (int i = 0; i < 2; i++) {
        acceptsEmptyList(table, i == 0);
        reportsFilledList(table, i == 0);
        acceptsMissingKey(table, i == 0);
        reportsKeyThatIsThere(table, i == 0);
        acceptsOriginAmongOwn(table, i == 0 ? "own" : "imported");
        acceptsClearFlag(table, i == 0);
        reportsSetFlag(table, i == 0);
        acceptsSameAsOwn(table, i == 0);
        reportsOtherThanOwn(table, i == 0);
      }
      reportsMemberAfterRemoval(table);
      Bo imported = Bo.imported(buffer);
      Bo created = Bo.created();
      Rig.check(imported.firstAddress() != 0 && created.firstAddress() != 0, "addresses");
      Rig.check(imported.firstAddressTheWrongWayRound() != 0, "an address");
      imported.release(buffer);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void acceptsEmptyList(SgTable table, boolean fill) {
    List<SgTable> mapped = new ArrayList<>();
    if (fill) {
      mapped.add(table);
    }
    SgTable current = mapped.isEmpty() ? Rig.ownTable() : mapped.get(0);
    if (mapped.isEmpty()) {
      Rig.check(current.firstEntry().page() != null, "a page");
    }
  }

  private static void reportsFilledList(SgTable table, boolean fill) {
    List<SgTable> mapped = new ArrayList<>();
    if (fill) {
      mapped.add(table);
    }
    SgTable current = mapped.isEmpty() ? Rig.ownTable() : mapped.get(0);
    if (!mapped.isEmpty()) {
      Rig.check(current.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void acceptsMissingKey(SgTable table, boolean fill) {
    Map<String, SgTable> mapped = new HashMap<>();
    if (fill) {
      mapped.put("frame", table);
    }
    SgTable current = mapped.containsKey("frame") ? mapped.get("frame") : Rig.ownTable();
    if (!mapped.containsKey("frame")) {
      Rig.check(current.firstEntry().page() != null, "a page");
    }
  }

  private static void reportsKeyThatIsThere(SgTable table, boolean fill) {
    Map<String, SgTable> mapped = new HashMap<>();
    if (fill) {
      mapped.put("frame", table);
    }
    SgTable current = mapped.getOrDefault("frame", Rig.ownTable());
    if (mapped.containsKey("frame")) {
      Rig.check(current.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void acceptsOriginAmongOwn(SgTable table, String origin) {
    SgTable current = origin.equals("imported") ? table : Rig.ownTable();
    if (OWN_ORIGINS.contains(origin)) {
      Rig.check(current.firstEntry().page() != null, "a page");
    }
  }

  private static void acceptsClearFlag(SgTable table, boolean imported) {
    AtomicBoolean flag = new AtomicBoolean();
    SgTable current = Rig.ownTable();
    if (imported) {
      current = table;
      flag.set(true);
    }
    if (!flag.get()) {
      Rig.check(current.firstEntry().page() != null, "a page");
    }
  }

  private static void reportsSetFlag(SgTable table, boolean imported) {
    AtomicBoolean flag = new AtomicBoolean(imported);
    SgTable current = flag.get() ? table : Rig.ownTable();
    if (flag.get()) {
      Rig.check(current.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void acceptsSameAsOwn(SgTable table, boolean imported) {
    SgTable own = Rig.ownTable();
    SgTable current = imported ? table : own;
    if (current == own) {
      Rig.check(current.firstEntry().page() != null, "a page");
    }
  }

  private static void reportsOtherThanOwn(SgTable table, boolean imported) {
    SgTable own = Rig.ownTable();
    SgTable current = imported ? table : own;
    if (current != own) {
      Rig.check(current.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void reportsMemberAfterRemoval(SgTable table) {
    List<SgTable> live = new ArrayList<>(List.of(table));
    live.remove(table);
    if (!live.contains(table)) {
      Rig.check(table.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
  }
}
