package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.SgTable;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import support.Rig;

/** Bulk operations of concurrent maps, queues by priority, sets of enums. */
public final class LibBulk {
  private LibBulk() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("lib-bulk"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      reportsSearchedAndReduced(table);
      reportsByPriority(table);
      acceptsEmptiedQueue(table);
      acceptsLastInFirstOut(table);
      reportsThroughIdentity(table);
      acceptsEnumSets(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void reportsSearchedAndReduced(SgTable table) {
    ConcurrentHashMap<String, SgTable> tables = new ConcurrentHashMap<>();
    tables.computeIfAbsent("camera", k -> table);
    tables.computeIfAbsent("own", k -> Rig.ownTable());
    SgTable found = tables.search(1, (k, v) -> k.equals("camera") ? v : null);
    Rig.check(found.pages().length == 4, "pages"); // expect: DMABUF_PAGE_ACCESS
    SgTable ownFound = tables.search(1, (k, v) -> k.equals("own") ? v : null);
    Rig.check(ownFound.pages().length == 4, "pages");
    SgTable reduced = tables.reduceValues(1, (a, b) -> b);
    Rig.check(reduced != null, "one");
    int pages =
        tables.reduceValuesToInt(
            1, t -> t.pages().length, 0, Integer::sum); // expect: DMABUF_PAGE_ACCESS
    Rig.check(pages == 8, "eight");
    tables.compute("camera", (k, v) -> Rig.ownTable());
    tables.forEach((k, v) -> Rig.check(v.pages().length == 4, k));
    tables.merge("camera", table, (old, fresh) -> old);
    Rig.check(tables.get("camera").pages().length == 4, "pages");
    tables.merge("camera", table, (old, fresh) -> fresh);
    Rig.check(tables.get("camera").pages().length == 4, "pages"); // expect: DMABUF_PAGE_ACCESS
    SgTable gone = tables.remove("camera");
    Rig.check(gone.pages().length == 4, "pages"); // expect: DMABUF_PAGE_ACCESS
    tables.values().forEach(t -> Rig.check(t.pages().length == 4, "pages"));
    tables.put("late", table);
    tables.computeIfPresent("late", (k, v) -> null);
    tables.forEachValue(1, t -> Rig.check(t.pages().length == 4, "pages"));
  }

  private static void reportsByPriority(SgTable table) {
    PriorityQueue<Map.Entry<Integer, SgTable>> queue =
        new PriorityQueue<>(Map.Entry.comparingByKey());
    queue.add(Map.entry(2, table));
    queue.add(Map.entry(1, Rig.ownTable()));
    SgTable first = queue.poll().getValue();
    Rig.check(first.nents() > 0, "entries");
    SgTable second = queue.poll().getValue();
    Rig.check(second.pages().length == 4, "pages"); // expect: DMABUF_PAGE_ACCESS
    Rig.check(queue.poll() == null, "empty");
    queue.add(Map.entry(3, table));
    while (!queue.isEmpty()) {
      Rig.check(queue.poll().getValue().pages().length == 4, "pages"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static final class Job implements Comparable<Job> {
    final int priority;
    final SgTable table;

    Job(int priority, SgTable table) {
      this.priority = priority;
      this.table = table;
    }

    @Override
    public int compareTo(Job other) {
      return Integer.compare(priority, other.priority);
    }
  }

  private static void acceptsEmptiedQueue(SgTable table) {
    PriorityQueue<Job> jobs =
        new PriorityQueue<>(Comparator.comparingInt((Job j) -> j.priority).reversed());
    jobs.add(new Job(1, table));
    Rig.check(jobs.poll().table.pages().length == 4, "pages"); // expect: DMABUF_PAGE_ACCESS
    PriorityQueue<Job> own = new PriorityQueue<>();
    own.offer(new Job(3, Rig.ownTable()));
    own.offer(new Job(4, Rig.ownTable()));
    while (!own.isEmpty()) {
      Rig.check(own.remove().table.pages().length == 4, "pages");
    }
    for (Job job = jobs.poll(); job != null; job = jobs.poll()) {
      Rig.check(job.table.pages().length == 4, "pages");
    }
  }

  private static void acceptsLastInFirstOut(SgTable table) {
    Queue<SgTable> lifo = Collections.asLifoQueue(new ArrayDeque<>());
    lifo.add(table);
    lifo.add(Rig.ownTable());
    Rig.check(lifo.remove().pages().length == 4, "pages");
    Rig.check(lifo.remove().pages().length == 4, "pages"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsThroughIdentity(SgTable table) {
    SgTable same = Function.<SgTable>identity().andThen(UnaryOperator.identity()).apply(table);
    Rig.check(same.pages().length == 4, "pages"); // expect: DMABUF_PAGE_ACCESS
    SgTable own =
        Function.<SgTable>identity().compose((String name) -> Rig.ownTable()).apply("own");
    Rig.check(own.pages().length == 4, "pages");
  }

  private enum Plane {
    Y,
    UV
  }

  private static void acceptsEnumSets(SgTable table) {
    Map<Plane, SgTable> planes = new EnumMap<>(Plane.class);
    planes.put(Plane.Y, table);
    planes.put(Plane.UV, Rig.ownTable());
    for (Plane plane : EnumSet.of(Plane.UV)) {
      Rig.check(planes.get(plane).pages().length == 4, "pages");
    }
    EnumSet<Plane> imported = EnumSet.noneOf(Plane.class);
    imported.add(Plane.Y);
    planes.forEach(
        (plane, each) -> {
          if (imported.contains(plane)) {
            Rig.check(each.pages().length == 4, "pages"); // expect: DMABUF_PAGE_ACCESS
          } else {
            Rig.check(each.pages().length == 4, "pages");
          }
        });
  }
}
