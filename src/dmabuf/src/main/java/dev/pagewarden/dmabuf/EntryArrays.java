package dev.pagewarden.dmabuf;

import java.util.ArrayList;
import java.util.List;

/**
 * The entry arrays of one table. An array has room for {@link #MAX} entries and one more that
 * chains it to the next array, as in {@code sg_alloc_table} and {@code sg_chain}.
 *
 * <pre>
 *   array 0: [ entry | entry | ... | entry | chain to 1 ]
 *   array 1: [ entry | entry, end |  (no chain yet) ]
 * </pre>
 */
final class EntryArrays {
  /** Entries in an array, without the chain; the kernel's {@code SG_MAX_SINGLE_ALLOC} less one. */
  static final int MAX = 127;

  private final List<Scatterlist[]> arrays = new ArrayList<>();
  private Scatterlist last;

  /** Adds arrays for {@code count} more entries, and marks the last of them as the end. */
  void grow(int count) {
    for (int left = count; left > 0; left -= MAX) {
      addArray(Math.min(left, MAX));
    }
  }

  private void addArray(int entries) {
    int number = arrays.size();
    Scatterlist[] array = new Scatterlist[entries + 1];
    for (int i = 0; i < entries; i++) {
      array[i] = new Scatterlist(this, number, i);
    }
    if (number > 0) {
      Scatterlist[] before = arrays.get(number - 1);
      int slot = before.length - 1;
      before[slot] = new Scatterlist(this, number - 1, slot);
      before[slot].chainTo(number);
      last.markEnd(false);
    }
    arrays.add(array);
    last = array[entries - 1];
    last.markEnd(true);
  }

  /** The first entry, or null if there are none. */
  Scatterlist first() {
    return arrays.isEmpty() ? null : arrays.get(0)[0];
  }

  /** The slot after an entry's: an entry or a chain. */
  Scatterlist slot(int array, int index) {
    return arrays.get(array)[index];
  }

  /** The first entry of the array that a chain leads to. */
  Scatterlist chained(long link) {
    long array = link >>> Scatterlist.MARKER_BITS;
    if (array <= 0 || array >= arrays.size()) {
      throw new PageFault(
          String.format(
              "chain link 0x%x leads to no entries; leave the links of a table alone.", link));
    }
    return arrays.get((int) array)[0];
  }

  void clear() {
    arrays.clear();
    last = null;
  }
}
