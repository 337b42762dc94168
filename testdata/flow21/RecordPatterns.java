package flow21;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Page;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import support.Rig;

/** Record patterns, nested and generic, in {@code instanceof} and in switches. */
public final class RecordPatterns {
  private record Frame(String name, SgTable table) {}

  private record Pair<A, B>(A first, B second) {}

  private record Screen(Frame front, Frame back) {}

  private RecordPatterns() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("record-patterns"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      reportsInstanceof(new Frame("scanout", table));
      acceptsInstanceofOfOwn(new Frame("scratch", Rig.ownTable()));
      reportsNested(new Screen(new Frame("own", Rig.ownTable()), new Frame("imported", table)));
      reportsGeneric(new Pair<>(4, table));
      reportsSwitch(table);
      acceptsSwitchOfOwn(table);
      reportsVarComponent(new Pair<>(table.firstEntry(), "head"));
      reportsGuarded(new Frame("scanout", table));
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void reportsInstanceof(Object value) {
    if (value instanceof Frame(String name, SgTable table)) {
      Rig.check(table.firstEntry().page() != null, name); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void acceptsInstanceofOfOwn(Object value) {
    if (value instanceof Frame(String name, SgTable table)) {
      Rig.check(table.firstEntry().page() != null, name);
    }
  }

  private static void reportsNested(Screen screen) {
    if (screen instanceof Screen(Frame(var front, SgTable own), Frame(var back, SgTable table))) {
      Rig.check(own.firstEntry().page() != null, front);
      Rig.check(table.firstEntry().page() != null, back); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void reportsGeneric(Pair<Integer, SgTable> pair) {
    if (pair instanceof Pair<Integer, SgTable>(Integer count, SgTable table)) {
      Rig.check(table.pages().length == count, "four pages"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static int pages(Object value) {
    return switch (value) {
      case Frame(String name, SgTable table) -> table.pages().length; // expect: DMABUF_PAGE_ACCESS
      case Pair(Scatterlist entry, Object rest) -> entry.isLast() ? 1 : 2;
      case null, default -> 0;
    };
  }

  private static void reportsSwitch(SgTable table) {
    Rig.check(pages(new Frame("scanout", table)) == 4, "four pages");
    Rig.check(pages(new Pair<>(table.firstEntry(), "rest")) == 2, "more than one");
    Rig.check(pages("nothing") == 0, "nothing");
  }

  private static int ownPages(Object value) {
    return switch (value) {
      case Frame(String name, SgTable table) when name.equals("own") -> table.pages().length;
      case Frame(String name, SgTable table) -> table.nents();
      default -> 0;
    };
  }

  private static void acceptsSwitchOfOwn(SgTable table) {
    Rig.check(ownPages(new Frame("own", Rig.ownTable())) == 4, "four pages");
    Rig.check(ownPages(table) == 0, "no frame");
  }

  private static void reportsVarComponent(Pair<Scatterlist, String> pair) {
    if (pair instanceof Pair(var entry, var name)) {
      Rig.check(entry.page() != null, name); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void reportsGuarded(Object value) {
    switch (value) {
      case Frame(var name, var table) when table.nents() > 9 -> Rig.check(false, name);
      case Frame(var name, var table) -> {
        Page page = table.firstEntry().page(); // expect: DMABUF_PAGE_ACCESS
        Rig.check(page != null, name);
      }
      default -> Rig.check(false, "a frame");
    }
  }
}
