package dev.pagewarden.dmabuf;

import java.nio.ByteBuffer;

/**
 * Reads and writes the bytes behind a table one after another, through its pages; the crypto API's
 * {@code scatter_walk}. For the table's owner: an importer has no pages to walk.
 */
public final class ScatterWalk {
  private final SgTable table;
  private long position;

  /**
   * Starts at the first byte; {@code scatterwalk_start}, which maps the first page.
   *
   * @param table an own table
   * @throws PageFault if the first link leads to no page
   */
  public ScatterWalk(SgTable table) {
    this.table = table;
    TableBytes.move(table, 0, 1, (memory, count) -> {});
  }

  /**
   * Copies the next bytes; {@code scatterwalk_copychunks} from the table.
   *
   * @param target takes as many as it has room for, at its position
   * @return how many bytes were copied, fewer at the end of the table
   * @throws PageFault if a link leads to no page
   */
  public long copy(ByteBuffer target) {
    long count = table.copyTo(target, position);
    position += count;
    return count;
  }

  /**
   * Overwrites the next bytes; {@code scatterwalk_copychunks} into the table.
   *
   * @param source gives as many as it has, from its position
   * @return how many bytes were written, fewer at the end of the table
   * @throws PageFault if a link leads to no page
   */
  public long write(ByteBuffer source) {
    long count = table.copyFrom(source, position);
    position += count;
    return count;
  }

  /**
   * How far the walk has come.
   *
   * @return bytes from the start of the table
   */
  public long position() {
    return position;
  }

  /**
   * Copies bytes from somewhere in a table; {@code scatterwalk_map_and_copy}.
   *
   * @param target takes as many as it has room for, at its position
   * @param table an own table
   * @param start the first byte's place in the table
   * @return how many bytes were copied
   * @throws PageFault if a link leads to no page
   */
  public static long mapAndCopy(ByteBuffer target, SgTable table, long start) {
    return table.copyTo(target, start);
  }
}
