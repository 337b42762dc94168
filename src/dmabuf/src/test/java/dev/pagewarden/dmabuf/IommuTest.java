package dev.pagewarden.dmabuf;

import static dev.pagewarden.dmabuf.Frames.BOTH;
import static dev.pagewarden.dmabuf.Frames.FROM_DEVICE;
import static dev.pagewarden.dmabuf.Frames.TO_DEVICE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** A device reaches what is mapped for it, and faults on everything else. */
class IommuTest {
  private final Device device = new Device("nic");
  private final Page page = PageAllocator.system().allocate();

  @Test
  void a_mapped_page_is_read_and_written() {
    long address = device.iommu().map(page);
    device.write(address + 10, new byte[] {1, 2, 3});
    byte[] seen = new byte[3];
    page.map().get(10, seen);
    assertArrayEquals(new byte[] {1, 2, 3}, seen);
    assertTrue(page.isDirty());
    byte[] read = new byte[3];
    device.read(address + 10, read);
    assertArrayEquals(seen, read);
    device.iommu().unmap(address);
    assertEquals(0, device.iommu().mappedPages());
  }

  @Test
  void an_access_faults_at_the_first_byte_that_is_not_mapped() {
    long address = device.iommu().map(page);
    IommuFault fault =
        assertThrows(IommuFault.class, () -> device.read(address + Page.SIZE - 1, new byte[2]));
    assertEquals(address + Page.SIZE, fault.dmaAddress());
    assertThrows(IommuFault.class, () -> device.write(address - 1, new byte[1]));
    assertThrows(IommuFault.class, () -> device.read(0, new byte[1]));
    assertThrows(IommuFault.class, () -> device.read(page.physicalAddress(), new byte[1]));
    assertThrows(IommuFault.class, () -> device.read(page.virtualAddress(), new byte[1]));
  }

  @Test
  void another_device_faults_on_the_same_address() {
    long address = device.iommu().map(page);
    Device other = new Device("other");
    IommuFault fault = assertThrows(IommuFault.class, () -> other.read(address, new byte[1]));
    assertTrue(fault.getMessage().contains("device \"other\""), fault.getMessage());
  }

  @Test
  void an_address_is_not_given_out_again() {
    long first = device.iommu().map(page);
    device.iommu().unmap(first);
    device.iommu().map(page);
    assertThrows(IommuFault.class, () -> device.read(first, new byte[1]));
    assertThrows(NotDmaMappedException.class, () -> device.iommu().unmap(first));
  }

  @Test
  void what_is_mapped_to_the_device_it_cannot_write() {
    long readable = device.iommu().map(page, TO_DEVICE);
    device.read(readable, new byte[1]);
    IommuFault fault = assertThrows(IommuFault.class, () -> device.write(readable, new byte[1]));
    assertTrue(fault.getMessage().contains("read-only"), fault.getMessage());
    long writable = device.iommu().map(page, FROM_DEVICE);
    device.write(writable, new byte[1]);
    device.read(writable, new byte[1]);
  }

  @Test
  void a_mapping_does_not_keep_its_page() {
    long address = device.iommu().map(page);
    PageAllocator.system().free(page);
    assertThrows(PageFault.class, () -> device.read(address, new byte[1]));
  }

  @Test
  void a_tables_pages_are_mapped_as_one_range() {
    SgTable table = SgTable.ofPages(PageAllocator.system().allocate(3));
    table.copyFrom(ByteBuffer.wrap(Frames.picture(3L * Page.SIZE)));
    long address = device.iommu().mapSgTable(table);
    byte[] seen = new byte[3 * Page.SIZE];
    device.read(address, seen);
    assertArrayEquals(Frames.picture(3L * Page.SIZE), seen);
    device.iommu().unmap(address, seen.length);
    assertEquals(0, device.iommu().mappedPages());
    assertThrows(
        IllegalArgumentException.class,
        () -> device.iommu().mapSgTable(SgTable.ofDma(new DmaSegment(0x1000, 1))));
  }

  @Test
  void tables_are_unmapped_and_synced_only_where_they_are_mapped() {
    SgTable table = SgTable.ofPages(page);
    Device other = new Device("other");
    assertThrows(NotDmaMappedException.class, () -> DmaApi.unmapSgTable(device, table, BOTH));
    DmaApi.mapSgTable(device, table, TO_DEVICE);
    DmaApi.syncForCpu(device, table, TO_DEVICE);
    DmaApi.syncForDevice(device, table, TO_DEVICE);
    assertThrows(NotDmaMappedException.class, () -> DmaApi.syncForCpu(other, table, TO_DEVICE));
    assertThrows(NotDmaMappedException.class, () -> DmaApi.unmapSgTable(other, table, TO_DEVICE));
    assertThrows(WrongDirectionException.class, () -> DmaApi.unmapSgTable(device, table, BOTH));
    DmaApi.unmapSgTable(device, table, TO_DEVICE);
    assertThrows(NotDmaMappedException.class, () -> DmaApi.unmapSgTable(device, table, TO_DEVICE));
  }

  @Test
  void a_table_that_cannot_be_mapped_whole_is_not_mapped_at_all() {
    Page gone = PageAllocator.system().allocate();
    SgTable table = SgTable.ofPages(page, gone);
    PageAllocator.system().free(gone);
    assertThrows(PageFault.class, () -> DmaApi.mapSgTable(device, table, BOTH));
    assertEquals(0, device.iommu().mappedPages());
  }

  @Test
  void memory_without_pages_is_mapped_as_it_is() {
    ByteBuffer memory = ByteBuffer.allocateDirect(Page.SIZE + 100);
    DmaSegment segment = DmaApi.mapResource(device, memory, BOTH);
    assertEquals(Page.SIZE + 100, segment.length());
    device.write(segment.address() + Page.SIZE, new byte[] {9});
    assertEquals(9, memory.get(Page.SIZE));
    DmaApi.unmapResource(device, segment);
    assertThrows(IommuFault.class, () -> device.read(segment.address(), new byte[1]));
  }

  @Test
  void a_device_takes_segments_of_a_page_at_least() {
    assertThrows(IllegalArgumentException.class, () -> new Device("tiny", 100));
  }
}
