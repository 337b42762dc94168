package dev.pagewarden.dmabuf;

import java.nio.ByteBuffer;

/**
 * The memory behind a page frame number, with the kernel's reference count and dirty flag.
 *
 * <p>A frame's memory can be moved below its users, which is how {@link Pages#vmap} shows scattered
 * frames as one run: Java cannot map memory that exists already to a second address. Copies into
 * and out of a frame go by its monitor, so that none is lost in a move.
 */
final class PageFrame {
  private final long number;
  private ByteBuffer memory;
  private ByteBuffer block;
  private int blockOffset;
  private int references = 1;
  private boolean allocated = true;
  private boolean dirty;

  /** A frame over the page at {@code blockOffset} bytes into {@code block}. */
  PageFrame(long number, ByteBuffer block, int blockOffset) {
    this.number = number;
    settle(block, blockOffset);
  }

  long number() {
    return number;
  }

  /** A view of the page's bytes from 0 to {@link Page#SIZE}. */
  synchronized ByteBuffer memory() {
    return memory.duplicate();
  }

  synchronized ByteBuffer block() {
    return block;
  }

  synchronized int blockOffset() {
    return blockOffset;
  }

  synchronized void read(int offset, byte[] into, int at, int count) {
    memory.get(offset, into, at, count);
  }

  synchronized void write(int offset, byte[] from, int at, int count) {
    memory.put(offset, from, at, count);
    dirty = true;
  }

  /** Moves the page's bytes to another block. */
  synchronized void moveTo(ByteBuffer newBlock, int newOffset) {
    newBlock.put(newOffset, memory, 0, Page.SIZE);
    settle(newBlock, newOffset);
  }

  private void settle(ByteBuffer newBlock, int newOffset) {
    block = newBlock;
    blockOffset = newOffset;
    memory = newBlock.slice(newOffset, Page.SIZE);
  }

  synchronized int references() {
    return references;
  }

  synchronized boolean isDirty() {
    return dirty;
  }

  synchronized void markDirty() {
    dirty = true;
  }

  synchronized void get() {
    references++;
  }

  /** Drops a reference and tells whether it was the last. */
  synchronized boolean put() {
    if (references == 0) {
      throw freed("put once too often", "put a page as often as get() was called, no more");
    }
    return --references == 0;
  }

  /** Drops the allocator's reference and tells whether it was the last. */
  synchronized boolean free() {
    if (!allocated) {
      throw freed("freed twice", "free a page once, by whoever allocated it");
    }
    allocated = false;
    return put();
  }

  private PageFreedException freed(String what, String mend) {
    return new PageFreedException("page frame 0x" + Long.toHexString(number), what, mend);
  }
}
