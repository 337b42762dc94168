package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.SgTable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RecursiveTask;
import support.Rig;

/** Lists that are halved again and again, so that what is left shows a part of a part of a part. */
public final class LibHalves {
  /** Counts pages by halves. */
  private static final class Count extends RecursiveTask<Integer> {
    private static final long serialVersionUID = 1L;

    private final transient List<SgTable> tables;

    Count(List<SgTable> tables) {
      this.tables = tables;
    }

    @Override
    protected Integer compute() {
      int size = tables.size();
      if (size == 1) {
        return tables.get(0).pages().length; // expect: DMABUF_PAGE_ACCESS
      }
      Count first = new Count(tables.subList(0, size / 2));
      first.fork();
      return new Count(tables.subList(size / 2, size)).compute() + first.join();
    }
  }

  private LibHalves() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("lib-halves"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      reportsLastOfParts(table);
      acceptsOthersOfParts(table);
      reportsAnyOfParts(table, 0);
      acceptsOwnParts();
      reportsSetByParts(table);
      acceptsBesideSetByParts(table);
      reportsCountedByHalves(table);
      reportsFoundByHalves(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static List<SgTable> ownAndLast(SgTable last) {
    List<SgTable> tables = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      tables.add(Rig.ownTable());
    }
    tables.add(last);
    return tables;
  }

  private static void reportsLastOfParts(SgTable table) {
    List<SgTable> tables = List.of(Rig.ownTable(), Rig.ownTable(), table);
    List<SgTable> part = tables.subList(1, 3).subList(0, 2).subList(1, 2).subList(0, 1);
    SgTable last = part.subList(0, 1).subList(0, 1).get(0);
    Rig.check(last.pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsOthersOfParts(SgTable table) {
    List<SgTable> tables = List.of(Rig.ownTable(), Rig.ownTable(), table);
    List<SgTable> part = tables.subList(1, 3).subList(0, 2).subList(0, 1).subList(0, 1);
    Rig.check(part.subList(0, 1).subList(0, 1).get(0).pages().length == 4, "four pages");
  }

  private static void reportsAnyOfParts(SgTable table, int from) {
    List<SgTable> part = ownAndLast(table).subList(from + 1, 8).subList(from + 1, 7);
    List<SgTable> rest = part.subList(from + 1, 6).subList(from + 1, 5).subList(from + 1, 4);
    SgTable last = rest.subList(from + 1, 3).subList(from + 1, 2).get(from);
    Rig.check(last.pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsOwnParts() {
    List<SgTable> part = ownAndLast(Rig.ownTable()).subList(1, 8).subList(1, 7).subList(1, 6);
    Rig.check(part.subList(1, 5).subList(1, 4).get(2).pages().length == 4, "four pages");
  }

  private static void reportsSetByParts(SgTable table) {
    List<SgTable> tables = ownAndLast(Rig.ownTable());
    tables.subList(4, 8).subList(1, 4).subList(1, 3).subList(1, 2).set(0, table);
    Rig.check(tables.get(7).pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsBesideSetByParts(SgTable table) {
    List<SgTable> tables = new ArrayList<>(List.of(Rig.ownTable(), Rig.ownTable(), Rig.ownTable()));
    tables.subList(1, 3).subList(1, 2).set(0, table);
    Rig.check(tables.get(1).pages().length == 4, "four pages");
    Rig.check(tables.get(2).pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsCountedByHalves(SgTable table) {
    int pages = ForkJoinPool.commonPool().invoke(new Count(ownAndLast(table)));
    Rig.check(pages == 32, "four pages each");
  }

  private static SgTable lastOf(List<SgTable> tables) {
    int size = tables.size();
    return size == 1 ? tables.get(0) : lastOf(tables.subList(size / 2, size));
  }

  private static void reportsFoundByHalves(SgTable table) {
    SgTable last = lastOf(ownAndLast(table));
    Rig.check(last.pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
  }
}
