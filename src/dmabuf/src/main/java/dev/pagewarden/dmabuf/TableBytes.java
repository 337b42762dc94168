package dev.pagewarden.dmabuf;

import java.nio.ByteBuffer;
import java.util.Iterator;

/** Moves bytes into and out of the memory behind a table; the kernel's {@code sg_copy_buffer}. */
final class TableBytes {
  private TableBytes() {}

  /** What is done with each run of memory. */
  interface Mover {
    void move(ByteBuffer memory, int count);
  }

  /** Goes through at most {@code limit} bytes after the first {@code skip}; returns how many. */
  static long move(SgTable table, long skip, long limit, Mover mover) {
    if (skip < 0) {
      throw new IllegalArgumentException("cannot skip " + skip + " bytes.");
    }
    long toSkip = skip;
    long left = limit;
    for (Iterator<Piece> walk = new PieceIterator(table); left > 0 && walk.hasNext(); ) {
      Piece piece = walk.next();
      int from = (int) Math.min(toSkip, piece.length());
      int count = (int) Math.min(left, piece.length() - from);
      toSkip -= from;
      if (count > 0) {
        mover.move(piece.memory().slice(from, count), count);
        left -= count;
      }
    }
    return limit - left;
  }
}
