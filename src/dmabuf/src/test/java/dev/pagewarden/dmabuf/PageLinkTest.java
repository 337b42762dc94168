package dev.pagewarden.dmabuf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** A table's links can be scrambled in place and brought back, as a debugging aid does it. */
class PageLinkTest {
  /** More entries than one array holds, so that there is a chain. */
  private static final int ENTRIES = 300;

  private static final long LOW_BITS = 0xff;

  private final Device device = new Device("gpu");
  private final List<Page> pages = PageAllocator.system().allocate(ENTRIES);
  private final SgTable table = SgTable.ofPages(pages);
  private VarHandle link;

  @BeforeEach
  void map() throws ReflectiveOperationException {
    DmaApi.mapSgTable(device, table, DmaDirection.BIDIRECTIONAL);
    link =
        MethodHandles.privateLookupIn(Scatterlist.class, MethodHandles.lookup())
            .findVarHandle(Scatterlist.class, "pageLink", long.class);
  }

  private void scramble() {
    for (Scatterlist entry : table) {
      link.set(entry, (long) link.get(entry) ^ ~LOW_BITS);
    }
  }

  @Test
  void whatever_goes_by_a_scrambled_page_faults() {
    scramble();
    Scatterlist first = table.firstEntry();
    List<Executable> accesses =
        List.of(
            first::page,
            first::virtualAddress,
            table::pages,
            () -> table.forEachPage(page -> {}),
            () -> table.pageIterator().next(),
            () -> table.mappingIterator().next(),
            () -> table.copyTo(ByteBuffer.allocate(1)),
            () -> table.copyFrom(ByteBuffer.allocate(1)),
            table::zero,
            table::cloneEntries,
            () -> table.split(1),
            () -> new ScatterWalk(table),
            () -> ScatterWalk.mapAndCopy(ByteBuffer.allocate(1), table, 0),
            () -> CacheOps.flush(table),
            () -> DmaApi.mapSgTable(device, table, DmaDirection.BIDIRECTIONAL),
            () -> DmaApi.unmapSgTable(device, table, DmaDirection.BIDIRECTIONAL),
            () -> DmaApi.syncForCpu(device, table, DmaDirection.BIDIRECTIONAL),
            () -> DmaApi.syncForDevice(device, table, DmaDirection.BIDIRECTIONAL),
            () -> device.iommu().mapSgTable(table));
    for (int i = 0; i < accesses.size(); i++) {
      assertThrows(PageFault.class, accesses.get(i), "access " + i);
    }
    assertEquals(ENTRIES, device.iommu().mappedPages());
  }

  @Test
  void the_fault_says_what_to_use_instead() {
    scramble();
    PageFault fault = assertThrows(PageFault.class, () -> table.firstEntry().page());
    assertTrue(fault.getMessage().contains("dmaAddress()"), fault.getMessage());
    assertTrue(fault.getMessage().contains("of entry 0"), fault.getMessage());
  }

  @Test
  void a_physical_address_is_calculated_and_comes_out_wrong() {
    long right = table.firstEntry().physicalAddress();
    assertEquals(pages.get(0).physicalAddress(), right);
    scramble();
    assertNotEquals(right, table.firstEntry().physicalAddress());
  }

  @Test
  void walking_and_the_dma_side_do_not_mind() {
    long[] addresses = table.dmaAddresses();
    scramble();
    int entries = 0;
    for (Scatterlist entry = table.firstEntry(); entry != null; entry = entry.next()) {
      assertFalse(entry.isChain());
      assertEquals(++entries == ENTRIES, entry.isLast());
    }
    assertEquals(ENTRIES, entries);
    assertEquals(ENTRIES, table.nents());
    assertEquals(ENTRIES, addresses.length);
    assertArrayEquals(addresses, table.dmaAddresses());
    device.read(table.firstEntry().dmaAddress(), new byte[Page.SIZE]);
  }

  @Test
  void scrambled_twice_is_as_before() {
    List<Long> before = links();
    scramble();
    scramble();
    assertEquals(before, links());
    assertArrayEquals(pages.toArray(), table.pages());
    DmaApi.unmapSgTable(device, table, DmaDirection.BIDIRECTIONAL);
    assertEquals(0, device.iommu().mappedPages());
  }

  @Test
  void links_are_frame_numbers_above_eight_bits_of_markers() {
    Scatterlist first = table.firstEntry();
    assertEquals(pages.get(0).pageFrameNumber() << 8, first.pageLink());
    List<Long> links = links();
    assertEquals(pages.get(ENTRIES - 1).pageFrameNumber() << 8 | 2, (long) links.get(ENTRIES - 1));
  }

  @Test
  void each_call_of_page_makes_a_handle_of_its_own() {
    Scatterlist first = table.firstEntry();
    assertNotSame(first.page(), first.page());
    assertEquals(first.page(), first.page());
    assertEquals(first.page().hashCode(), first.page().hashCode());
    assertNotEquals(first.page(), first.next().page());
  }

  @Test
  void an_entry_without_a_page_has_none_until_it_is_scrambled() throws Exception {
    SgTable peer = SgTable.ofDma(new DmaSegment(0x1000, 64, true));
    Scatterlist entry = peer.firstEntry();
    assertNull(entry.page());
    assertEquals(2, entry.pageLink());
    assertThrows(PageFault.class, entry::virtualAddress);
    link.set(entry, (long) link.get(entry) ^ ~LOW_BITS);
    assertThrows(PageFault.class, entry::page);
    assertEquals(0, peer.pages().length);
  }

  @Test
  void set_page_keeps_the_markers() {
    Page other = PageAllocator.system().allocate();
    Scatterlist last = table.firstEntry();
    while (!last.isLast()) {
      last = last.next();
    }
    last.setPage(other, 100, 28);
    assertTrue(last.isLast());
    assertEquals(other, last.page());
    assertEquals(100, last.length());
    assertEquals(28, last.offset());
    assertEquals(other.virtualAddress() + 28, last.virtualAddress());
    assertEquals(other.physicalAddress() + 28, last.physicalAddress());
    last.setPage(null, 0, 0);
    assertTrue(last.isLast());
    assertNull(last.page());
  }

  @Test
  void a_link_to_a_freed_page_faults() {
    PageAllocator.system().free(pages);
    assertThrows(PageFault.class, () -> table.firstEntry().page());
  }

  private List<Long> links() {
    List<Long> links = new ArrayList<>();
    table.forEach(entry -> links.add(entry.pageLink()));
    return links;
  }
}
