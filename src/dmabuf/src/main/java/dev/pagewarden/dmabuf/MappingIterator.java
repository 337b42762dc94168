package dev.pagewarden.dmabuf;

import java.nio.ByteBuffer;

/**
 * Walks the bytes behind a table, a page at a time; the kernel's {@code sg_mapping_iter}.
 *
 * <pre>{@code
 * try (MappingIterator walk = own.mappingIterator()) {
 *   while (walk.next()) {
 *     checksum.update(walk.buffer());
 *   }
 * }
 * }</pre>
 */
public final class MappingIterator implements AutoCloseable {
  private final PieceIterator pieces;
  private Piece piece;

  MappingIterator(SgTable table) {
    this.pieces = new PieceIterator(table);
  }

  /**
   * Goes to the next piece; {@code sg_miter_next}.
   *
   * @return false after the last
   * @throws PageFault if a link leads to no page
   */
  public boolean next() {
    piece = pieces.hasNext() ? pieces.next() : null;
    return piece != null;
  }

  /**
   * The bytes of the piece, in the memory itself; {@code miter.addr}.
   *
   * @return a new view at position 0
   * @throws IllegalStateException if the walk stands at no piece
   */
  public ByteBuffer buffer() {
    return piece().memory();
  }

  /**
   * The page of the piece; {@code miter.page}.
   *
   * @return never null
   * @throws IllegalStateException if the walk stands at no piece
   */
  public Page page() {
    return piece().page();
  }

  /** Ends the walk; {@code sg_miter_stop}. */
  @Override
  public void close() {
    piece = null;
  }

  private Piece piece() {
    if (piece == null) {
      throw new IllegalStateException(
          "the walk stands at no piece; call next() until it is false.");
    }
    return piece;
  }
}
