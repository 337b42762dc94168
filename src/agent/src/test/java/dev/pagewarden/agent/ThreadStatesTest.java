package dev.pagewarden.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.pagewarden.evidence.AccessSite;
import dev.pagewarden.evidence.CallSite;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ThreadStatesTest {
  private final ThreadStates states = new ThreadStates();
  private final FixedCell fixedCell =
      new FixedCell(
          new int[Cells.FIXED_OWNER_LENGTH], new long[Cells.FIRST_COUNT], new long[Cells.LARGEST]);
  private final Site site =
      new Site(
          7,
          Site.Owner.IMPORTER,
          0,
          new AccessSite(new CallSite("a/B", "c", "()V", 0, 0, 1), null, "T.page()"));

  ThreadStatesTest() {
    states.fileIn(new long[Cells.SLOTS][], fixedCell);
  }

  @Test
  void a_thread_that_ends_leaves_the_fixed_cell_to_another_and_no_count_is_lost() throws Exception {
    for (int i = 1; i <= 3; i++) {
      assertSame(fixedCell.head(), runOnce());
      assertEquals(i, site.runs(states.totals()));
    }
  }

  @Test
  void two_threads_that_live_have_cells_of_their_own() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    CompletableFuture<long[]> first = new CompletableFuture<>();
    Thread alive =
        new Thread(
            () -> {
              states.current().ran(site);
              first.complete(states.head());
              await(end);
            });
    alive.start();
    assertSame(fixedCell.head(), first.get());
    assertNotSame(fixedCell.head(), runOnce());
    end.countDown();
    alive.join();
    assertEquals(2, site.runs(states.totals()));
    assertSame(fixedCell.head(), runOnce());
    assertEquals(3, site.runs(states.totals()));
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
