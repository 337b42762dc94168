package com.example.camera;

import dev.pagewarden.dmabuf.DmaBuf;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Two tests at the same time, each with a thread of its own; one of them peeks. */
@Execution(ExecutionMode.CONCURRENT)
class SideBySideTest {
  private static final CyclicBarrier BARRIER = new CyclicBarrier(2);

  @Test
  void one_that_peeks() throws Exception {
    inThread(true);
  }

  @Test
  void one_that_does_not() throws Exception {
    inThread(false);
  }

  private static void inThread(boolean peeking) throws Exception {
    AtomicReference<Exception> failure = new AtomicReference<>();
    Thread thread =
        new Thread(
            () -> {
              try (DmaBuf buffer = Frames.frame()) {
                BARRIER.await();
                if (peeking) {
                  new Brightness().byPeeking(buffer);
                } else {
                  new Brightness().byDevice(buffer);
                }
                BARRIER.await();
              } catch (Exception e) {
                failure.set(e);
              }
            });
    thread.start();
    thread.join();
    if (failure.get() != null) {
      throw failure.get();
    }
  }
}
