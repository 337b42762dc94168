package com.example.camera;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pagewarden.dmabuf.PageAllocator;
import dev.pagewarden.dmabuf.SgTable;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class ChecksumTest {
  @Test
  void the_checksum_of_fresh_memory_is_that_of_zeroes() {
    SgTable own = SgTable.ofPages(PageAllocator.system().allocate(2));
    CRC32 zeroes = new CRC32();
    zeroes.update(new byte[8192]);
    assertEquals(zeroes.getValue(), Checksum.of(own, 8192));
  }
}
