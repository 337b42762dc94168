package dev.pagewarden.dmabuf;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * Memory whose pages are meant to be passed on: the right carrier where two parties do want to
 * share pages rather than a buffer; the kernel's {@code memfd_create}.
 *
 * <p>The memory lives until it is closed; who wants a page for longer takes a reference with {@link
 * Page#get()}. Thread-safe.
 */
public final class MemFd implements AutoCloseable {
  private final String name;
  private final List<Page> pages;
  private boolean closed;

  private MemFd(String name, List<Page> pages) {
    this.name = name;
    this.pages = pages;
  }

  /**
   * Allocates memory of zeroes.
   *
   * @param name what messages call it
   * @param bytes how many, more than 0; rounded up to whole pages
   * @return open memory, to be closed
   * @throws IllegalArgumentException if {@code bytes} is not positive
   */
  public static MemFd create(String name, long bytes) {
    return new MemFd(name, PageAllocator.system().allocate(PageExporter.pagesFor(bytes)));
  }

  /**
   * What messages call the memory.
   *
   * @return never null
   */
  public String name() {
    return name;
  }

  /**
   * How large the memory is.
   *
   * @return bytes, a multiple of {@link Page#SIZE}
   */
  public long size() {
    return (long) pages.size() * Page.SIZE;
  }

  /**
   * The pages of the memory, for whoever has the memory.
   *
   * @return unmodifiable, in order
   * @throws IllegalStateException if the memory was closed
   */
  public synchronized List<Page> pages() {
    requireOpen();
    return pages;
  }

  /**
   * Maps the memory; {@code mmap} of a memfd.
   *
   * @return its bytes at position 0, in the memory itself; a view of its own for each caller
   * @throws IllegalStateException if the memory was closed
   */
  public synchronized ByteBuffer map() {
    requireOpen();
    return Pages.vmap(pages.toArray(new Page[0]));
  }

  /** Frees the pages that nobody else holds. Closing again does nothing. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      PageAllocator.system().free(pages);
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException(
          "memfd \"" + name + "\" was closed; use its pages before, or hold them with Page.get().");
    }
  }

  @Override
  public String toString() {
    return "memfd \"" + name + "\" of " + size() + " bytes";
  }
}
