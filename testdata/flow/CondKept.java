package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.SgTable;
import java.util.List;
import java.util.Set;
import support.Rig;

/** Conditions that are kept with the table: flags in records, bits, counters, kinds, guards. */
public final class CondKept {
  private static final int F_IMPORTED = 1;
  private static final int F_SCANOUT = 2;

  private record Mapped(SgTable table, boolean imported) {}

  private enum Kind {
    SYSTEM,
    IMPORT
  }

  private static final class Buffer {
    private final Kind kind;
    private final SgTable table;
    private final int flags;

    Buffer(Kind kind, SgTable table, int flags) {
      this.kind = kind;
      this.table = table;
      this.flags = flags;
    }
  }

  private CondKept() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("cond-kept"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      for (boolean imported : new boolean[] {true, false}) {
        acceptsFlagInRecord(pick(table, imported));
        reportsFlagInRecordIgnored(pick(table, imported));
        reportsFlagInRecordTheOtherWay(pick(table, imported));
      }
      Buffer theirs = new Buffer(Kind.IMPORT, table, F_IMPORTED | F_SCANOUT);
      Buffer ours = new Buffer(Kind.SYSTEM, Rig.ownTable(), F_SCANOUT);
      for (Buffer each : List.of(theirs, ours)) {
        acceptsKindOfBuffer(each);
        reportsWrongBit(each);
        acceptsBitOfBuffer(each);
        acceptsSwitchOnKind(each);
        reportsSwitchOnKind(each);
        acceptsGuardThatThrows(each);
      }
      acceptsStringState(table);
      acceptsCheckedByHelper(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static Mapped pick(SgTable table, boolean imported) {
    return imported ? new Mapped(table, true) : new Mapped(Rig.ownTable(), false);
  }

  private static void acceptsFlagInRecord(Mapped mapped) {
    if (!mapped.imported()) {
      Rig.check(mapped.table().firstEntry().page() != null, "a page");
    }
  }

  private static void reportsFlagInRecordIgnored(Mapped mapped) {
    Rig.check(mapped.table().firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsFlagInRecordTheOtherWay(Mapped mapped) {
    if (mapped.imported()) {
      Rig.check(mapped.table().firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void acceptsKindOfBuffer(Buffer buffer) {
    if (buffer.kind == Kind.SYSTEM) {
      Rig.check(buffer.table.firstEntry().page() != null, "a page");
    }
  }

  private static void reportsWrongBit(Buffer buffer) {
    if ((buffer.flags & F_SCANOUT) != 0) {
      Rig.check(buffer.table.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void acceptsBitOfBuffer(Buffer buffer) {
    if ((buffer.flags & F_IMPORTED) == 0) {
      Rig.check(buffer.table.firstEntry().page() != null, "a page");
    }
  }

  private static void acceptsSwitchOnKind(Buffer buffer) {
    switch (buffer.kind) {
      case SYSTEM -> Rig.check(buffer.table.pages().length == 4, "four pages");
      case IMPORT -> Rig.check(buffer.table.nents() == 4, "four entries");
    }
  }

  private static void reportsSwitchOnKind(Buffer buffer) {
    int pages =
        switch (buffer.kind) {
          case SYSTEM -> 4;
          case IMPORT -> buffer.table.pages().length; // expect: DMABUF_PAGE_ACCESS
        };
    Rig.check(pages == 4, "four pages");
  }

  private static void requireOwn(Buffer buffer) {
    if (buffer.kind == Kind.IMPORT) {
      throw new IllegalArgumentException("an import has no pages for us");
    }
  }

  private static void acceptsGuardThatThrows(Buffer buffer) {
    try {
      requireOwn(buffer);
      Rig.check(buffer.table.firstEntry().page() != null, "a page");
    } catch (IllegalArgumentException expected) {
      Rig.check(buffer.kind == Kind.IMPORT, "an import");
    }
  }

  private static void acceptsStringState(SgTable table) {
    for (String state : List.of("imported", "own")) {
      SgTable current = state.equals("imported") ? table : Rig.ownTable();
      switch (state) {
        case "own" -> Rig.check(current.pages().length == 4, "four pages");
        default -> Rig.check(current.nents() == 4, "four entries");
      }
    }
  }

  private static boolean isOurs(SgTable table, Set<SgTable> ours) {
    return ours.contains(table);
  }

  private static void acceptsCheckedByHelper(SgTable table) {
    SgTable own = Rig.ownTable();
    Set<SgTable> ours = Set.of(own);
    for (SgTable each : List.of(table, own)) {
      if (isOurs(each, ours)) {
        Rig.check(each.firstEntry().page() != null, "a page");
      }
    }
  }
}
