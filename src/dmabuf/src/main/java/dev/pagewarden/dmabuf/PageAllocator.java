package dev.pagewarden.dmabuf;

import java.util.ArrayList;
import java.util.List;

/** Allocates pages of real memory; the kernel's {@code alloc_pages}. Thread-safe. */
public final class PageAllocator {
  private static final PageAllocator SYSTEM = new PageAllocator();

  private PageAllocator() {}

  /**
   * The machine's allocator.
   *
   * @return always the same
   */
  public static PageAllocator system() {
    return SYSTEM;
  }

  /**
   * Allocates a page of zeroes.
   *
   * @return its handle, with one reference
   * @throws OutOfMemoryError if there is no memory left
   */
  public Page allocate() {
    return allocate(1).get(0);
  }

  /**
   * Allocates pages of zeroes whose frames are scattered: no two of them are adjacent.
   *
   * @param count how many, more than 0
   * @return their handles, unmodifiable, with one reference each
   * @throws IllegalArgumentException if {@code count} is not positive
   * @throws OutOfMemoryError if there is no memory left
   */
  public List<Page> allocate(int count) {
    return allocate(count, false);
  }

  /**
   * Allocates pages of zeroes whose frames follow each other.
   *
   * @param count how many, more than 0
   * @return their handles in the order of their frames, unmodifiable, with one reference each
   * @throws IllegalArgumentException if {@code count} is not positive
   * @throws OutOfMemoryError if there is no memory left
   */
  public List<Page> allocateContiguous(int count) {
    return allocate(count, true);
  }

  private static List<Page> allocate(int count, boolean adjacent) {
    if (count <= 0) {
      throw new IllegalArgumentException(count + " pages cannot be allocated; ask for at least 1.");
    }
    long first = FrameTable.add(count, adjacent);
    long stride = FrameTable.stride(adjacent);
    List<Page> pages = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      pages.add(new Page(first + i * stride));
    }
    return List.copyOf(pages);
  }

  /**
   * Gives pages back. A page that others hold references on ({@link Page#get()}) stays until they
   * put them.
   *
   * @param pages the pages, each allocated here and not freed yet
   * @throws PageFreedException if one was freed before and others hold it still
   * @throws PageFault if one is gone
   */
  public void free(Page... pages) {
    for (Page page : pages) {
      PageFrame frame = page.frame();
      if (frame.free()) {
        FrameTable.remove(frame);
      }
    }
  }

  /**
   * Gives pages back, as {@link #free(Page...)} does.
   *
   * @param pages the pages, each allocated here and not freed yet
   */
  public void free(List<Page> pages) {
    free(pages.toArray(new Page[0]));
  }
}
