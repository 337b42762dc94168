package flow;

import dev.pagewarden.dmabuf.CacheOps;
import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.SgTable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import support.Rig;

/** Short lists and streams put in order, asked, cut where a predicate ends, run in their order. */
public final class LibOrdered {
  private LibOrdered() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) throws ExecutionException, InterruptedException {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("lib-ordered"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      List<Plane> planes = List.of(new Plane("y", 0, table), new Plane("uv", 1, Rig.ownTable()));
      reportsLowest(planes);
      acceptsHighest(planes);
      reportsSortedByName(planes);
      acceptsSortedByName(planes);
      reportsOfAnyOrder(planes, args.length);
      reportsBeforeRefused(planes);
      acceptsBehindRefused(planes);
      reportsWhereOneIs(planes);
      acceptsWhereNoneIs(planes);
      reportsInComparator(planes);
      ExecutorService pool = Executors.newFixedThreadPool(2);
      reportsFirstResult(pool, table);
      acceptsSecondResult(pool, table);
      pool.shutdown();
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  /** A plane of a picture and how far in front it is. */
  private record Plane(String name, int height, SgTable table) {}

  private static void reportsLowest(List<Plane> planes) {
    Comparator<Plane> byHeight = Comparator.comparingInt(Plane::height);
    Plane lowest = planes.stream().min(byHeight).orElseThrow();
    CacheOps.flush(lowest.table()); // expect: DMABUF_PAGE_ACCESS
    CacheOps.flush(Collections.min(planes, byHeight).table()); // expect: DMABUF_PAGE_ACCESS
    List<Plane> sorted = new ArrayList<>(planes);
    sorted.sort(byHeight.reversed());
    CacheOps.flush(sorted.get(1).table()); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsHighest(List<Plane> planes) {
    Comparator<Plane> byHeight = Comparator.comparingInt(Plane::height);
    planes.stream().max(byHeight).orElseThrow().table().zero();
    Collections.max(planes, byHeight).table().zero();
    List<Plane> sorted = new ArrayList<>(planes);
    sorted.sort(byHeight.reversed());
    sorted.get(0).table().zero();
  }

  private static void reportsSortedByName(List<Plane> planes) {
    SgTable last =
        planes.stream().sorted(Comparator.comparing(Plane::name)).toList().get(1).table();
    CacheOps.flush(last); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsSortedByName(List<Plane> planes) {
    planes.stream()
        .sorted(Comparator.comparing(Plane::name))
        .findFirst()
        .orElseThrow()
        .table()
        .zero();
  }

  private static void reportsOfAnyOrder(List<Plane> planes, int sign) {
    SgTable first =
        planes.stream()
            .sorted((a, b) -> (a.height() - b.height()) * (sign + 1))
            .findFirst()
            .orElseThrow()
            .table();
    CacheOps.flush(first); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsBeforeRefused(List<Plane> planes) {
    planes.stream()
        .takeWhile(plane -> plane.height() == 0)
        .forEach(plane -> CacheOps.flush(plane.table())); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsBehindRefused(List<Plane> planes) {
    planes.stream().dropWhile(plane -> plane.height() == 0).forEach(plane -> plane.table().zero());
  }

  private static void reportsWhereOneIs(List<Plane> planes) {
    if (planes.stream().anyMatch(plane -> plane.height() == 1)) {
      CacheOps.flush(planes.get(0).table()); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void acceptsWhereNoneIs(List<Plane> planes) {
    if (planes.stream().noneMatch(plane -> plane.height() == 1)
        || !planes.stream().allMatch(plane -> plane.height() < 2)) {
      planes.get(0).table().zero();
    }
  }

  private static void reportsInComparator(List<Plane> planes) {
    List<Plane> sorted = new ArrayList<>(planes);
    sorted.sort(
        (a, b) ->
            Integer.compare(a.height(), b.table().pages().length)); // expect: DMABUF_PAGE_ACCESS
    Rig.check(sorted.size() == 2, "two planes");
  }

  private static List<Future<SgTable>> decode(ExecutorService pool, SgTable table)
      throws InterruptedException {
    List<Callable<SgTable>> jobs = List.of(() -> table, Rig::ownTable);
    return pool.invokeAll(jobs);
  }

  private static void reportsFirstResult(ExecutorService pool, SgTable table)
      throws ExecutionException, InterruptedException {
    CacheOps.flush(decode(pool, table).get(0).get()); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsSecondResult(ExecutorService pool, SgTable table)
      throws ExecutionException, InterruptedException {
    decode(pool, table).get(1).get().zero();
  }
}
