package dev.pagewarden.dmabuf;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Eight threads that begin together. */
final class Crew {
  static final int THREADS = 8;

  private Crew() {}

  /** What a member does; the number tells which one. */
  interface Work {
    void run(int member) throws Exception;
  }

  /** Has all members work, and rethrows what any of them threw. */
  static void work(Work work) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    CyclicBarrier start = new CyclicBarrier(THREADS);
    try {
      List<Future<?>> members = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        int member = i;
        members.add(
            threads.submit(
                () -> {
                  start.await();
                  work.run(member);
                  return null;
                }));
      }
      for (Future<?> member : members) {
        member.get(60, TimeUnit.SECONDS);
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
