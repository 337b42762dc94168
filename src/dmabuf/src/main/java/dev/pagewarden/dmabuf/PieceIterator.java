package dev.pagewarden.dmabuf;

import java.util.Iterator;
import java.util.NoSuchElementException;

/** Walks the pages behind the entries that have some. Resolves a link when it gets there. */
final class PieceIterator implements Iterator<Piece> {
  private Scatterlist entry;
  private Page first;
  private int pagesDone;
  private int bytesDone;

  PieceIterator(SgTable table) {
    entry = table.firstEntry();
    skipEmpty();
  }

  @Override
  public boolean hasNext() {
    return entry != null;
  }

  @Override
  public Piece next() {
    if (entry == null) {
      throw new NoSuchElementException("the table has no more pages");
    }
    if (first == null) {
      first = firstPage();
    }
    int offset = pagesDone == 0 ? entry.offset() % Page.SIZE : 0;
    int length = Math.min(Page.SIZE - offset, entry.length() - bytesDone);
    int frames = entry.offset() / Page.SIZE + pagesDone;
    Piece piece = new Piece(frames == 0 ? first : first.nth(frames), offset, length);
    pagesDone++;
    bytesDone += length;
    if (bytesDone == entry.length()) {
      entry = entry.next();
      skipEmpty();
    }
    return piece;
  }

  private Page firstPage() {
    Page page = entry.page();
    if (page == null) {
      throw new PageFault(
          entry + " has a length but no page; set the page, or a length of 0, with setPage().");
    }
    return page;
  }

  private void skipEmpty() {
    first = null;
    pagesDone = 0;
    bytesDone = 0;
    while (entry != null && entry.length() == 0) {
      entry = entry.next();
    }
  }
}
