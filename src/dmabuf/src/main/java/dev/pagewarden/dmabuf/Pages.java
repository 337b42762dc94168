package dev.pagewarden.dmabuf;

import java.nio.ByteBuffer;

/** What can be done with several pages at once. */
public final class Pages {
  private Pages() {}

  /**
   * Shows pages to the CPU as one run of memory; the kernel's {@code vmap}. What is written to the
   * buffer is in the pages, and the other way round.
   *
   * <p>Pages that were allocated together and come in that order are shown where they lie. Others
   * are moved next to each other, since Java cannot map memory twice; buffers that {@link
   * Page#map()} or an earlier {@code vmap} of another order gave out before do not follow, and must
   * be asked for again.
   *
   * @param pages the pages in the order wanted, each once; not empty
   * @return a buffer of all their bytes at position 0
   * @throws PageFault if one of them has been freed
   * @throws IllegalArgumentException if there are none, too many for a buffer, or one comes twice
   */
  public static ByteBuffer vmap(Page[] pages) {
    if (pages.length == 0) {
      throw new IllegalArgumentException("no pages to map; check that there are any.");
    }
    PageFrame[] frames = new PageFrame[pages.length];
    for (int i = 0; i < pages.length; i++) {
      frames[i] = pages[i].frame();
    }
    return Contiguity.of(frames);
  }

  /**
   * The page of a frame number; the kernel's {@code pfn_to_page}.
   *
   * @param frameNumber physical address divided by {@link Page#SIZE}
   * @return a new handle
   * @throws PageFault if there is no page of that number
   */
  public static Page ofFrame(long frameNumber) {
    return new Page(FrameTable.require(frameNumber).number());
  }
}
