package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.SgTable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedList;
import java.util.List;
import java.util.ListIterator;
import support.Rig;

/** Iterators that stand at a known place, and parts of lists. */
public final class LibCursors {
  private LibCursors() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("lib-cursors"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      reportsSecondOfIterator(table);
      reportsAddedByListIterator(table);
      reportsFromTheEnd(table);
      acceptsRemovedByIterator(table);
      reportsSetInLoop(table);
      reportsDequeInOrder(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void reportsSecondOfIterator(SgTable table) {
    Iterator<SgTable> tables = List.of(Rig.ownTable(), table).iterator();
    Rig.check(tables.next().pages().length == 4, "four pages");
    Rig.check(tables.next().pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsAddedByListIterator(SgTable table) {
    List<SgTable> tables = new LinkedList<>(List.of(Rig.ownTable(), table));
    ListIterator<SgTable> cursor = tables.listIterator();
    cursor.next();
    Rig.check(cursor.next().pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
    cursor.set(Rig.ownTable());
    Rig.check(tables.get(1).pages().length == 4, "four pages");
    cursor.add(table);
    Rig.check(cursor.previous().pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsFromTheEnd(SgTable table) {
    List<SgTable> tables = new ArrayList<>(List.of(table, Rig.ownTable()));
    ListIterator<SgTable> cursor = tables.listIterator(tables.size());
    Rig.check(cursor.previous().pages().length == 4, "four pages");
    Rig.check(cursor.previous().pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsRemovedByIterator(SgTable table) {
    List<SgTable> tables = new ArrayList<>(List.of(table, Rig.ownTable()));
    Iterator<SgTable> cursor = tables.iterator();
    Rig.check(cursor.next().nents() > 0, "entries");
    cursor.remove();
    Rig.check(tables.get(0).pages().length == 4, "four pages");
  }

  private static void reportsSetInLoop(SgTable table) {
    List<SgTable> tables = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      tables.add(Rig.ownTable(1));
    }
    for (ListIterator<SgTable> cursor = tables.listIterator(); cursor.hasNext(); ) {
      cursor.next();
      cursor.set(table);
    }
    Rig.check(tables.get(7).pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsDequeInOrder(SgTable table) {
    Deque<SgTable> tables = new ArrayDeque<>();
    tables.push(Rig.ownTable());
    tables.push(table);
    Iterator<SgTable> cursor = tables.iterator();
    Rig.check(cursor.next().pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
    Rig.check(cursor.next().pages().length == 4, "four pages");
  }
}
