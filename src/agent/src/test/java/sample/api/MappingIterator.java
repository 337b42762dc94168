package sample.api;

import java.nio.ByteBuffer;

/** Goes from page to page. */
public final class MappingIterator {
  private final SgTable table;
  private Scatterlist entry;

  MappingIterator(SgTable table) {
    this.table = table;
  }

  public boolean next() {
    entry = entry == null ? table.firstEntry() : entry.next();
    return entry != null;
  }

  public ByteBuffer buffer() {
    return entry.page().map();
  }
}
