package dev.pagewarden.detectors.flow;

import java.util.function.Supplier;

/**
 * Does work on a thread whose stack is large enough for {@link Bound#CALL_DEPTH} to bite before the
 * stack ends: hosts call on threads with half a megabyte. The memory is only reserved; what is used
 * of it is what the calls of the program under analysis need.
 */
final class DeepStack {
  private static final long BYTES = 1L << 30;

  private DeepStack() {}

  /**
   * Does the work and returns its result once it has ended. An interrupt of the calling thread is
   * passed on to the work.
   *
   * @throws RuntimeException what the work throws; so for errors
   */
  static <T> T call(Supplier<T> work) {
    Task<T> task = new Task<>(work);
    Thread thread = new Thread(null, task, "pagewarden-flow-analysis", BYTES);
    thread.setDaemon(true);
    thread.start();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
        thread.interrupt();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return task.result();
  }

  private static final class Task<T> implements Runnable {
    private final Supplier<T> work;
    private T result;
    private Throwable thrown;

    Task(Supplier<T> work) {
      this.work = work;
    }

    @Override
    public void run() {
      try {
        result = work.get();
      } catch (RuntimeException | Error e) {
        thrown = e;
      }
    }

    private T result() {
      if (thrown instanceof RuntimeException e) {
        throw e;
      }
      if (thrown instanceof Error e) {
        throw e;
      }
      return result;
    }
  }
}
