package dev.pagewarden.dmabuf;

import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * All page frames there are, by number: the machine's physical memory.
 *
 * <p>Numbers are never used twice, so that a stale link, handle or translation is found out rather
 * than led to somebody else's page.
 */
final class FrameTable {
  /** The first number: physical memory begins at 4 GiB. */
  private static final long FIRST = 0x10_0000L;

  private static final ConcurrentMap<Long, PageFrame> FRAMES = new ConcurrentHashMap<>();
  private static final AtomicLong NEXT = new AtomicLong(FIRST);

  private FrameTable() {}

  /**
   * Makes frames over one block of memory.
   *
   * @param count how many
   * @param adjacent whether their numbers follow each other; if not, no two of them do
   * @return the number of the first; the others follow by {@link #stride}
   */
  static long add(int count, boolean adjacent) {
    ByteBuffer block = ByteBuffer.allocateDirect(Math.multiplyExact(count, Page.SIZE));
    long stride = stride(adjacent);
    // One number is left out at the end of a run, so that runs never touch.
    long first = NEXT.getAndAdd(count * stride + 1);
    for (int i = 0; i < count; i++) {
      long number = first + i * stride;
      FRAMES.put(number, new PageFrame(number, block, i * Page.SIZE));
    }
    return first;
  }

  static long stride(boolean adjacent) {
    return adjacent ? 1 : 2;
  }

  /** The frame, or null if there is none of that number. */
  static PageFrame find(long number) {
    return FRAMES.get(number);
  }

  /** The frame; what it was reached by, for the message, is made only if there is none. */
  static PageFrame require(long number) {
    PageFrame frame = FRAMES.get(number);
    if (frame == null) {
      throw new PageFault(
          String.format(
              "page frame 0x%x does not exist or has been freed; use pages while their owner keeps"
                  + " them.",
              number));
    }
    return frame;
  }

  static void remove(PageFrame frame) {
    FRAMES.remove(frame.number(), frame);
  }
}
