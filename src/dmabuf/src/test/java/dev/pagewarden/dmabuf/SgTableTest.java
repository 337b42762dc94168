package dev.pagewarden.dmabuf;

import static dev.pagewarden.dmabuf.Frames.BOTH;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a table's owner does with it. */
class SgTableTest {
  private final Device device = new Device("gpu");

  private static List<Page> filledPages(int count) {
    List<Page> pages = PageAllocator.system().allocate(count);
    byte[] picture = Frames.picture((long) count * Page.SIZE);
    for (int i = 0; i < count; i++) {
      pages.get(i).map().put(picture, i * Page.SIZE, Page.SIZE);
    }
    return pages;
  }

  private static SgTable filled(int count) {
    return SgTable.ofPages(filledPages(count));
  }

  private static byte[] copyOf(SgTable table) {
    ByteBuffer bytes = ByteBuffer.allocate(1 << 22);
    table.copyTo(bytes);
    return Frames.bytesOf(bytes.flip());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 126, 127, 128, 254, 255, 1000})
  void a_table_of_any_length_is_walked_to_its_end(int count) {
    List<Page> pages = PageAllocator.system().allocate(count);
    SgTable table = SgTable.ofPages(pages);
    assertEquals(count, table.origNents());
    assertEquals(count, table.nents());
    assertArrayEquals(pages.toArray(), table.pages());
    Iterator<Scatterlist> walk = table.iterator();
    for (int i = 0; i < count; i++) {
      assertFalse(walk.next().isChain());
    }
    assertFalse(walk.hasNext());
    assertThrows(NoSuchElementException.class, walk::next);
  }

  @Test
  void an_entry_may_cover_part_of_several_adjacent_pages() {
    List<Page> pages = PageAllocator.system().allocateContiguous(3);
    SgTable table = SgTable.ofRun(pages.get(0), 1000, 2 * Page.SIZE);
    assertArrayEquals(pages.toArray(), table.pages());
    table.copyFrom(ByteBuffer.wrap(Frames.picture(2L * Page.SIZE)));
    assertEquals(Frames.picture(1)[0], pages.get(0).map().get(1000));
    assertArrayEquals(Frames.picture(2L * Page.SIZE), copyOf(table));

    DmaApi.mapSgTable(device, table, BOTH);
    assertEquals(1, table.nents());
    assertEquals(1000, table.firstEntry().dmaAddress() % Page.SIZE);
    assertEquals(2 * Page.SIZE, table.firstEntry().dmaLength());
    assertArrayEquals(Frames.picture(2L * Page.SIZE), Frames.readByDma(device, table));
    DmaApi.unmapSgTable(device, table, BOTH);
    assertEquals(0, device.iommu().mappedPages());
  }

  @Test
  void adjacent_entries_merge_only_where_pages_are_whole() {
    List<Page> pages = PageAllocator.system().allocateContiguous(4);
    SgTable table = SgTable.ofPages(pages);
    table.firstEntry().next().setPage(pages.get(1), 100, 0);
    DmaApi.mapSgTable(device, table, BOTH);
    assertEquals(2, table.nents());
    assertEquals(4, table.origNents());
    Scatterlist first = table.firstEntry();
    assertEquals(Page.SIZE + 100, first.dmaLength());
    assertEquals(2L * Page.SIZE, first.next().dmaLength());
    assertEquals(0, first.next().next().dmaLength());
    assertEquals(Page.SIZE + 100, table.contiguousSize());
  }

  @Test
  void segments_that_the_device_had_cut_are_contiguous_all_the_same() {
    Device small = new Device("small", Page.SIZE);
    SgTable table = SgTable.ofPages(PageAllocator.system().allocateContiguous(4));
    DmaApi.mapSgTable(small, table, BOTH);
    assertEquals(4, table.nents());
    assertEquals(4L * Page.SIZE, table.contiguousSize());
  }

  @Test
  void dma_pages_are_counted_by_segments_not_by_entries() {
    SgTable table = SgTable.ofPages(PageAllocator.system().allocateContiguous(3));
    DmaApi.mapSgTable(device, table, BOTH);
    long base = table.firstEntry().dmaAddress();
    long[] expected = {base, base + Page.SIZE, base + 2L * Page.SIZE};
    assertArrayEquals(expected, table.dmaAddresses());
    DmaPageIterator walk = table.dmaPages();
    for (long address : expected) {
      assertEquals(address, walk.next());
      assertEquals(address, walk.dmaAddress());
    }
    assertThrows(NoSuchElementException.class, walk::nextLong);
  }

  @Test
  void bytes_are_copied_from_and_to_any_place() {
    SgTable table = filled(3);
    byte[] picture = Frames.picture(3L * Page.SIZE);
    ByteBuffer part = ByteBuffer.allocate(Page.SIZE);
    assertEquals(Page.SIZE, table.copyTo(part, 5000));
    assertArrayEquals(Arrays.copyOfRange(picture, 5000, 5000 + Page.SIZE), part.array());
    assertEquals(88, table.copyTo(ByteBuffer.allocate(1000), 3L * Page.SIZE - 88));
    assertEquals(0, table.copyTo(ByteBuffer.allocate(1), 3L * Page.SIZE));
    ByteBuffer source = ByteBuffer.wrap(new byte[] {7, 7, 7});
    assertEquals(3, table.copyFrom(source, Page.SIZE - 1L));
    assertFalse(source.hasRemaining());
    Arrays.fill(picture, Page.SIZE - 1, Page.SIZE + 2, (byte) 7);
    assertArrayEquals(picture, copyOf(table));
    table.zero();
    assertArrayEquals(new byte[3 * Page.SIZE], copyOf(table));
    assertThrows(IllegalArgumentException.class, () -> table.copyTo(ByteBuffer.allocate(1), -1));
  }

  @Test
  void the_mapping_iterator_shows_the_memory_itself() {
    SgTable table = filled(2);
    ByteArrayOutputStream seen = new ByteArrayOutputStream();
    try (MappingIterator walk = table.mappingIterator()) {
      assertThrows(IllegalStateException.class, walk::buffer);
      for (Page page : table.pages()) {
        assertTrue(walk.next());
        assertEquals(page, walk.page());
        seen.writeBytes(Frames.bytesOf(walk.buffer()));
        walk.buffer().put(0, (byte) 42);
      }
      assertFalse(walk.next());
    }
    assertArrayEquals(Frames.picture(2L * Page.SIZE), seen.toByteArray());
    assertEquals(42, table.firstEntry().page().map().get(0));
  }

  @Test
  void a_scatter_walk_goes_on_where_it_stopped() {
    SgTable table = filled(2);
    ScatterWalk walk = new ScatterWalk(table);
    byte[] first = new byte[5000];
    byte[] rest = new byte[5000];
    assertEquals(5000, walk.copy(ByteBuffer.wrap(first)));
    assertEquals(2 * Page.SIZE - 5000, walk.copy(ByteBuffer.wrap(rest)));
    assertEquals(2 * Page.SIZE, walk.position());
    byte[] picture = Frames.picture(2L * Page.SIZE);
    assertArrayEquals(Arrays.copyOf(picture, 5000), first);
    assertEquals(picture[5000], rest[0]);
    assertEquals(2, new ScatterWalk(table).write(ByteBuffer.wrap(new byte[] {1, 2})));
    ByteBuffer start = ByteBuffer.allocate(2);
    assertEquals(2, ScatterWalk.mapAndCopy(start, table, 0));
    assertArrayEquals(new byte[] {1, 2}, start.array());
  }

  @Test
  void a_clone_has_the_same_pages_and_no_mapping() {
    SgTable table = filled(200);
    DmaApi.mapSgTable(device, table, BOTH);
    SgTable clone = table.cloneEntries();
    assertNotSame(table, clone);
    assertArrayEquals(table.pages(), clone.pages());
    assertEquals(0, clone.firstEntry().dmaLength());
    Device other = new Device("other");
    DmaApi.mapSgTable(other, clone, BOTH);
    assertArrayEquals(Frames.readByDma(device, table), Frames.readByDma(other, clone));
    assertThrows(
        IllegalArgumentException.class,
        () -> SgTable.ofDma(new DmaSegment(0x1000, 1)).cloneEntries());
  }

  @Test
  void an_appended_table_goes_over_with_all_its_entries() {
    List<Page> head = filledPages(130);
    List<Page> tail = filledPages(140);
    SgTable table = SgTable.ofPages(head);
    SgTable other = SgTable.ofPages(tail);
    table.append(other);
    assertEquals(270, table.origNents());
    assertEquals(0, other.origNents());
    assertNull(other.firstEntry());
    assertEquals(head, Arrays.asList(table.pages()).subList(0, 130));
    assertEquals(tail, Arrays.asList(table.pages()).subList(130, 270));
    assertThrows(IllegalArgumentException.class, () -> table.append(table));
    DmaApi.mapSgTable(device, table, BOTH);
    assertThrows(IllegalArgumentException.class, () -> table.append(filled(1)));
  }

  @Test
  void a_split_table_has_the_bytes_of_the_whole_in_order() {
    SgTable table = filled(3);
    byte[] picture = Frames.picture(3L * Page.SIZE);
    SgTable[] parts = table.split(100, 5000, Page.SIZE);
    assertArrayEquals(Arrays.copyOf(picture, 100), copyOf(parts[0]));
    assertArrayEquals(Arrays.copyOfRange(picture, 100, 5100), copyOf(parts[1]));
    assertArrayEquals(Arrays.copyOfRange(picture, 5100, 5100 + Page.SIZE), copyOf(parts[2]));
    assertArrayEquals(picture, copyOf(table));
    assertThrows(IllegalArgumentException.class, () -> table.split(3L * Page.SIZE + 1));
    assertThrows(IllegalArgumentException.class, () -> table.split(0));
  }

  @Test
  void a_freed_table_is_empty_and_is_freed_once() {
    SgTable table = filled(2);
    table.free();
    assertNull(table.firstEntry());
    assertEquals(0, table.nents());
    assertEquals(0, table.origNents());
    assertEquals(0, table.pages().length);
    assertEquals(0, table.dmaAddresses().length);
    assertThrows(TableFreedException.class, table::free);
    assertThrows(TableFreedException.class, table::cloneEntries);
    assertThrows(TableFreedException.class, () -> DmaApi.mapSgTable(device, table, BOTH));
  }

  @Test
  void tables_are_not_made_of_nothing() {
    assertThrows(IllegalArgumentException.class, () -> SgTable.ofPages(List.of()));
    assertThrows(IllegalArgumentException.class, SgTable::ofDma);
    assertThrows(IllegalArgumentException.class, () -> new DmaSegment(0, 0));
    SgTable table = filled(1);
    assertThrows(IllegalArgumentException.class, () -> table.firstEntry().setPage(null, -1, 0));
    table.firstEntry().setPage(null, 10, 0);
    assertThrows(PageFault.class, table::pages);
  }

  @Test
  void mapping_a_mapped_table_overwrites_its_addresses_until_that_is_undone() {
    SgTable table = filled(2);
    DmaApi.mapSgTable(device, table, BOTH);
    long[] before = table.dmaAddresses();
    DmaApi.mapSgTable(device, table, BOTH);
    assertNotEquals(before[0], table.dmaAddresses()[0]);
    DmaApi.unmapSgTable(device, table, BOTH);
    assertArrayEquals(before, table.dmaAddresses());
    assertArrayEquals(Frames.picture(2L * Page.SIZE), Frames.readByDma(device, table));
    DmaApi.unmapSgTable(device, table, BOTH);
    assertEquals(0, device.iommu().mappedPages());
  }
}
