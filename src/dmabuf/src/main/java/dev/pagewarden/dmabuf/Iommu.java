package dev.pagewarden.dmabuf;

import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A device's view of memory: translates DMA addresses in pages of {@link Page#SIZE} bytes, and
 * faults on all others. Thread-safe.
 *
 * <p>DMA addresses are never given out twice, to no device: an address that is used after its
 * unmap, or by another device, always faults. Between any two mappings lies a page that faults,
 * too.
 *
 * <p>Here belong the exporter's calls; an importer's mappings are ready when it gets them.
 */
public final class Iommu {
  /** The next free DMA address of all devices: beyond physical memory, so that the two differ. */
  private static final AtomicLong NEXT = new AtomicLong(0x7f_0000_0000L);

  private final String device;
  private final ConcurrentMap<Long, Translation> translations = new ConcurrentHashMap<>();

  Iommu(String device) {
    this.device = device;
  }

  /**
   * Maps a page for reading and writing; {@code iommu_map}.
   *
   * @param page the page
   * @return its DMA address, a multiple of {@link Page#SIZE}
   * @throws PageFault if the page has been freed
   */
  public long map(Page page) {
    return map(page, DmaDirection.BIDIRECTIONAL);
  }

  /**
   * Maps a page.
   *
   * @param page the page
   * @param direction {@link DmaDirection#TO_DEVICE} lets the device read only; the others let it
   *     write too, and as in most page-table formats who may write may read
   * @return its DMA address, a multiple of {@link Page#SIZE}
   * @throws PageFault if the page has been freed
   */
  public long map(Page page, DmaDirection direction) {
    long address = reserve(Page.SIZE);
    put(address, page.frame(), direction);
    return address;
  }

  /**
   * Ends what {@link #map(Page)} began; {@code iommu_unmap}.
   *
   * @param dmaAddress the page's DMA address
   * @throws NotDmaMappedException if nothing is mapped there
   */
  public void unmap(long dmaAddress) {
    unmap(dmaAddress, Page.SIZE);
  }

  /**
   * Ends the mapping of a range.
   *
   * @param dmaAddress where it begins
   * @param length bytes
   * @throws NotDmaMappedException if part of it is not mapped; what was mapped is not any more
   */
  public void unmap(long dmaAddress, long length) {
    for (long page = pageOf(dmaAddress); page <= pageOf(dmaAddress + length - 1); page++) {
      if (translations.remove(page) == null) {
        throw new NotDmaMappedException(
            "device \"" + device + "\"",
            String.format("DMA address 0x%x is not mapped", page * Page.SIZE),
            "unmap what was mapped for this device, once");
      }
    }
  }

  /**
   * Maps the pages of a table as one range; {@code iommu_map_sgtable}. It reads the pages, so it is
   * for the table's owner: an importer's table is mapped already.
   *
   * @param table an own table
   * @return the DMA address of the range; end it with {@link #unmap(long, long)}
   * @throws PageFault if a link leads to no page
   * @throws IllegalArgumentException if the table has no pages
   */
  public long mapSgTable(SgTable table) {
    Page[] pages = table.pages();
    if (pages.length == 0) {
      throw new IllegalArgumentException(
          "the table has no pages to map; use the DMA addresses that it carries.");
    }
    long address = reserve((long) pages.length * Page.SIZE);
    for (int i = 0; i < pages.length; i++) {
      put(address + (long) i * Page.SIZE, pages[i].frame(), DmaDirection.BIDIRECTIONAL);
    }
    return address;
  }

  /**
   * How many pages are mapped.
   *
   * @return 0 once everything was unmapped
   */
  public int mappedPages() {
    return translations.size();
  }

  // -----------------------------------------------------------------------------------------------
  // For the rest of the package
  // -----------------------------------------------------------------------------------------------

  /** Sets a range of DMA addresses apart, and a page behind it that stays unmapped. */
  static long reserve(long bytes) {
    return NEXT.getAndAdd(Page.align(bytes) + Page.SIZE);
  }

  void put(long address, PageFrame frame, DmaDirection direction) {
    translations.put(
        pageOf(address),
        new Translation.ToFrame(frame.number(), direction != DmaDirection.TO_DEVICE));
  }

  /** Maps memory that has no pages at an address that is a multiple of the page size. */
  void put(long address, ByteBuffer memory, DmaDirection direction) {
    boolean writable = direction != DmaDirection.TO_DEVICE;
    for (int at = 0; at < memory.limit(); at += Page.SIZE) {
      ByteBuffer page = memory.slice(at, Math.min(Page.SIZE, memory.limit() - at));
      translations.put(pageOf(address + at), new Translation.ToResource(page, writable));
    }
  }

  void removeAll(List<DmaSegment> segments) {
    segments.forEach(segment -> unmap(segment.address(), segment.length()));
  }

  void read(long dmaAddress, byte[] into) {
    for (Iterator<Span> walk = Span.over(dmaAddress, into.length); walk.hasNext(); ) {
      Span span = walk.next();
      access(span.address(), "reads").read(span.offset(), into, span.at(), span.count());
    }
  }

  void write(long dmaAddress, byte[] from) {
    for (Iterator<Span> walk = Span.over(dmaAddress, from.length); walk.hasNext(); ) {
      Span span = walk.next();
      Translation translation = access(span.address(), "writes to");
      if (!translation.writable()) {
        throw new IommuFault(
            device,
            span.address(),
            "writes to read-only",
            "map FROM_DEVICE or BIDIRECTIONAL what the device writes");
      }
      translation.write(span.offset(), from, span.at(), span.count());
    }
  }

  private Translation access(long address, String what) {
    Translation translation = translations.get(pageOf(address));
    if (translation == null) {
      throw new IommuFault(
          device,
          address,
          what + " unmapped",
          "use DMA addresses between mapAttachment() and unmapAttachment() of this device's own"
              + " attachment");
    }
    return translation;
  }

  private static long pageOf(long address) {
    return Math.floorDiv(address, (long) Page.SIZE);
  }
}
