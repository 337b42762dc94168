package library;

import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import java.nio.ByteBuffer;
import java.util.function.Function;

/** Static helpers as a dependency might bring them. */
public final class Frames {
  private Frames() {}

  /** The table's last entry. */
  public static Scatterlist lastEntry(SgTable table) {
    Scatterlist entry = table.firstEntry();
    while (!entry.isLast()) {
      entry = entry.next();
    }
    return entry;
  }

  /** Bytes in the table, by its DMA side. */
  public static long size(SgTable table) {
    long size = 0;
    for (Scatterlist entry : table.dmaEntries()) {
      size += entry.dmaLength();
    }
    return size;
  }

  /** A checksum over the table's bytes, by its pages. */
  public static long checksum(SgTable table) {
    ByteBuffer bytes = ByteBuffer.allocate((int) size(table));
    table.copyTo(bytes); // expect: DMABUF_PAGE_ACCESS
    bytes.flip();
    long sum = 0;
    while (bytes.hasRemaining()) {
      sum = sum * 31 + bytes.get();
    }
    return sum;
  }

  /** As {@link #checksum}, for whoever wants the pages of own memory summed. */
  public static long ownChecksum(SgTable table) {
    long sum = 0;
    for (Scatterlist entry : table) {
      sum = sum * 31 + entry.physicalAddress();
    }
    return sum;
  }

  /** Runs {@code action} on {@code table} and returns what it returns. */
  public static <R> R with(SgTable table, Function<? super SgTable, ? extends R> action) {
    return action.apply(table);
  }
}
