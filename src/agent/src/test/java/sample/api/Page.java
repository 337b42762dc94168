package sample.api;

import java.nio.ByteBuffer;

/** A handle of a page frame; each access yields a new one. */
public final class Page {
  public static final int SIZE = 64;

  private final long frame;

  Page(long frame) {
    this.frame = frame;
  }

  public long frameNumber() {
    return frame;
  }

  public ByteBuffer map() {
    return Memory.bytes(frame);
  }
}
