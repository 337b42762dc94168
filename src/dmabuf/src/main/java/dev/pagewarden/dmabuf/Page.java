package dev.pagewarden.dmabuf;

import java.nio.ByteBuffer;

/**
 * A handle on a page of memory; the kernel's {@code struct page}.
 *
 * <p>Whoever allocated the page owns it. Handles are equal if they are of the same page frame;
 * {@link Scatterlist#page()} makes a new one each time, so that one can be told from another.
 *
 * <p>All members throw {@link PageFault} once the page has been freed, except those that only
 * calculate ({@link #pageFrameNumber()}, {@link #physicalAddress()}, {@link #virtualAddress()}).
 */
public final class Page {
  /** Bytes in a page. */
  public static final int SIZE = 4096;

  /** Where the kernel's direct map of physical memory begins, on x86-64. */
  private static final long DIRECT_MAP = 0xffff_8880_0000_0000L;

  private final long number;

  Page(long number) {
    this.number = number;
  }

  /**
   * Bytes rounded up to whole pages.
   *
   * @param bytes a size in bytes, 0 or more
   * @return the next multiple of {@link #SIZE}
   */
  public static long align(long bytes) {
    return Math.addExact(bytes, SIZE - 1L) / SIZE * SIZE;
  }

  /**
   * The number of the page frame; the kernel's {@code page_to_pfn}.
   *
   * @return physical address divided by {@link #SIZE}
   */
  public long pageFrameNumber() {
    return number;
  }

  /**
   * The page's bytes, in the memory itself; the kernel's {@code kmap_local_page}.
   *
   * @return a buffer of {@link #SIZE} bytes at position 0, independent of other buffers' position
   * @throws PageFault if the page has been freed
   */
  public ByteBuffer map() {
    return frame().memory();
  }

  /**
   * Where the CPU sees the page; the kernel's {@code page_address}.
   *
   * @return an address in the kernel's direct map; nothing can be read by it in Java
   */
  public long virtualAddress() {
    return DIRECT_MAP + physicalAddress();
  }

  /**
   * Where the page lies in physical memory; the kernel's {@code page_to_phys}.
   *
   * @return the address of its first byte
   */
  public long physicalAddress() {
    return number * SIZE;
  }

  /**
   * The page {@code n} frames on; the kernel's {@code nth_page}.
   *
   * @param n how many frames further, may be negative
   * @return a handle on it
   * @throws PageFault if there is no page
   */
  public Page nth(int n) {
    return Pages.ofFrame(number + n);
  }

  /**
   * Takes a reference, so that the page outlives its owner; the kernel's {@code get_page}.
   *
   * @return this
   * @throws PageFault if the page has been freed
   */
  public Page get() {
    frame().get();
    return this;
  }

  /**
   * Drops a reference; the last one frees the page. The kernel's {@code put_page}.
   *
   * @throws PageFault if the page has been freed
   */
  public void put() {
    PageFrame frame = frame();
    if (frame.put()) {
      FrameTable.remove(frame);
    }
  }

  /**
   * Notes that the page was written; the kernel's {@code set_page_dirty}.
   *
   * @throws PageFault if the page has been freed
   */
  public void markDirty() {
    frame().markDirty();
  }

  /**
   * Whether {@link #markDirty()} was called or a device wrote to the page; the kernel's {@code
   * PageDirty}.
   *
   * @return true from then on
   * @throws PageFault if the page has been freed
   */
  public boolean isDirty() {
    return frame().isDirty();
  }

  /**
   * How many references hold the page; the kernel's {@code page_count}.
   *
   * @return 1 for a page that only its allocator holds
   * @throws PageFault if the page has been freed
   */
  public int referenceCount() {
    return frame().references();
  }

  /**
   * Fills the page with zeroes; the kernel's {@code clear_page}.
   *
   * @throws PageFault if the page has been freed
   */
  public void clear() {
    frame().write(0, new byte[SIZE], 0, SIZE);
  }

  PageFrame frame() {
    return FrameTable.require(number);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Page page && page.number == number;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(number);
  }

  @Override
  public String toString() {
    return "page frame 0x" + Long.toHexString(number);
  }
}
