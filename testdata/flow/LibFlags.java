package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.SgTable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import support.Rig;

/** Flags in boxes and library constants: what they were set to decides which way is taken. */
public final class LibFlags {
  private LibFlags() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("lib-flags"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      acceptsFlagFromConstant(table);
      acceptsFlagsInMap(table);
      acceptsComparedBoxes(table);
      reportsBoxedTestOfWhatIsNotKnown(table);
      acceptsFlagBesideItsTable(table);
      acceptsLibraryEnum(table);
      acceptsWonRace(table);
      acceptsCountedPlace(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void acceptsFlagFromConstant(SgTable table) {
    Boolean imported = Boolean.TRUE;
    SgTable used = imported ? Rig.ownTable() : table;
    Rig.check(used.firstEntry().page() != null, "a page");
    Boolean own = Boolean.FALSE;
    SgTable other = own ? Rig.ownTable() : table;
    Rig.check(other.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsFlagsInMap(SgTable table) {
    Map<String, Boolean> imported = new HashMap<>();
    imported.put("camera", Boolean.TRUE);
    imported.put("own", Boolean.FALSE);
    Map<String, SgTable> tables = Map.of("camera", table, "own", Rig.ownTable());
    if (!imported.get("camera")) {
      Rig.check(tables.get("camera").firstEntry().page() != null, "a page");
    }
    if (Boolean.TRUE.equals(imported.get("own"))) {
      Rig.check(table.firstEntry().page() != null, "a page");
    }
    if (!Boolean.TRUE.equals(imported.get("missing"))) {
      Rig.check(tables.get("own").firstEntry().page() != null, "a page");
    }
    if (Boolean.TRUE.equals(imported.get("camera"))) {
      Rig.check(table.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
    if (imported.getOrDefault("missing", false)) {
      Rig.check(table.firstEntry().page() != null, "a page");
    }
    if (!imported.getOrDefault("missing", Boolean.FALSE)) {
      Rig.check(table.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void acceptsComparedBoxes(SgTable table) {
    Boolean flag = Boolean.valueOf("own".length() == 3);
    SgTable used = flag == Boolean.TRUE ? Rig.ownTable() : table;
    used.firstEntry();
    if (Objects.equals(Boolean.TRUE, Boolean.FALSE)) {
      Rig.check(table.firstEntry().page() != null, "a page");
    }
    Integer one = 1;
    if (one.equals(2)) {
      Rig.check(table.firstEntry().page() != null, "a page");
    }
    if (Integer.valueOf(1).equals(one)) {
      Rig.check(table.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void reportsBoxedTestOfWhatIsNotKnown(SgTable table) {
    Boolean flag = Boolean.valueOf(System.nanoTime() != 0);
    if (flag == Boolean.TRUE) {
      Rig.check(table.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
    if (Objects.equals(flag, Boolean.TRUE)) {
      Rig.check(table.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
    if (Boolean.TRUE.equals(flag)) {
      Rig.check(table.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void acceptsFlagBesideItsTable(SgTable table) {
    List<Job> jobs = new ArrayList<>();
    jobs.add(new Job(table, Boolean.TRUE));
    jobs.add(new Job(Rig.ownTable(), Boolean.FALSE));
    for (Job job : jobs) {
      if (job.imported) {
        job.table.dmaEntries();
      } else {
        Rig.check(job.table.firstEntry().page() != null, "a page");
      }
    }
    for (Job job : jobs) {
      if (Boolean.TRUE.equals(job.imported)) {
        Rig.check(job.table.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
      }
    }
  }

  private static final class Job {
    final SgTable table;
    final Boolean imported;

    Job(SgTable table, Boolean imported) {
      this.table = table;
      this.imported = imported;
    }
  }

  private static void acceptsLibraryEnum(SgTable table) {
    Map<TimeUnit, SgTable> byUnit = new EnumMap<>(TimeUnit.class);
    byUnit.put(TimeUnit.SECONDS, table);
    byUnit.put(TimeUnit.DAYS, Rig.ownTable());
    Rig.check(byUnit.get(TimeUnit.DAYS).firstEntry().page() != null, "a page");
    SgTable seconds = byUnit.get(TimeUnit.SECONDS);
    Rig.check(seconds.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    Rig.check(chosen(TimeUnit.DAYS, table).firstEntry().page() != null, "a page");
    SgTable dirty = chosen(TimeUnit.SECONDS, table);
    Rig.check(dirty.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    Rig.check(compared(TimeUnit.DAYS, table).firstEntry().page() != null, "a page");
    SgTable same = compared(TimeUnit.SECONDS, table);
    Rig.check(same.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static SgTable chosen(TimeUnit unit, SgTable table) {
    switch (unit) {
      case SECONDS:
        return table;
      case DAYS:
        return Rig.ownTable();
      default:
        throw new IllegalArgumentException();
    }
  }

  private static SgTable compared(TimeUnit unit, SgTable table) {
    return unit == TimeUnit.SECONDS ? table : Rig.ownTable();
  }

  private static void acceptsWonRace(SgTable table) {
    AtomicBoolean done = new AtomicBoolean();
    if (!done.compareAndSet(false, true)) {
      Rig.check(table.firstEntry().page() != null, "a page");
    }
    if (done.compareAndSet(false, true)) {
      Rig.check(table.firstEntry().page() != null, "a page");
    }
    if (done.compareAndSet(true, false)) {
      Rig.check(table.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
    AtomicReference<SgTable> slot = new AtomicReference<>();
    slot.compareAndSet(null, Rig.ownTable());
    slot.compareAndSet(null, table);
    Rig.check(slot.get().firstEntry().page() != null, "a page");
    slot.compareAndSet(slot.get(), table);
    Rig.check(slot.get().firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsCountedPlace(SgTable table) {
    AtomicInteger next = new AtomicInteger();
    SgTable[] slots = new SgTable[3];
    slots[next.getAndIncrement()] = Rig.ownTable();
    slots[next.getAndIncrement()] = table;
    slots[next.incrementAndGet() - 1] = Rig.ownTable();
    Rig.check(slots[0].firstEntry().page() != null, "a page");
    Rig.check(slots[2].firstEntry().page() != null, "a page");
    Rig.check(slots[1].firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }
}
