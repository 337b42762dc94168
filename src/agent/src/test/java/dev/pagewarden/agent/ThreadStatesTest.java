package dev.pagewarden.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pagewarden.evidence.AccessSite;
import dev.pagewarden.evidence.CallSite;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ThreadStatesTest {
  private final ThreadStates states = new ThreadStates();
  private final int[] owners = new int[Cells.OWNERS];
  private final FixedCell first = fixedCell(Cells.FIRST_OWNER);
  private final FixedCell second = fixedCell(Cells.SECOND_OWNER);
  private final Site site =
      new Site(
          7,
          Site.Owner.IMPORTER,
          0,
          new AccessSite(new CallSite("a/B", "c", "()V", 0, 0, 1), null, "T.page()"));

  ThreadStatesTest() {
    states.fileIn(new long[Cells.SLOTS][], List.of(first, second));
  }

  @Test
  void a_thread_that_ends_leaves_its_fixed_cell_to_another_and_no_count_is_lost() throws Exception {
    for (int i = 1; i <= 3; i++) {
      assertSame(first.head(), runOnce());
      assertEquals(i, site.runs(states.totals()));
    }
  }

  @Test
  void threads_that_live_have_cells_of_their_own_two_of_them_fixed_ones() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    List<Thread> alive = new ArrayList<>();
    List<long[]> heads = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      CompletableFuture<long[]> head = new CompletableFuture<>();
      Thread thread =
          new Thread(
              () -> {
                states.current().ran(site);
                head.complete(states.head());
                await(end);
              });
      thread.start();
      alive.add(thread);
      heads.add(head.get());
    }
    assertSame(first.head(), heads.get(0));
    assertSame(second.head(), heads.get(1));
    assertNotSame(first.head(), heads.get(2));
    assertNotSame(second.head(), heads.get(2));
    end.countDown();
    for (Thread thread : alive) {
      thread.join();
    }
    assertEquals(3, site.runs(states.totals()));
    long[] next = runOnce();
    assertTrue(next == first.head() || next == second.head());
    assertEquals(4, site.runs(states.totals()));
  }

  private FixedCell fixedCell(int owner) {
    return new FixedCell(owners, owner, new long[Cells.FIXED_HEAD], new long[Cells.LARGEST]);
  }

  private long[] runOnce() throws Exception {
    CompletableFuture<long[]> cell = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              states.current().ran(site);
              cell.complete(states.head());
            });
    thread.start();
    thread.join();
    return cell.get();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
