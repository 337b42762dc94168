package dev.pagewarden.dmabuf;

/**
 * An entry of an {@link SgTable}; the kernel's {@code struct scatterlist}. It carries two views
 * that have nothing to do with each other but their place:
 *
 * <ul>
 *   <li>the CPU side, the exporter's: a page link, an offset and a length;
 *   <li>the DMA side, the importer's: a DMA address and a DMA length. The DMA segments fill the
 *       first {@link SgTable#nents()} entries, which are fewer than the CPU's where the IOMMU
 *       merged some.
 * </ul>
 *
 * <p>A page link is a page frame number above eight low bits of markers:
 *
 * <pre>
 *   63                                  8 7       2    1      0
 *  +-------------------------------------+---------+------+-------+
 *  | page frame number, or array chained | 0       | end  | chain |
 *  +-------------------------------------+---------+------+-------+
 * </pre>
 *
 * <p>A link of 0 above the markers is an entry without a page. A link with all those bits flipped
 * leads to no page, which is how a debugging aid can hide the pages from an importer and have them
 * back ({@code mangle_sg_table}).
 */
public final class Scatterlist {
  /** How many low bits of a link are markers. */
  static final int MARKER_BITS = 8;

  private static final long MARKERS = (1L << MARKER_BITS) - 1;
  private static final long CHAIN = 1;
  private static final long END = 2;

  private final EntryArrays home;
  private final int array;
  private final int index;

  // Not final and not volatile: debugging aids flip its bits in place.
  private long pageLink;
  private int offset;
  private int length;
  private long dmaAddress;
  private long dmaLength;
  private boolean busAddress;

  Scatterlist(EntryArrays home, int array, int index) {
    this.home = home;
    this.array = array;
    this.index = index;
  }

  // -----------------------------------------------------------------------------------------------
  // CPU side
  // -----------------------------------------------------------------------------------------------

  /**
   * The entry's first page; the kernel's {@code sg_page}. The exporter's alone while the table is
   * lent.
   *
   * @return a new handle, or null if the entry has no page
   * @throws PageFault if the link leads to no page
   */
  public Page page() {
    if (pageLink >>> MARKER_BITS == 0) {
      return null;
    }
    return new Page(frame().number());
  }

  /**
   * The raw page link, markers and all. The exporter's alone while the table is lent.
   *
   * @return the link, 0 above the markers if the entry has no page
   */
  public long pageLink() {
    return pageLink;
  }

  /**
   * Where the CPU sees the entry's first byte; the kernel's {@code sg_virt}. The exporter's alone
   * while the table is lent.
   *
   * @return an address in the kernel's direct map
   * @throws PageFault if the entry has no page, or its link leads to none
   */
  public long virtualAddress() {
    return new Page(frame().number()).virtualAddress() + offset;
  }

  /**
   * Where the entry's first byte lies in physical memory; the kernel's {@code sg_phys}. The
   * exporter's alone while the table is lent.
   *
   * @return an address; calculated from the link, so that a wrong link gives a wrong address rather
   *     than a fault, as in the kernel
   */
  public long physicalAddress() {
    return (pageLink >>> MARKER_BITS) * Page.SIZE + offset;
  }

  /**
   * Where in the first page the entry begins. CPU side: says nothing of the DMA segment.
   *
   * @return bytes
   */
  public int offset() {
    return offset;
  }

  /**
   * How much of the pages the entry covers. CPU side: says nothing of the DMA segment.
   *
   * @return bytes; 0 where there are no pages
   */
  public int length() {
    return length;
  }

  /**
   * Puts pages behind the entry and keeps its markers; the kernel's {@code sg_set_page}. Only for
   * the one who owns the table.
   *
   * @param page the first page; what does not fit in it goes to the frames after it; null for none
   * @param length bytes, 0 or more
   * @param offset where they begin in the first page, in bytes
   * @throws IllegalArgumentException if a number is negative
   */
  public void setPage(Page page, int length, int offset) {
    if (length < 0 || offset < 0) {
      throw new IllegalArgumentException(
          "an entry cannot have length " + length + " at offset " + offset + ".");
    }
    long link = page == null ? 0 : page.pageFrameNumber() << MARKER_BITS;
    this.pageLink = link | pageLink & MARKERS;
    this.length = length;
    this.offset = offset;
  }

  /** The frame of the first page. */
  private PageFrame frame() {
    PageFrame frame = FrameTable.find(pageLink >>> MARKER_BITS);
    if (frame == null || isChain()) {
      throw new PageFault(
          String.format(
              "page link 0x%x of entry %d leads to no page; importers use dmaAddress() and"
                  + " DmaBuf.vmap(), exporters keep their pages while the table lives.",
              pageLink, array * EntryArrays.MAX + index));
    }
    return frame;
  }

  /** How many pages the entry covers, the first and last perhaps in part. */
  int pageCount() {
    return length == 0 ? 0 : (int) (Page.align((long) offset + length) / Page.SIZE);
  }

  // -----------------------------------------------------------------------------------------------
  // Walking
  // -----------------------------------------------------------------------------------------------

  /**
   * The next entry; the kernel's {@code sg_next}. Follows chains.
   *
   * @return the entry, or null after the last
   */
  public Scatterlist next() {
    if (isLast()) {
      return null;
    }
    Scatterlist slot = home.slot(array, index + 1);
    return slot.isChain() ? home.chained(slot.pageLink) : slot;
  }

  /**
   * Whether the table ends here; the kernel's {@code sg_is_last}.
   *
   * @return true for the last entry
   */
  public boolean isLast() {
    return (pageLink & END) != 0;
  }

  /**
   * Whether this is a link to more entries rather than an entry; the kernel's {@code sg_is_chain}.
   *
   * @return false for whatever {@link #next()} and a table's iterator yield
   */
  public boolean isChain() {
    return (pageLink & CHAIN) != 0;
  }

  void chainTo(int number) {
    pageLink = (long) number << MARKER_BITS | CHAIN;
  }

  void markEnd(boolean isEnd) {
    pageLink = isEnd ? pageLink | END : pageLink & ~END;
  }

  // -----------------------------------------------------------------------------------------------
  // DMA side
  // -----------------------------------------------------------------------------------------------

  /**
   * Where the device sees the DMA segment; the kernel's {@code sg_dma_address}. Means something in
   * the first {@link SgTable#nents()} entries of a mapped table.
   *
   * @return the DMA address of the segment's first byte
   */
  public long dmaAddress() {
    return dmaAddress;
  }

  /**
   * How long the DMA segment is; the kernel's {@code sg_dma_len}.
   *
   * @return bytes; 0 if there is no segment here
   */
  public long dmaLength() {
    return dmaLength;
  }

  /**
   * Whether the segment is a peer's memory, reached on the bus without the IOMMU; the kernel's
   * {@code sg_dma_is_bus_address}.
   *
   * @return true for peer memory
   */
  public boolean isBusAddress() {
    return busAddress;
  }

  /** Puts a DMA segment here, or none if null. */
  void setSegment(DmaSegment segment) {
    dmaAddress = segment == null ? 0 : segment.address();
    dmaLength = segment == null ? 0 : segment.length();
    busAddress = segment != null && segment.busAddress();
  }

  @Override
  public String toString() {
    return String.format("entry %d: DMA 0x%x + %d", index, dmaAddress, dmaLength);
  }
}
