package dev.pagewarden.dmabuf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A memfd's pages are for whoever has the memfd. */
class MemFdTest {
  @Test
  void two_parties_share_its_pages() {
    try (MemFd memory = MemFd.create("shared", 3 * Page.SIZE)) {
      assertEquals(3L * Page.SIZE, memory.size());
      memory.map().put(Frames.picture(memory.size()));
      SgTable table = SgTable.ofPages(memory.pages());
      Device device = new Device("gpu");
      DmaApi.mapSgTable(device, table, DmaDirection.BIDIRECTIONAL);
      assertArrayEquals(Frames.picture(memory.size()), Frames.readByDma(device, table));
      Frames.writeByDma(device, table, new byte[3 * Page.SIZE]);
      assertArrayEquals(new byte[3 * Page.SIZE], Frames.bytesOf(memory.map()));
    }
  }

  @Test
  void the_pages_go_with_the_memory_unless_somebody_holds_them() {
    MemFd memory = MemFd.create("short", 2 * Page.SIZE);
    List<Page> pages = memory.pages();
    pages.get(1).get();
    memory.close();
    memory.close();
    assertThrows(PageFault.class, pages.get(0)::map);
    assertEquals(0, pages.get(1).map().get(0));
    pages.get(1).put();
    assertThrows(PageFault.class, pages.get(1)::map);
    IllegalStateException thrown = assertThrows(IllegalStateException.class, memory::pages);
    assertTrue(thrown.getMessage().contains("memfd \"short\""), thrown.getMessage());
    assertThrows(IllegalStateException.class, memory::map);
  }

  @Test
  void sizes_are_rounded_up_to_whole_pages() {
    try (MemFd memory = MemFd.create("odd", 1)) {
      assertEquals(Page.SIZE, memory.size());
    }
    assertThrows(IllegalArgumentException.class, () -> MemFd.create("none", 0));
  }
}
