package dev.pagewarden.dmabuf;

import java.nio.ByteBuffer;

/** Where an IOMMU page leads, and whether the device may write there. */
sealed interface Translation {
  /** Whether the device may write. */
  boolean writable();

  /** Copies {@code count} bytes from the page's byte {@code offset} on. */
  void read(int offset, byte[] into, int at, int count);

  /** Copies {@code count} bytes to the page's byte {@code offset} and on. */
  void write(int offset, byte[] from, int at, int count);

  /** Leads to a page frame, by number: a frame that was freed meanwhile is found out. */
  record ToFrame(long frameNumber, boolean writable) implements Translation {
    @Override
    public void read(int offset, byte[] into, int at, int count) {
      FrameTable.require(frameNumber).read(offset, into, at, count);
    }

    @Override
    public void write(int offset, byte[] from, int at, int count) {
      FrameTable.require(frameNumber).write(offset, from, at, count);
    }
  }

  /** Leads to a device's own memory, which has no pages. */
  record ToResource(ByteBuffer page, boolean writable) implements Translation {
    @Override
    public void read(int offset, byte[] into, int at, int count) {
      page.get(offset, into, at, count);
    }

    @Override
    public void write(int offset, byte[] from, int at, int count) {
      page.put(offset, from, at, count);
    }
  }
}
