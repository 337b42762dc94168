package dev.pagewarden.dmabuf;

import dev.pagewarden.dmabuf.DmaMappings.DmaMapping;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * The DMA API: makes an exporter's memory visible to a device. All that takes a table reads its
 * pages and is for the table's owner; an importer's table is mapped already, and its caches are the
 * exporter's business ({@link DmaBuf#beginCpuAccess}).
 */
public final class DmaApi {
  private DmaApi() {}

  /**
   * Maps a table for a device and fills in its DMA side; {@code dma_map_sgtable}. A table that is
   * mapped already gets another mapping, whose addresses overwrite the first one's in the entries.
   *
   * @param device who is to see the memory
   * @param table an own table
   * @param direction which way bytes will go
   * @throws PageFault if a link leads to no page; nothing is mapped then
   * @throws TableFreedException if the table was freed
   * @throws IllegalArgumentException if the table has no pages
   */
  public static void mapSgTable(Device device, SgTable table, DmaDirection direction) {
    table.requireNotFreed("mapped after it was freed");
    List<DmaSegment> segments = SegmentBuilder.map(device, table, direction);
    if (segments.isEmpty()) {
      throw new IllegalArgumentException(
          "the table has no pages to map; use the DMA addresses that it carries.");
    }
    table.mappings().push(new DmaMapping(device, direction, segments));
    table.setSegments(segments);
  }

  /**
   * Ends a table's newest mapping for a device; {@code dma_unmap_sgtable}. If it was mapped before,
   * the entries show that mapping's addresses again; if not, they keep their old ones, which fault
   * from now on.
   *
   * @param device for whom it was mapped
   * @param table an own table
   * @param direction the direction in which it was mapped
   * @throws PageFault if a link leads to no page; the mapping stays then
   * @throws NotDmaMappedException if it is not mapped for the device
   * @throws WrongDirectionException if it is, in another direction
   */
  public static void unmapSgTable(Device device, SgTable table, DmaDirection direction) {
    DmaMapping mapping = table.mappings().newest(device, direction);
    syncPages(table);
    DmaMapping before = table.mappings().remove(mapping);
    device.iommu().removeAll(mapping.segments());
    if (before != null) {
      table.setSegments(before.segments());
    }
  }

  /**
   * Makes what the device wrote visible to the CPU; {@code dma_sync_sgtable_for_cpu}. The memory of
   * this model is coherent, so it checks the mapping and looks up every page, no more.
   *
   * @param device for whom the table is mapped
   * @param table an own table
   * @param direction which way bytes went
   * @throws PageFault if a link leads to no page
   * @throws NotDmaMappedException if it is not mapped for the device
   */
  public static void syncForCpu(Device device, SgTable table, DmaDirection direction) {
    sync(device, table);
  }

  /**
   * Makes what the CPU wrote visible to the device; {@code dma_sync_sgtable_for_device}.
   *
   * @param device for whom the table is mapped
   * @param table an own table
   * @param direction which way bytes will go
   * @throws PageFault if a link leads to no page
   * @throws NotDmaMappedException if it is not mapped for the device
   */
  public static void syncForDevice(Device device, SgTable table, DmaDirection direction) {
    sync(device, table);
  }

  /**
   * Makes memory without pages visible to a device; {@code dma_map_resource}.
   *
   * @param device who is to see it
   * @param memory the bytes from 0 to the limit
   * @param direction which way bytes will go
   * @return where the device sees them
   */
  public static DmaSegment mapResource(Device device, ByteBuffer memory, DmaDirection direction) {
    long address = Iommu.reserve(memory.limit());
    device.iommu().put(address, memory, direction);
    return new DmaSegment(address, memory.limit());
  }

  /**
   * Ends what {@link #mapResource} began; {@code dma_unmap_resource}.
   *
   * @param device for whom it was mapped
   * @param segment what {@link #mapResource} returned
   * @throws NotDmaMappedException if it is not mapped
   */
  public static void unmapResource(Device device, DmaSegment segment) {
    device.iommu().unmap(segment.address(), segment.length());
  }

  private static void sync(Device device, SgTable table) {
    table.mappings().requireMapped(device);
    syncPages(table);
  }

  private static void syncPages(SgTable table) {
    table.forEachPage(Page::frame);
  }
}
