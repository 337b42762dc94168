package dev.pagewarden.dmabuf;

import java.nio.ByteBuffer;

/**
 * What an entry covers of one page.
 *
 * @param page the page
 * @param offset where in the page it begins, in bytes
 * @param length bytes
 */
record Piece(Page page, int offset, int length) {
  /** The bytes themselves. */
  ByteBuffer memory() {
    return page.map().slice(offset, length);
  }
}
