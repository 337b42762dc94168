package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.SgTable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedList;
import java.util.List;
import java.util.ListIterator;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import support.Rig;

/** Elements that are told apart by their place in a list, queue or array. */
public final class LibPlaces {
  private LibPlaces() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("lib-places"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      reportsInsertedInFront(table);
      reportsAddAllAtIndex(table);
      reportsReverseShuffleSwap(table);
      acceptsPeekAtOther(table);
      acceptsRemovedElement(table);
      acceptsClearedList(table);
      reportsReplaceAllAndRemoveIf(table);
      acceptsRingSlotOfOwn(table);
      acceptsDrainedQueue(table);
      acceptsDequeAfterPoll(table);
      reportsRemovedAndKept(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void reportsInsertedInFront(SgTable table) {
    List<SgTable> l = new ArrayList<>();
    l.add(Rig.ownTable());
    l.add(0, table);
    Rig.check(l.get(0).firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    Rig.check(l.get(1).firstEntry().page() != null, "a page");
    l.remove(0);
    Rig.check(l.get(0).firstEntry().page() != null, "a page");
  }

  private static void reportsAddAllAtIndex(SgTable table) {
    List<SgTable> l = new LinkedList<>(List.of(Rig.ownTable(), Rig.ownTable()));
    l.addAll(1, List.of(table));
    Rig.check(l.get(0).firstEntry().page() != null, "a page");
    Rig.check(l.get(1).firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    Rig.check(l.get(2).firstEntry().page() != null, "a page");
  }

  private static void reportsReverseShuffleSwap(SgTable table) {
    List<SgTable> l = new ArrayList<>(List.of(Rig.ownTable(), table));
    Collections.reverse(l);
    Rig.check(l.get(0).firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    Rig.check(l.get(1).firstEntry().page() != null, "a page");
    Collections.swap(l, 0, 1);
    Rig.check(l.get(0).firstEntry().page() != null, "a page");
    Rig.check(l.get(1).firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    Collections.rotate(l, 1);
    Rig.check(l.get(0).firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsPeekAtOther(SgTable table) {
    Deque<SgTable> d = new LinkedList<>();
    d.addLast(table);
    d.addFirst(Rig.ownTable());
    Rig.check(d.getFirst().firstEntry().page() != null, "a page");
    Rig.check(d.getLast().firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    d.removeLast();
    Rig.check(d.getLast().firstEntry().page() != null, "a page");
  }

  private static void acceptsRemovedElement(SgTable table) {
    List<SgTable> l = new ArrayList<>();
    l.add(Rig.ownTable());
    l.add(table);
    l.remove(table);
    for (SgTable x : l) {
      Rig.check(x.firstEntry().page() != null, "a page");
    }
  }

  private static void acceptsClearedList(SgTable table) {
    List<SgTable> l = new LinkedList<>();
    l.add(table);
    l.clear();
    l.add(Rig.ownTable());
    Rig.check(l.get(0).firstEntry().page() != null, "a page");
    Rig.check(l.iterator().next().firstEntry().page() != null, "a page");
  }

  private static void reportsReplaceAllAndRemoveIf(SgTable table) {
    List<SgTable> l = new ArrayList<>(Arrays.asList(Rig.ownTable(), Rig.ownTable()));
    l.replaceAll(x -> table);
    Rig.check(l.get(1).firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    l.replaceAll(x -> Rig.ownTable());
    Rig.check(l.get(1).firstEntry().page() != null, "a page");
  }

  private static void acceptsRingSlotOfOwn(SgTable table) {
    SgTable[] ring = new SgTable[4];
    ring[0] = table;
    ring[1] = Rig.ownTable();
    Rig.check(ring[1].firstEntry().page() != null, "a page");
    System.arraycopy(ring, 1, ring, 2, 1);
    Rig.check(ring[2].firstEntry().page() != null, "a page");
    System.arraycopy(ring, 0, ring, 3, 1);
    Rig.check(ring[3].firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsDrainedQueue(SgTable table) {
    BlockingQueue<SgTable> q = new LinkedBlockingQueue<>();
    q.add(table);
    List<SgTable> out = new ArrayList<>();
    q.drainTo(out);
    q.add(Rig.ownTable());
    Rig.check(q.poll().firstEntry().page() != null, "a page");
    Rig.check(out.get(0).firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsDequeAfterPoll(SgTable table) {
    Deque<SgTable> d = new ArrayDeque<>();
    d.push(table);
    Rig.check(d.pop().nents() == 4, "four");
    d.push(Rig.ownTable());
    Rig.check(d.peek().firstEntry().page() != null, "a page");
    Rig.check(d.pop().firstEntry().page() != null, "a page");
  }

  private static void reportsRemovedAndKept(SgTable table) {
    List<SgTable> l = new ArrayList<>();
    l.add(table);
    SgTable kept = l.remove(0);
    Rig.check(l.isEmpty(), "empty");
    Rig.check(kept.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    ListIterator<SgTable> it = new ArrayList<>(List.of(Rig.ownTable())).listIterator();
    it.next();
    it.add(table);
    Rig.check(it.previous().firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }
}
