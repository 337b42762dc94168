package sample.api;

import java.nio.ByteBuffer;

/** Goes from page to page. */
public final class MappingIterator {
  private final Pieces pieces;

  MappingIterator(SgTable table) {
    this.pieces = new Pieces(table);
  }

  public boolean next() {
    return pieces.next();
  }

  public ByteBuffer buffer() {
    return pieces.bytes();
  }
}
