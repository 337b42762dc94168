package sample.api;

import java.nio.ByteBuffer;

/** At work for the cursor; nobody else's business. */
final class Pieces {
  private final SgTable table;
  private Scatterlist entry;
  private ByteBuffer bytes;

  Pieces(SgTable table) {
    this.table = table;
  }

  boolean next() {
    entry = entry == null ? table.firstEntry() : entry.next();
    bytes = entry == null ? null : entry.page().map();
    return entry != null;
  }

  ByteBuffer bytes() {
    return bytes;
  }
}
