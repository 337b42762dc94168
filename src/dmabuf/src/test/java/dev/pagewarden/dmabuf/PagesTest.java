package dev.pagewarden.dmabuf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pages have memory, references and neighbours, until they are freed. */
class PagesTest {
  private final PageAllocator allocator = PageAllocator.system();

  @Test
  void a_page_is_zero_and_keeps_what_is_written() {
    Page page = allocator.allocate();
    assertArrayEquals(new byte[Page.SIZE], Frames.bytesOf(page.map()));
    page.map().put(5, (byte) 1);
    assertEquals(1, page.map().get(5));
    page.clear();
    assertEquals(0, page.map().get(5));
  }

  @Test
  void scattered_pages_have_no_neighbours_and_adjacent_ones_do() {
    List<Page> scattered = allocator.allocate(3);
    assertNotEquals(scattered.get(0).pageFrameNumber() + 1, scattered.get(1).pageFrameNumber());
    assertThrows(PageFault.class, () -> scattered.get(0).nth(1));
    List<Page> adjacent = allocator.allocateContiguous(3);
    assertEquals(adjacent.get(2), adjacent.get(0).nth(2));
    assertEquals(adjacent.get(0), adjacent.get(2).nth(-2));
    assertThrows(PageFault.class, () -> adjacent.get(2).nth(1));
    assertThrows(PageFault.class, () -> adjacent.get(0).nth(-1));
  }

  @Test
  void addresses_follow_from_the_frame_number() {
    Page page = allocator.allocate();
    assertEquals(page, Pages.ofFrame(page.pageFrameNumber()));
    assertEquals(page.pageFrameNumber() * Page.SIZE, page.physicalAddress());
    assertEquals(0xffff_8880_0000_0000L + page.physicalAddress(), page.virtualAddress());
    assertTrue(page.toString().contains(Long.toHexString(page.pageFrameNumber())));
  }

  @Test
  void a_page_that_somebody_holds_outlives_its_free() {
    Page page = allocator.allocate();
    assertEquals(1, page.referenceCount());
    page.get();
    assertEquals(2, page.referenceCount());
    page.map().put(0, (byte) 3);
    allocator.free(page);
    assertEquals(3, page.map().get(0));
    assertThrows(PageFreedException.class, () -> allocator.free(page));
    page.put();
    assertThrows(PageFault.class, page::map);
    assertThrows(PageFault.class, page::put);
    assertThrows(PageFault.class, () -> allocator.free(page));
  }

  @Test
  void pages_are_dirty_once_marked() {
    Page page = allocator.allocate();
    assertFalse(page.isDirty());
    page.markDirty();
    assertTrue(page.isDirty());
  }

  @Test
  void pages_of_one_allocation_are_mapped_where_they_lie() {
    List<Page> pages = allocator.allocate(3);
    ByteBuffer before = pages.get(1).map();
    ByteBuffer mapping = Pages.vmap(pages.toArray(new Page[0]));
    assertEquals(3 * Page.SIZE, mapping.remaining());
    mapping.put(Page.SIZE, (byte) 8);
    assertEquals(8, before.get(0));
    before.put(1, (byte) 9);
    assertEquals(9, mapping.get(Page.SIZE + 1));
  }

  @Test
  void pages_from_anywhere_are_mapped_as_one_run_with_their_bytes() {
    Page[] pages = {allocator.allocate(), allocator.allocate(), allocator.allocate()};
    Page[] mixed = {pages[2], pages[0], pages[1]};
    for (int i = 0; i < 3; i++) {
      mixed[i].map().put(0, (byte) (i + 1));
    }
    ByteBuffer mapping = Pages.vmap(mixed);
    Device device = new Device("gpu");
    for (int i = 0; i < 3; i++) {
      assertEquals(i + 1, mapping.get(i * Page.SIZE));
      device.write(device.iommu().map(mixed[i]), new byte[] {(byte) (i + 10)});
      assertEquals(i + 10, mapping.get(i * Page.SIZE));
      mapping.put(i * Page.SIZE, (byte) (i + 20));
      assertEquals(i + 20, mixed[i].map().get(0));
    }
    assertEquals(20, Pages.vmap(mixed).get(0));
  }

  @Test
  void a_page_is_mapped_once_in_a_run() {
    Page page = allocator.allocate();
    assertThrows(IllegalArgumentException.class, () -> Pages.vmap(new Page[] {page, page}));
    assertThrows(IllegalArgumentException.class, () -> Pages.vmap(new Page[0]));
  }

  @Test
  void no_pages_cannot_be_allocated() {
    assertThrows(IllegalArgumentException.class, () -> allocator.allocate(0));
    assertThrows(IllegalArgumentException.class, () -> allocator.allocateContiguous(-1));
  }
}
