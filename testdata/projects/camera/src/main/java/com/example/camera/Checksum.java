package com.example.camera;

import dev.pagewarden.dmabuf.SgTable;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/** The checksum of what is behind a table: fine for the table's owner, and for nobody else. */
final class Checksum {
  private Checksum() {}

  static long of(SgTable table, int length) {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    table.copyTo(bytes);
    CRC32 checksum = new CRC32();
    checksum.update(bytes.array());
    return checksum.getValue();
  }
}
