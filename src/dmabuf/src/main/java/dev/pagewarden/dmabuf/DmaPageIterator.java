package dev.pagewarden.dmabuf;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.PrimitiveIterator;

/**
 * Walks the DMA segments of a table page by page; the kernel's {@code sg_dma_page_iter}. It is no
 * relative of {@link SgTable#pageIterator()}: this one knows no pages, only addresses.
 */
public final class DmaPageIterator implements PrimitiveIterator.OfLong {
  private final Iterator<Scatterlist> segments;
  private long next;
  private long left;
  private long current;

  DmaPageIterator(Iterator<Scatterlist> segments) {
    this.segments = segments;
    advance();
  }

  private void advance() {
    while (left <= 0 && segments.hasNext()) {
      Scatterlist segment = segments.next();
      next = segment.dmaAddress();
      left = segment.dmaLength();
    }
  }

  /**
   * Whether there are more.
   *
   * @return false after the last page
   */
  @Override
  public boolean hasNext() {
    return left > 0;
  }

  /**
   * Goes to the next page.
   *
   * @return its DMA address
   * @throws NoSuchElementException after the last page
   */
  @Override
  public long nextLong() {
    if (!hasNext()) {
      throw new NoSuchElementException("the table has no more DMA pages");
    }
    current = next;
    next += Page.SIZE;
    left -= Page.SIZE;
    advance();
    return current;
  }

  /**
   * Where the walk stands; the kernel's {@code sg_page_iter_dma_address}.
   *
   * @return the DMA address that {@link #nextLong()} returned last; 0 before
   */
  public long dmaAddress() {
    return current;
  }
}
