package dev.pagewarden.dmabuf;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Makes tables of the entries of others. */
final class TableEdits {
  private TableEdits() {}

  static SgTable cloneOf(SgTable table) {
    table.requireNotFreed("cloned after it was freed");
    List<Entry> entries = entriesOf(table);
    if (entries.isEmpty()) {
      throw new IllegalArgumentException(
          "the table has no pages to clone; map the buffer for the other device instead.");
    }
    return tableOf(entries);
  }

  static void append(SgTable table, SgTable other) {
    if (table == other || table.mappings().isMapped() || other.mappings().isMapped()) {
      throw new IllegalArgumentException(
          "only two tables that are not mapped for a device can be put together.");
    }
    List<Entry> entries = entriesOf(other);
    if (!entries.isEmpty()) {
      fill(table.grow(entries.size()), entries);
    }
    other.empty();
  }

  static SgTable[] split(SgTable table, long... sizes) {
    Iterator<Piece> pieces = new PieceIterator(table);
    SgTable[] parts = new SgTable[sizes.length];
    Piece rest = null;
    for (int i = 0; i < sizes.length; i++) {
      List<Entry> entries = new ArrayList<>();
      for (long left = sizes[i]; left > 0; ) {
        if (rest == null && !pieces.hasNext()) {
          throw new IllegalArgumentException("the table has too few bytes for part " + i + ".");
        }
        Piece piece = rest == null ? pieces.next() : rest;
        int count = (int) Math.min(left, piece.length());
        entries.add(new Entry(piece.page(), count, piece.offset()));
        rest =
            count == piece.length()
                ? null
                : new Piece(piece.page(), piece.offset() + count, piece.length() - count);
        left -= count;
      }
      if (entries.isEmpty()) {
        throw new IllegalArgumentException("part " + i + " must have at least one byte.");
      }
      parts[i] = tableOf(entries);
    }
    return parts;
  }

  /** The CPU side of an entry. */
  private record Entry(Page page, int length, int offset) {}

  private static List<Entry> entriesOf(SgTable table) {
    List<Entry> entries = new ArrayList<>();
    for (Scatterlist entry : table) {
      if (entry.length() > 0) {
        entries.add(new Entry(entry.page(), entry.length(), entry.offset()));
      }
    }
    return entries;
  }

  private static SgTable tableOf(List<Entry> entries) {
    SgTable table = SgTable.ofEntries(entries.size());
    fill(table.firstEntry(), entries);
    return table;
  }

  private static void fill(Scatterlist first, List<Entry> entries) {
    Scatterlist target = first;
    for (Entry entry : entries) {
      target.setPage(entry.page(), entry.length(), entry.offset());
      target = target.next();
    }
  }
}
