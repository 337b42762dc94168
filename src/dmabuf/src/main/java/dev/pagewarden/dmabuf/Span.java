package dev.pagewarden.dmabuf;

import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * The part of an access that lies in one page.
 *
 * @param address DMA address of its first byte
 * @param at where in the whole access it begins, in bytes
 * @param count bytes
 */
record Span(long address, int at, int count) {
  /** Where in the page it begins, in bytes. */
  int offset() {
    return (int) Math.floorMod(address, (long) Page.SIZE);
  }

  /** Cuts an access at the page boundaries. */
  static Iterator<Span> over(long address, int length) {
    return new Iterator<>() {
      private int at;

      @Override
      public boolean hasNext() {
        return at < length;
      }

      @Override
      public Span next() {
        if (!hasNext()) {
          throw new NoSuchElementException("the access ends here");
        }
        long here = address + at;
        int room = Page.SIZE - (int) Math.floorMod(here, (long) Page.SIZE);
        Span span = new Span(here, at, Math.min(room, length - at));
        at += span.count();
        return span;
      }
    };
  }
}
