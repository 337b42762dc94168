package dev.pagewarden.dmabuf;

import java.util.concurrent.locks.ReentrantLock;

/**
 * A buffer's reservation lock; the kernel's {@code struct dma_resv}. Who holds it can be sure that
 * the buffer does not move, and dynamic attachments are mapped under it.
 *
 * <p>Unlike the kernel's lock this one may be taken again by the thread that holds it.
 */
public final class Reservation {
  private final String buffer;
  private final ReentrantLock lock = new ReentrantLock();

  Reservation(String buffer) {
    this.buffer = buffer;
  }

  /** Takes the lock, after whoever holds it; {@code dma_resv_lock}. */
  public void lock() {
    lock.lock();
  }

  /**
   * Takes the lock if it is free; {@code dma_resv_trylock}.
   *
   * @return whether this thread has it now
   */
  public boolean tryLock() {
    return lock.tryLock();
  }

  /**
   * Releases the lock; {@code dma_resv_unlock}.
   *
   * @throws ReservationNotHeldException if this thread does not hold it
   */
  public void unlock() {
    requireHeld("resv().unlock()");
    lock.unlock();
  }

  /**
   * Whether this thread holds the lock; {@code dma_resv_held}.
   *
   * @return true between {@link #lock()} and {@link #unlock()}
   */
  public boolean isHeldByCurrentThread() {
    return lock.isHeldByCurrentThread();
  }

  void requireHeld(String call) {
    if (!lock.isHeldByCurrentThread()) {
      throw new ReservationNotHeldException(
          buffer,
          call + " without the reservation lock",
          "call it between resv().lock() and resv().unlock() of one thread");
    }
  }

  void requireNotHeld(String call) {
    if (lock.isHeldByCurrentThread()) {
      throw new ReservationHeldException(
          buffer, call + " takes the reservation lock itself", "call it after resv().unlock()");
    }
  }
}
