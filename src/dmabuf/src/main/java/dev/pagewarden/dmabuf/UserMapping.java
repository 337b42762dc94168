package dev.pagewarden.dmabuf;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A range of user space that a driver fills with memory; the kernel's {@code struct
 * vm_area_struct}. Thread-safe.
 */
public final class UserMapping {
  private final long size;
  private final TreeMap<Long, Page> pages = new TreeMap<>();
  private ByteBuffer whole;

  /**
   * An empty mapping.
   *
   * @param size bytes, more than 0; rounded up to whole pages
   * @throws IllegalArgumentException if {@code size} is not positive
   */
  public UserMapping(long size) {
    if (size <= 0) {
      throw new IllegalArgumentException("a mapping has at least one byte, not " + size + ".");
    }
    this.size = Page.align(size);
  }

  /**
   * How large the mapping is.
   *
   * @return bytes, a multiple of {@link Page#SIZE}
   */
  public long size() {
    return size;
  }

  /**
   * Shows a page in the mapping; {@code vm_insert_page}. For the page's owner: importers forward
   * the mapping with {@link DmaBuf#mmap}.
   *
   * @param offset where, in bytes; a multiple of {@link Page#SIZE} below {@link #size()}
   * @param page the page
   * @throws PageFault if the page has been freed
   * @throws IllegalArgumentException if the offset is no place for a page
   * @throws IllegalStateException if there is something already
   */
  public synchronized void insertPage(long offset, Page page) {
    if (offset < 0 || offset >= size || offset % Page.SIZE != 0) {
      throw new IllegalArgumentException(
          "a page cannot go to offset " + offset + " of a user mapping of " + size + " bytes.");
    }
    page.frame();
    if (whole != null || pages.putIfAbsent(offset, page) != null) {
      throw taken(offset);
    }
  }

  /**
   * Shows memory without pages in the mapping, which must cover all of it; {@code remap_pfn_range}
   * of a device's memory.
   *
   * @param memory the bytes from its position on, at least {@link #size()} of them
   * @throws IllegalArgumentException if there are fewer
   * @throws IllegalStateException if there is something already
   */
  public synchronized void insertBuffer(ByteBuffer memory) {
    if (memory.remaining() < size) {
      throw new IllegalArgumentException(
          "a user mapping of " + size + " bytes cannot show " + memory.remaining() + ".");
    }
    if (whole != null || !pages.isEmpty()) {
      throw taken(0);
    }
    whole = memory.slice(memory.position(), (int) size);
  }

  /**
   * What the user sees from offset 0 on, to the end or to the first page that nobody has inserted.
   * It is the memory itself, as with {@link Pages#vmap}.
   *
   * @return a new view at position 0
   * @throws IllegalStateException if there is nothing at offset 0; the {@code SIGBUS} of this world
   * @throws PageFault if a page has been freed
   */
  public synchronized ByteBuffer view() {
    if (whole != null) {
      return whole.duplicate();
    }
    List<Page> run = new ArrayList<>();
    for (Map.Entry<Long, Page> each : pages.entrySet()) {
      if (each.getKey() != (long) run.size() * Page.SIZE) {
        break;
      }
      run.add(each.getValue());
    }
    if (run.isEmpty()) {
      throw new IllegalStateException(
          "the user mapping is empty at offset 0; fill it with DmaBuf.mmap() first.");
    }
    return Pages.vmap(run.toArray(new Page[0]));
  }

  private static IllegalStateException taken(long offset) {
    return new IllegalStateException(
        "the user mapping shows something at offset "
            + offset
            + " already; map into an empty one.");
  }
}
