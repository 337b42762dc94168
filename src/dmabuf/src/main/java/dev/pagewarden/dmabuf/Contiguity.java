package dev.pagewarden.dmabuf;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;

/** Shows frames as one run of memory, and moves them next to each other where they are not. */
final class Contiguity {
  /** One move at a time, so that two of the same frames do not undo each other. */
  private static final Object MOVING = new Object();

  private Contiguity() {}

  static ByteBuffer of(PageFrame[] frames) {
    int bytes = Math.multiplyExact(frames.length, Page.SIZE);
    synchronized (MOVING) {
      if (!isOneRun(frames)) {
        move(frames, bytes);
      }
      return frames[0].block().slice(frames[0].blockOffset(), bytes);
    }
  }

  private static boolean isOneRun(PageFrame[] frames) {
    ByteBuffer block = frames[0].block();
    int offset = frames[0].blockOffset();
    for (PageFrame frame : frames) {
      if (frame.block() != block || frame.blockOffset() != offset) {
        return false;
      }
      offset += Page.SIZE;
    }
    return true;
  }

  private static void move(PageFrame[] frames, int bytes) {
    Set<PageFrame> seen = new HashSet<>();
    for (PageFrame frame : frames) {
      if (!seen.add(frame)) {
        throw new IllegalArgumentException(
            String.format("page frame 0x%x comes twice; map each page once.", frame.number()));
      }
    }
    ByteBuffer block = ByteBuffer.allocateDirect(bytes);
    int offset = 0;
    for (PageFrame frame : frames) {
      frame.moveTo(block, offset);
      offset += Page.SIZE;
    }
  }
}
